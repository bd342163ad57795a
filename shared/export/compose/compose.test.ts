import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { labOf, textOfTemplate } from '../../lab/testing/examples.ts';
import { exportCompose } from './compose.ts';

function composed(text: string) {
  const made = exportCompose(labOf(text));
  if (!made.ok) throw new Error(made.problems[0]?.message);
  return made.value;
}
const documents = (whole: string) => parseAllDocuments(whole).map((document) => document.toJS());

const VLANS = textOfTemplate('vlans-two-hosts');

test('a document for each host, headed by its name', () => {
  const { whole, files } = composed(VLANS);
  expect(whole.split(/^---\n/m).map((document) => document.split('\n')[0])).toEqual([
    '# docker01',
    '# docker02',
    '# router',
  ]);
  expect(files.map(({ name }) => name)).toEqual(['docker01.yaml', 'docker02.yaml', 'router.yaml']);
  expect(files.map(({ text }) => text).join('---\n')).toBe(whole);
});

test('networks with parent, subnet and gateway; containers with their addresses; all with the marks of the lab', () => {
  const [docker01, , router] = documents(composed(VLANS).whole);
  expect(docker01.networks.mac_net10).toEqual({
    name: 'mac_net10',
    driver: 'macvlan',
    driver_opts: { parent: 'ens33.10' },
    ipam: { config: [{ subnet: '172.16.10.0/24', gateway: '172.16.10.1' }] },
    labels: { 'dev.trunkline.lab': 'vlans-two-hosts' },
  });
  expect(docker01.services.bbox10).toMatchObject({
    container_name: 'bbox10',
    image: 'busybox',
    command: ['sh'],
    labels: { 'dev.trunkline.lab': 'vlans-two-hosts' },
    networks: { mac_net10: { ipv4_address: '172.16.10.10' } },
  });
  expect(router).toEqual({ services: {} });
});

test('what Compose cannot say stands at the top as commands, and is told', () => {
  const { whole, unsaid } = composed(VLANS);
  const router = whole.split('# router\n')[1] ?? '';
  for (const command of [
    'ip link add link ens33 name ens33.10 type vlan id 10',
    'ip addr add 172.16.10.1/24 dev ens33.10',
    'sysctl -w net.ipv4.ip_forward=1',
  ]) {
    expect(router).toContain(`#   ${command}\n`);
  }
  expect(unsaid).toContain(
    'router: VLAN sub-interfaces, addresses, forward rules and forwarding: commands at the top of its file, since Compose has no words for them.',
  );
});

test('modes, ranges, reserved and MAC addresses, several networks, and words that mean something to YAML and Compose', () => {
  const { whole } = composed(`
trunkline: 1
name: odd
segments: { lan: { vlans: all } }
hosts:
  h1:
    ssh: { address: 192.168.1.11 }
    interfaces: { ens33: { segment: lan }, ens34: { segment: lan } }
    containers:
      one: { image: busybox, command: [sh, -c, "echo \\"$HOME\\" 'x' : # no\\n--- \\nyes"], networks: { a: { address: 10.1.0.5, mac: '02:00:00:00:00:05' } } }
      both: { image: busybox, networks: { a: 10.1.0.6, b: 10.2.0.6 } }
      alone: { image: busybox }
networks:
  a: { driver: macvlan, mode: private, subnet: 10.1.0.0/24, gateway: 10.1.0.1, range: 10.1.0.0/25, reserved: { it: 10.1.0.9 }, parents: { h1: ens33 } }
  b: { driver: ipvlan, subnet: 10.2.0.0/24, gateway: 10.2.0.1, parents: { h1: ens34 } }
`);
  const [h1] = documents(whole);
  expect(h1.services.one).toMatchObject({
    command: ['sh', '-c', `echo "$$HOME" 'x' : # no\n--- \nyes`],
    mac_address: '02:00:00:00:00:05',
  });
  expect(h1.services.both.networks).toEqual({ a: { ipv4_address: '10.1.0.6' }, b: { ipv4_address: '10.2.0.6' } });
  expect(h1.services.alone).toMatchObject({ network_mode: 'none' });
  expect(h1.services.alone.networks).toBeUndefined();
  expect(h1.networks.a).toMatchObject({
    driver_opts: { parent: 'ens33', macvlan_mode: 'private' },
    ipam: { config: [{ ip_range: '10.1.0.0/25', aux_addresses: { it: '10.1.0.9' } }] },
  });
  expect(h1.networks.b).toMatchObject({ driver: 'ipvlan', driver_opts: { parent: 'ens34' } });
});

test('options of containers in Compose’s own words, with the volumes that they name', () => {
  const { whole } = composed(`
trunkline: 1
name: options
hosts:
  h1:
    ssh: { address: 192.168.1.11 }
    containers:
      web: { image: busybox, restart: unless-stopped, environment: { COST: $5 }, ports: ["8080:80"], volumes: ["data:/var/data"], cap_add: [NET_ADMIN], networks: { back: } }
networks:
  back: { driver: bridge, internal: true, subnet: 172.30.0.0/24 }
`);
  const [h1] = documents(whole);
  expect(h1.services.web).toMatchObject({
    restart: 'unless-stopped',
    environment: ['COST=$$5'],
    ports: ['8080:80'],
    volumes: ['data:/var/data'],
    cap_add: ['NET_ADMIN'],
  });
  expect(h1.networks.back).toMatchObject({ driver: 'bridge', internal: true });
  expect(h1).toMatchObject({ volumes: { data: { name: 'data', external: true } } });
});

test('networks that the lab does not make are declared, and Docker’s own is a mode', () => {
  const [h1] = documents(
    composed(`
trunkline: 1
name: ext
segments: { lan: { vlans: none } }
hosts:
  h1:
    ssh: { address: 192.168.1.11 }
    interfaces: { ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true } }
    containers: { aa: { image: busybox, networks: { flat: 192.168.1.50 } } }
networks: { flat: { external: true, driver: macvlan, subnet: 192.168.1.0/24, parents: { h1: ens33 } } }
registry: { host: h1, port: 5000, images: [{ image: busybox, as: busybox:v1 }] }
`).whole,
  );
  expect(h1.networks).toEqual({ flat: { name: 'flat', external: true } });
  expect(h1.services.registry).toMatchObject({ network_mode: 'bridge' });
  expect(h1.services.registry.networks).toBeUndefined();
});

test('the registry is started first and given its images, and who pulls from it comes after', () => {
  const { whole } = composed(textOfTemplate('whole-article'));
  const [docker01 = '', docker02 = ''] = whole.split(/^---\n/m);
  const lines = docker01.split('\n').filter((line) => line.startsWith('#'));
  const order = [
    '#   docker pull busybox',
    '#   docker compose -p whole-article -f docker01.yaml up -d registry',
    "#   until curl -s -o /dev/null --noproxy '*' http://127.0.0.1:5000/v2/; do sleep 1; done",
    '#   docker push 127.0.0.1:5000/busybox:v1',
  ].map((line) => lines.indexOf(line));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(order[0]).toBeGreaterThan(0);
  expect(docker02).toContain('# After docker01: images come from its registry, 192.168.1.11:5000.\n');
  // Every line of what spans lines is typed.
  expect(docker02).toContain('#   {\n#     "insecure-registries": [\n');
});
