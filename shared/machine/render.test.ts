/** Each operation as somebody would type it: words that the real hosts' commands take (the practice corpus has them). */
import { expect, it } from 'vitest';
import { endsAtAnyTime, type NewContainer, type NewNetwork, type Operation } from './operation.ts';
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
  [{ do: 'start-container', name: 'box' }, 'docker start box'],
  [{ do: 'restart-container', name: 'box' }, 'docker restart -t 1 box'],
  [{ do: 'unpause-container', name: 'box' }, 'docker unpause box'],
  [{ do: 'remove-container', name: 'box' }, 'docker rm -f -v box'],
  [{ do: 'pull-image', image: 'a:1' }, 'docker pull a:1'],
  [{ do: 'push-image', image: 'a:1' }, 'docker push a:1'],
  [{ do: 'remove-image', image: 'a:1' }, 'docker image rm a:1'],
  [{ do: 'tag-image', image: 'a:1', as: 'b:2' }, 'docker tag a:1 b:2'],
  [{ do: 'create-volume', name: 'v', labels: { a: 'b' } }, 'docker volume create --label a=b v'],
  [{ do: 'remove-volume', name: 'v' }, 'docker volume rm v'],
  [{ do: 'reload-daemon' }, 'systemctl reload docker'],
])('$do', (operation, typed) => {
  expect(render(operation).join(' ')).toBe(typed);
});

it('what waits for a registry, or takes one away by its label, is a script with its values as arguments', () => {
  const values = (operation: Operation) => render(operation).slice(3).join(' ');
  expect(render({ do: 'await-registry', port: 5000 }).slice(0, 2)).toEqual(['sh', '-c']);
  expect(values({ do: 'await-registry', port: 5000 })).toBe('sh http://127.0.0.1:5000/v2/');
  expect(values({ do: 'await-trust', registry: 'a:1', trusted: true })).toBe('sh a:1');
  expect(render({ do: 'await-trust', registry: 'a:1', trusted: true })[2]).not.toContain('! docker');
  expect(render({ do: 'await-trust', registry: 'a:1', trusted: false })[2]).toContain('! docker');
  expect(values({ do: 'remove-unstarted', name: 'a.b', label: 'l=x' })).toBe(
    'sh label=l=x name=^/?a\\.b$ status=created',
  );
});

it('only pulls, pushes and waiting may be ended at any time', () => {
  const all: readonly Operation['do'][] = ['pull-image', 'push-image', 'await-registry', 'await-trust'];
  for (const name of all) expect(endsAtAnyTime({ do: name } as Operation)).toBe(true);
  for (const name of ['tag-image', 'run-container', 'reload-daemon'] as const)
    expect(endsAtAnyTime({ do: name } as Operation)).toBe(false);
});
