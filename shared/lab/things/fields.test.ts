import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Data } from '../data.ts';
import { fieldNamed, fieldOf, fieldsOf } from './fields.ts';
import { type FilePlace, labPlace } from './place.ts';
import { faultOf } from './typed.ts';

it('every key of the lab file has a field: a label, and an example where something is typed', () => {
  const without: string[] = [];
  const walk = (place: FilePlace, path: string): void => {
    for (const [key, inner] of place.keys ?? []) {
      const { field } = inner.note;
      const typed = inner.keys === undefined && inner.entry === undefined && inner.item === undefined;
      if (field === undefined || field.label === '') without.push(`${path}.${key}`);
      else if (typed && inner.forms !== undefined && field.example === undefined)
        without.push(`${path}.${key}: example`);
      walk(inner, `${path}.${key}`);
    }
    for (const inner of [...(place.forms ?? []), place.entry, place.item]) if (inner) walk(inner, path);
  };
  walk(labPlace(), '');
  expect(without).toEqual([]);
});

it('says how each is asked for', () => {
  expect(fieldsOf('nic').map(({ key, input, optional }) => [key, input, optional])).toMatchObject([
    ['segment', 'text', false],
    ['address', 'text', true],
    ...fieldsOf('nic')
      .slice(2, -1)
      .map(() => [expect.anything(), expect.anything(), true]),
    ['promiscuous', 'switch', true],
  ]);
  expect(fieldNamed('nic', 'promiscuous').usual).toBe(true);
  expect(fieldNamed('network', 'driver')).toMatchObject({ input: 'choice', choices: ['macvlan', 'ipvlan', 'bridge'] });
  expect(fieldNamed('ssh', 'port')).toMatchObject({ input: 'number', absent: 22, label: 'SSH port' });
  expect(fieldNamed('vlan', 'vlan').expected).toBe(
    'A VLAN id from 1 to 4094. Use a number from 1 to 4094; 0 and 4095 are reserved.',
  );
  expect(fieldNamed('container', 'image')).toMatchObject({ example: 'busybox', optional: false });
  expect(() => fieldNamed('container', 'colour')).toThrow('no key colour of container');
});

it('asks for what most people look for, and says what it means that nothing is said', () => {
  const of = ['lab', 'segment', 'host', 'ssh', 'nic', 'vlan', 'shim', 'bond', 'bridge', 'dummy', 'container'] as const;
  const asked = [...of, 'attachment', 'routing', 'network', 'registry', 'expectation', 'note'] as const;
  const usual = asked.flatMap((of) =>
    fieldsOf(of).flatMap(({ key, usual, empty }) => (usual ? [[of, key, empty].filter(Boolean).join(' ')] : [])),
  );
  expect(usual).toEqual([
    'nic address none',
    'nic promiscuous',
    'vlan address none',
    'shim address none',
    'container command the image’s own',
    'attachment address automatic',
    'network gateway none stated',
  ]);
});

/** Every key of the lab file: what it is called, how it is asked for, an example, the words to choose from, and what it means where it is left out. */
const ASKED = `
  trunkline | Version of the format | text |  | required |  |
  name | Name | text | vlans-two-hosts | required |  |
  segments | Segments | map |  | optional |  |
  segments.*.vlans | VLANs | text | [10, 20] | optional | all none | all
  segments.*.internet | The internet | switch |  | optional |  |
  segments.*.mtu | MTU (bytes) | number | 1500 | optional |  |
  hosts | Hosts | map |  | optional |  |
  hosts.*.ssh | SSH | map |  | optional |  |
  hosts.*.ssh.address | SSH address | text | 192.168.1.11 | required |  |
  hosts.*.ssh.port | SSH port | number | 22 | optional |  | 22
  hosts.*.ssh.user | SSH user | text | root | optional |  | root
  hosts.*.ssh.key | SSH key | text | ~/.ssh/id_ed25519 | optional |  |
  hosts.*.unmanaged | Unmanaged | switch |  | optional |  |
  hosts.*.interfaces | Interfaces | map |  | optional |  |
  hosts.*.interfaces.*(nic).segment | Plugged into | text | lan | required |  |
  hosts.*.interfaces.*(nic).address | Address | text | 192.168.1.11/24 | optional |  |
  hosts.*.interfaces.*(nic).mtu | MTU (bytes) | number | 9000 | optional |  |
  hosts.*.interfaces.*(nic).port | Switch port | map | { access: 10 } | optional |  |
  hosts.*.interfaces.*(nic).port.access | Access port of VLAN | number | 10 | optional |  |
  hosts.*.interfaces.*(nic).port.tagged | Tagged | text | [10, 20] | optional | all |
  hosts.*.interfaces.*(nic).port.untagged | Untagged frames are of VLAN | number | 1 | optional |  |
  hosts.*.interfaces.*(nic).port.macs | Delivers MAC addresses | choice |  | optional | own any |
  hosts.*.interfaces.*(nic).promiscuous | Promiscuous | switch |  | optional |  | false
  hosts.*.interfaces.*(vlan).parent | Parent interface | text | ens33 | required |  |
  hosts.*.interfaces.*(vlan).vlan | Tag | number | 10 | required |  |
  hosts.*.interfaces.*(vlan).address | Address | text | 192.168.10.11/24 | optional |  |
  hosts.*.interfaces.*(vlan).mtu | MTU (bytes) | number | 9000 | optional |  |
  hosts.*.interfaces.*(shim).parent | Parent interface | text | ens33 | required |  |
  hosts.*.interfaces.*(shim).shim | Mode | choice |  | required | bridge |
  hosts.*.interfaces.*(shim).address | Address | text | 172.16.10.250/32 | optional |  |
  hosts.*.interfaces.*(shim).mtu | MTU (bytes) | number | 9000 | optional |  |
  hosts.*.interfaces.*(shim).reaches | Reaches | list | [172.16.10.0/24] | optional |  |
  hosts.*.interfaces.*(bond).bond | Cards | list | [ens36, ens37] | required |  |
  hosts.*.interfaces.*(bond).mode | Mode | choice |  | optional | balance-rr active-backup balance-xor broadcast 802.3ad balance-tlb balance-alb | balance-rr
  hosts.*.interfaces.*(bond).address | Address | text | 192.168.1.11/24 | optional |  |
  hosts.*.interfaces.*(bond).mtu | MTU (bytes) | number | 9000 | optional |  |
  hosts.*.interfaces.*(bridge).bridge | Ports | list | [ens38] | required |  |
  hosts.*.interfaces.*(bridge).vlan-filtering | VLAN filtering | switch |  | optional |  | false
  hosts.*.interfaces.*(bridge).address | Address | text | 10.0.0.1/24 | optional |  |
  hosts.*.interfaces.*(bridge).mtu | MTU (bytes) | number | 9000 | optional |  |
  hosts.*.interfaces.*(dummy).dummy | Dummy | text |  | required |  |
  hosts.*.interfaces.*(dummy).address | Address | text | 10.9.0.1/24 | optional |  |
  hosts.*.interfaces.*(dummy).mtu | MTU (bytes) | number | 9000 | optional |  |
  hosts.*.containers | Containers | map |  | optional |  |
  hosts.*.containers.*.image | Image | text | busybox | required |  |
  hosts.*.containers.*.command | Command | text | sleep 3600 | optional |  |
  hosts.*.containers.*.networks | Networks | map |  | optional |  |
  hosts.*.containers.*.networks.*.address | Address | text | 172.16.10.10 | optional |  |
  hosts.*.containers.*.networks.*.mac | MAC address | text | 02:42:ac:10:0a:0a | optional |  |
  hosts.*.containers.*.restart | Restart | text | unless-stopped | optional |  |
  hosts.*.containers.*.hostname | Host name | text | web | optional |  |
  hosts.*.containers.*.environment | Environment | text | { TZ: UTC } | optional |  |
  hosts.*.containers.*.ports | Published ports | list | ["8080:80"] | optional |  |
  hosts.*.containers.*.volumes | Volumes | list | ["/srv:/srv:ro"] | optional |  |
  hosts.*.containers.*.cap_add | Capabilities | list | [NET_ADMIN] | optional |  |
  hosts.*.containers.*.privileged | Privileged | switch |  | optional |  |
  hosts.*.containers.*.sysctls | Kernel settings | text | { net.ipv4.ip_forward: 1 } | optional |  |
  hosts.*.containers.*.dns | Name servers | text | [9.9.9.9] | optional |  |
  hosts.*.containers.*.labels | Labels | text | { purpose: test } | optional |  |
  hosts.*.containers.*.entrypoint | Entrypoint | text | [tini, --] | optional |  |
  hosts.*.containers.*.user | User | text | "1000" | optional |  |
  hosts.*.routing | Routing | map |  | optional |  |
  hosts.*.routing.forward | Forwards packets | switch |  | optional |  | false
  hosts.*.routing.allow | Lets through | text | [{ from: 172.16.10.0/24, to: 172.16.20.0/24 }] | optional | all none | none
  hosts.*.routing.allow.from | From | text | 172.16.10.0/24 | required |  |
  hosts.*.routing.allow.to | To | text | 172.16.20.0/24 | required |  |
  hosts.*.routing.allow.replies | Replies come back | switch |  | optional |  |
  hosts.*.routing.routes | Routes | list | [{ to: 10.9.0.0/16, via: 172.16.10.254 }] | optional |  |
  hosts.*.routing.routes.to | To | text | 10.9.0.0/16 | required |  |
  hosts.*.routing.routes.via | Via | text | 172.16.10.254 | required |  |
  hosts.*.routing.masquerade | Masquerade | list | [{ source: 172.16.10.0/24, out: ens33 }] | optional |  |
  hosts.*.routing.masquerade.source | Source | text | 172.16.10.0/24 | required |  |
  hosts.*.routing.masquerade.out | Leaves by | text | ens33 | required |  |
  networks | Networks | map |  | optional |  |
  networks.*.driver | Driver | choice |  | required | macvlan ipvlan bridge |
  networks.*.external | Is there already | switch |  | optional |  |
  networks.*.mode | Mode | choice |  | optional | bridge private vepa passthru l2 l3 l3s |
  networks.*.subnet | Subnet | text | 172.16.10.0/24 | optional |  |
  networks.*.gateway | Gateway | text | 172.16.10.1 | optional |  |
  networks.*.range | Range | text | 172.16.10.128/25 | optional |  |
  networks.*.ranges | Range of each host | map | { docker01: 172.16.10.128/27 } | optional |  |
  networks.*.internal | Without a way out | switch |  | optional |  |
  networks.*.mtu | MTU (bytes) | number | 1400 | optional |  |
  networks.*.reserved | Reserved addresses | map | { printer: 172.16.10.200 } | optional |  |
  networks.*.hosts | Hosts | list | [docker01] | optional |  |
  networks.*.parents | Parent interfaces | map | { docker01: ens33.10 } | optional |  |
  registry | Registry | map |  | optional |  |
  registry.host | Host | text | docker01 | required |  |
  registry.port | Port | number | 5000 | optional |  | 5000
  registry.images | Images | list | [{ image: busybox, as: busybox:v1 }] | optional |  |
  registry.images.image | Image | text | busybox | required |  |
  registry.images.as | Served as | text | busybox:v1 | required |  |
  registry.tls | HTTPS | map |  | optional |  |
  registry.tls.cert | Certificate | text | ./reg.crt | required |  |
  registry.tls.key | Private key | text | ./reg.key | required |  |
  registry.user | User | text | lab | optional |  |
  images | Images | map |  | optional |  |
  images.*.from | From | text | archive | required |  |
  images.*.archive | Archive | text | ./app.tar | optional |  |
  persist | Survives a restart | switch |  | optional |  | false
  expect | Expectations | list |  | optional |  |
  expect.from | From | text | docker01/bbox10 | required |  |
  expect.to | To | text | docker02/bbox11 | required |  |
  expect.reachable | Reachable | switch |  | required |  |
  layout | Positions | map |  | optional |  |
  layout.*.x | From the left (px) | number | 120 | required |  |
  layout.*.y | From the top (px) | number | 80 | required |  |
  notes | Notes | map |  | optional |  |
  notes.*.text | Text | text | "**VLAN 10** is for guests" | required |  |
  notes.*.at | Place | map |  | optional |  |
  notes.*.at.x | From the left (px) | number | 120 | required |  |
  notes.*.at.y | From the top (px) | number | 80 | required |  |
  notes.*.frame | Frame around | list | [docker01, docker02] | optional |  |
`;

/** The keys below a place, with the kind of interface where it has one. */
function* keysBelow(place: FilePlace, path = ''): Generator<readonly [path: string, key: string, place: FilePlace]> {
  for (const [key, inner] of place.keys ?? []) {
    yield [path, key, inner];
    yield* keysBelow(inner, `${path}${key}.`);
  }
  for (const form of place.forms ?? [])
    yield* keysBelow(form, form.note.form === undefined ? path : path.replace(/\.$/, `(${form.note.form}).`));
  if (place.entry) yield* keysBelow(place.entry, `${path}*.`);
  if (place.item) yield* keysBelow(place.item, path);
}

it('asks for every key so', () => {
  const asked = [...keysBelow(labPlace())].map(([path, key, place]) => {
    const { label, unit, input, example = '', optional, choices, absent = '' } = fieldOf(key, place);
    const name = unit === undefined ? label : `${label} (${unit})`;
    const need = optional ? 'optional' : 'required';
    return `  ${[path + key, name, input, example, need, choices.join(' '), String(absent)].join(' | ').replace(/[| ]+$/, '')}`;
  });
  expect([...new Set(asked)]).toEqual(
    ASKED.trim()
      .split('\n')
      .map((line) => `  ${line.trim().replace(/[| ]+$/, '')}`),
  );
});

it('an example is right where it stands', () => {
  const wrong = [...keysBelow(labPlace())].flatMap(([path, key, place]) => {
    const { example } = fieldOf(key, place);
    const fault = example === undefined ? undefined : faultOf(place, parse(example, { mapAsMap: true }) as Data);
    return fault === undefined ? [] : [`${path}${key}: ${fault}`];
  });
  expect(wrong).toEqual([]);
});
