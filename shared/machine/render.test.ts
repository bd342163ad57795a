/** Each operation as somebody would type it: words that the real hosts' commands take (the practice corpus has them). */
import { expect, it } from 'vitest';
import { endsAtAnyTime, feedOfOperation, type NewContainer, type NewNetwork, type Operation } from './operation.ts';
import { render } from './render.ts';

const network: Operation & NewNetwork = {
  do: 'create-network',
  name: 'net',
  driver: 'macvlan',
  labels: { a: 'b', c: 'd' },
  subnet: '10.1.0.0/24',
  gateway: '10.1.0.1',
  range: '10.1.0.128/25',
  reserved: { printer: '10.1.0.9' },
  options: { parent: 'ens33', macvlan_mode: 'bridge' },
};
const copy = { kind: 'image', image: 'a:1', from: { kind: 'archive', place: 'a.tar' } } as const;
const files = { kind: 'registry-files', host: 'docker01' } as const;
const password = { kind: 'registry-password', host: 'docker01', image: 'a:1' } as const;
const container: NewContainer = { name: 'box', labels: {}, networks: [], image: 'busybox', command: [] };
const rule = {
  table: 'filter',
  chain: 'FORWARD',
  spec: { in: 'ens33', out: 'ens34', source: '10.1.0.0/24', destination: '10.2.0.1', target: 'ACCEPT' },
  comment: 'trunkline:lab',
} as const;

it.each<[Operation, string]>([
  [
    { do: 'add-link', name: 'ens33.10', parent: 'ens33', kind: 'vlan', vlan: 10 },
    'ip link add link ens33 name ens33.10 type vlan id 10',
  ],
  [
    { do: 'add-link', name: 'shim', parent: 'ens33', kind: 'macvlan', mode: 'bridge' },
    'ip link add link ens33 name shim type macvlan mode bridge',
  ],
  [
    { do: 'set-link', name: 'ens33', promiscuous: true, mtu: 1400, alias: 'x', up: true },
    'ip link set dev ens33 promisc on mtu 1400 alias x up',
  ],
  [{ do: 'set-link', name: 'ens33', promiscuous: false }, 'ip link set dev ens33 promisc off'],
  [{ do: 'add-link', name: 'bond0', kind: 'bond', mode: '802.3ad' }, 'ip link add name bond0 type bond mode 802.3ad'],
  [{ do: 'add-link', name: 'br0', kind: 'bridge', filters: true }, 'ip link add name br0 type bridge vlan_filtering 1'],
  [{ do: 'add-link', name: 'br0', kind: 'bridge', filters: false }, 'ip link add name br0 type bridge'],
  [{ do: 'add-link', name: 'lab0', kind: 'dummy' }, 'ip link add name lab0 type dummy'],
  [{ do: 'set-link', name: 'ens33', master: 'br0' }, 'ip link set dev ens33 master br0'],
  [{ do: 'set-link', name: 'ens33', master: 'none', up: false }, 'ip link set dev ens33 nomaster down'],
  [{ do: 'set-port-vlan', name: 'ens38', vlan: 10, on: true, self: false }, 'bridge vlan add dev ens38 vid 10'],
  [{ do: 'set-port-vlan', name: 'br0', vlan: 10, on: false, self: true }, 'bridge vlan del dev br0 vid 10 self'],
  [{ do: 'delete-link', name: 'ens33.10' }, 'ip link del dev ens33.10'],
  [{ do: 'add-address', dev: 'ens33', cidr: '10.0.0.1/24' }, 'ip addr add 10.0.0.1/24 dev ens33'],
  [{ do: 'delete-address', dev: 'ens33', cidr: '10.0.0.1/24' }, 'ip addr del 10.0.0.1/24 dev ens33'],
  [{ do: 'add-route', to: '10.9.0.0/16', via: '10.0.0.254' }, 'ip route add 10.9.0.0/16 via 10.0.0.254'],
  [{ do: 'delete-route', to: '10.9.0.1', dev: 'shim' }, 'ip route del 10.9.0.1 dev shim'],
  [{ do: 'set-sysctl', name: 'net.ipv4.ip_forward', value: '1' }, 'sysctl -w net.ipv4.ip_forward=1'],
  [
    { do: 'insert-rule', ...rule },
    'iptables -w -I FORWARD -i ens33 -o ens34 -s 10.1.0.0/24 -d 10.2.0.1 -m comment --comment trunkline:lab -j ACCEPT',
  ],
  [
    { do: 'append-rule', ...rule, table: 'nat', chain: 'POSTROUTING', spec: { out: 'ens33', target: 'MASQUERADE' } },
    'iptables -w -t nat -A POSTROUTING -o ens33 -m comment --comment trunkline:lab -j MASQUERADE',
  ],
  [
    { do: 'delete-rule', ...rule, spec: { states: ['RELATED', 'ESTABLISHED'], target: 'ACCEPT' } },
    'iptables -w -D FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -m comment --comment trunkline:lab -j ACCEPT',
  ],
  [
    network,
    'docker network create -d macvlan --label a=b --label c=d --subnet 10.1.0.0/24 --gateway 10.1.0.1 --ip-range 10.1.0.128/25 --aux-address printer=10.1.0.9 -o parent=ens33 -o macvlan_mode=bridge net',
  ],
  [
    { ...network, labels: {}, gateway: undefined, range: undefined, reserved: {}, options: {} },
    'docker network create -d macvlan --subnet 10.1.0.0/24 net',
  ],
  [
    {
      ...network,
      driver: 'bridge',
      internal: true,
      labels: {},
      gateway: undefined,
      range: undefined,
      reserved: {},
      options: {},
    },
    'docker network create -d bridge --internal --subnet 10.1.0.0/24 net',
  ],
  [{ do: 'remove-network', name: 'net' }, 'docker network rm net'],
  [
    { do: 'connect-network', network: 'net', container: 'box', address: '10.1.0.5' },
    'docker network connect --ip 10.1.0.5 net box',
  ],
  [{ do: 'connect-network', network: 'net', container: 'box' }, 'docker network connect net box'],
  [{ do: 'create-container', ...container }, 'docker create -it --name box --network none busybox'],
  [
    {
      do: 'run-container',
      ...container,
      labels: { a: 'b' },
      networks: [{ network: 'net', address: '10.1.0.5', mac: '02:00:00:00:00:0a' }],
      command: ['sleep', '9'],
      restart: 'always',
      ports: ['5000:5000'],
      volumes: ['data:/data'],
    },
    'docker run -dit --name box --label a=b --restart always -p 5000:5000 -v data:/data --network net --ip 10.1.0.5 --mac-address 02:00:00:00:00:0a busybox sleep 9',
  ],
  [
    {
      do: 'run-container',
      ...container,
      networks: [
        { network: 'one', address: '10.1.0.5', mac: '02:00:00:00:00:0a' },
        { network: 'two', address: undefined, mac: undefined },
      ],
    },
    'docker run -dit --name box --network name=one,ip=10.1.0.5,mac-address=02:00:00:00:00:0a --network name=two busybox',
  ],
  [
    {
      do: 'create-container',
      ...container,
      hostname: 'web',
      user: '1000:1000',
      privileged: true,
      capAdd: ['NET_ADMIN', 'NET_RAW'],
      sysctls: ['net.ipv4.ip_forward=1'],
      dns: ['9.9.9.9', '1.1.1.1'],
      environment: ['TZ=UTC', 'A'],
      entrypoint: ['tini', '--'],
      command: ['sleep', '9'],
    },
    'docker create -it --name box --hostname web --user 1000:1000 --privileged --cap-add NET_ADMIN --cap-add NET_RAW --sysctl net.ipv4.ip_forward=1 --dns 9.9.9.9 --dns 1.1.1.1 -e TZ=UTC -e A --entrypoint tini --network none busybox -- sleep 9',
  ],
  [{ do: 'create-container', ...container, privileged: false }, 'docker create -it --name box --network none busybox'],
  [{ do: 'start-container', name: 'box' }, 'docker start box'],
  [{ do: 'update-container', name: 'box', restart: 'unless-stopped' }, 'docker update --restart unless-stopped box'],
  [{ do: 'fill-container', name: 'box', feed: files, what: 'certificates' }, 'docker cp - box:/'],
  [{ do: 'restart-container', name: 'box' }, 'docker restart -t 1 box'],
  [{ do: 'unpause-container', name: 'box' }, 'docker unpause box'],
  [{ do: 'remove-container', name: 'box' }, 'docker rm -f -v box'],
  [{ do: 'pull-image', image: 'a:1' }, 'docker pull a:1'],
  [{ do: 'push-image', image: 'a:1' }, 'docker push a:1'],
  [{ do: 'remove-image', image: 'a:1' }, 'docker image rm a:1'],
  [
    { do: 'forget-image', image: 'a:1' },
    `sh -c any=$(docker image ls -q --filter dangling=false | head -n 1) && { [ -z "$any" ] || { docker tag "$any" "$1" && docker image rm "$1"; }; } sh a:1`,
  ],
  [{ do: 'load-image', image: 'a:1', form: 'image', feed: copy }, 'docker load -q'],
  [{ do: 'load-image', image: 'a:1', form: 'files', feed: copy }, 'docker import - a:1'],
  [{ do: 'tag-image', image: 'a:1', as: 'b:2' }, 'docker tag a:1 b:2'],
  [{ do: 'create-volume', name: 'v', labels: { a: 'b' } }, 'docker volume create --label a=b v'],
  [{ do: 'remove-volume', name: 'v' }, 'docker volume rm v'],
  [{ do: 'reload-daemon' }, 'systemctl reload docker'],
  [{ do: 'reread-units' }, 'systemctl daemon-reload'],
  [{ do: 'check-files', argv: ['netplan', 'generate'] }, 'netplan generate'],
])('$do', (operation, typed) => {
  expect(render(operation).join(' ')).toBe(typed);
});

it('what waits for a registry, or takes one away by its label, is a script with its values as arguments', () => {
  const values = (operation: Operation) => render(operation).slice(3).join(' ');
  expect(render({ do: 'await-registry', port: 5000 }).slice(0, 2)).toEqual(['sh', '-c']);
  expect(values({ do: 'await-registry', port: 5000 })).toBe('sh http://127.0.0.1:5000/v2/');
  expect(values({ do: 'await-trust', registry: 'a:1', trusted: true })).toBe('sh a:1');
  expect(render({ do: 'await-trust', registry: 'a:1', trusted: true })[2]).not.toContain('&& ! printf');
  expect(render({ do: 'await-trust', registry: 'a:1', trusted: false })[2]).toContain('&& ! printf');
  expect(values({ do: 'remove-unstarted', name: 'a.b', label: 'l=x' })).toBe(
    'sh label=l=x name=^/?a\\.b$ status=created',
  );
});

it('only pulls, pushes, copies and waiting may be ended at any time', () => {
  const all = ['pull-image', 'push-image', 'load-image', 'await-registry', 'await-trust'] as const;
  for (const name of all) expect(endsAtAnyTime({ do: name } as Operation)).toBe(true);
  for (const name of ['tag-image', 'run-container', 'fill-container', 'reload-daemon'] as const)
    expect(endsAtAnyTime({ do: name } as Operation)).toBe(false);
});

it('what arrives with the script is what is loaded, filled in or logged in with', () => {
  const login = { registry: 'a:1', user: 'lab', feed: password };
  const feeds = [
    { do: 'load-image', image: 'a', form: 'image', feed: copy },
    { do: 'fill-container', name: 'box', feed: files, what: 'x' },
    { do: 'pull-image', image: 'a', login },
    { do: 'push-image', image: 'a', login },
    { do: 'pull-image', image: 'a' },
    { do: 'remove-image', image: 'a' },
  ] satisfies readonly Operation[];
  expect(feeds.map(feedOfOperation)).toEqual([copy, files, password, password, undefined, undefined]);
});
