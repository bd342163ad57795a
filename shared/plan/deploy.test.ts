import { describe, expect, test } from 'vitest';
import { twoHosts, vlans, withHost } from '../lab/testing/examples.ts';
import { planDestroy } from './plan-host.ts';
import { predictedState } from './predicted.ts';
import { machine } from './testing/hosts.ts';
import { perform, runProgram } from './testing/machine.ts';
import { changes, commands, deploy, deployed } from './testing/story.ts';

const docker01 = machine('docker01', '192.168.1.11');
const router = machine('router', '192.168.1.254');

describe("deploying the article's labs", () => {
  test('one macvlan network: what a person would type, in the order of typing', () => {
    const program = deploy(twoHosts, 'docker01', docker01);
    expect(program.plan.problems).toEqual([]);
    expect(commands(program)).toEqual([
      'mkdir -p /var/lib/trunkline/two-hosts/saved',
      '# keep what stands on this host now in /var/lib/trunkline/two-hosts/inventory',
      'printf %s off > /var/lib/trunkline/two-hosts/saved/promiscuous:ens33',
      'ip link set dev ens33 promisc on',
      'docker network create -d macvlan --label dev.trunkline.lab=two-hosts --subnet 172.22.16.0/24 --gateway 172.22.16.1 -o parent=ens33 mac_net1',
      'docker run -dit --name bbox1 --label dev.trunkline.lab=two-hosts --network mac_net1 --ip 172.22.16.10 busybox sh',
    ]);
  });

  test('two VLANs: sub-interfaces before the networks on them, networks before containers', () => {
    const program = deploy(vlans, 'docker01', docker01);
    expect(changes(program)).toEqual([
      'create record',
      'create promiscuous:ens33',
      'create vlan:ens33.10',
      'create vlan:ens33.20',
      'create address:ens33.10=192.168.10.10/24',
      'create address:ens33.20=192.168.20.20/24',
      'create network:mac_net10',
      'create network:mac_net20',
      'create container:bbox10',
      'create container:bbox20',
    ]);
    expect(program.plan.changes.find(({ resource }) => resource === 'container:bbox10')?.after).toEqual([
      'network:mac_net10',
    ]);
  });

  test('the router forwards between the drawn interfaces only, and last of all', () => {
    const program = deploy(vlans, 'router', router);
    expect(commands(program).filter((line) => /iptables|sysctl/.test(line))).toEqual([
      'iptables -w -I DOCKER-USER -i ens33 -o ens33.10 -m comment --comment trunkline:vlans -j ACCEPT',
      'iptables -w -I DOCKER-USER -i ens33 -o ens33.20 -m comment --comment trunkline:vlans -j ACCEPT',
      'iptables -w -I DOCKER-USER -i ens33.10 -o ens33 -m comment --comment trunkline:vlans -j ACCEPT',
      'iptables -w -I DOCKER-USER -i ens33.10 -o ens33.20 -m comment --comment trunkline:vlans -j ACCEPT',
      'iptables -w -I DOCKER-USER -i ens33.20 -o ens33 -m comment --comment trunkline:vlans -j ACCEPT',
      'iptables -w -I DOCKER-USER -i ens33.20 -o ens33.10 -m comment --comment trunkline:vlans -j ACCEPT',
      'printf %s 0 > /var/lib/trunkline/vlans/saved/sysctl:net.ipv4.ip_forward',
      'sysctl -w net.ipv4.ip_forward=1',
    ]);
  });

  test('a router without Docker has its rules in FORWARD', () => {
    const bare = {
      ...router,
      firewall: { ...router.firewall, filter: router.firewall.filter.filter(({ name }) => name !== 'DOCKER-USER') },
    };
    expect(commands(deploy(vlans, 'router', bare)).some((line) => line.startsWith('iptables -w -I FORWARD -i'))).toBe(
      true,
    );
  });

  test('an image that is not there is fetched in a step of its own, and goes with the lab unless somebody uses it', () => {
    const lab = withHost(twoHosts, 'docker01', (host) => ({
      ...host,
      containers: host.containers.map((item) => ({ ...item, image: 'alpine:3' })),
    }));
    const program = deploy(lab, 'docker01', docker01);
    expect(changes(program).slice(-2)).toEqual(['create image:alpine:3', 'create container:bbox1']);
    expect(commands(program)).toContain('docker pull alpine:3');
    const standing = runProgram(docker01, program);
    expect(commands(planDestroy(standing, lab.name, 'docker01'))).toContain('docker image rm alpine:3');

    const used = perform(standing, ['docker', 'run', '-dit', '--name', 'mine', '--network', 'none', 'alpine:3']);
    expect(commands(planDestroy(used, lab.name, 'docker01'))).not.toContain('docker image rm alpine:3');
  });

  test('a step that fails forgets the old value that it had kept for itself', () => {
    const { steps } = deploy(twoHosts, 'docker01', docker01);
    expect(steps[1]?.undo).toEqual([
      { made: 1, argv: ['rm', '-f', '/var/lib/trunkline/two-hosts/saved/promiscuous:ens33'] },
    ]);
  });

  test('a claim to an image goes only where Docker does not have it after all', () => {
    const wanted = withHost(twoHosts, 'docker01', (host) => ({
      ...host,
      containers: host.containers.map((item) => ({ ...item, image: 'alpine:3' })),
    }));
    const { plan, steps } = deploy(wanted, 'docker01', docker01);
    const at = plan.changes.findIndex(({ resource }) => resource === 'image:alpine:3');
    const saved = '/var/lib/trunkline/two-hosts/saved/image:alpine:3';
    const unless = ['sh', '-c', '"$@" >/dev/null 2>&1 || rm -f "$0"', saved, 'docker', 'image', 'inspect', 'alpine:3'];
    expect(steps[at]?.undo).toEqual([{ made: 1, argv: unless }]);
  });

  test('a container that was made and not started is removed by its label, never by its name', () => {
    const { steps } = deploy(twoHosts, 'docker01', docker01);
    const [undo] = steps.at(-1)?.undo ?? [];
    expect(undo?.made).toBe(0);
    expect(undo?.argv.slice(3)).toEqual([
      'sh',
      'label=dev.trunkline.lab=two-hosts',
      'name=^/?bbox1$',
      'status=created',
    ]);
  });

  test.each(vlans.hosts)('$name: what its commands do is what was predicted, and nothing is left to do', (host) => {
    const before = machine(host.name, host.ssh.address);
    const after = deployed(vlans, host.name, before);
    expect(deploy(vlans, host.name, after).plan.changes).toEqual([]);
    const predicted = predictedState(vlans, host, before);
    expect(deploy(vlans, host.name, predicted).plan.changes).toEqual([]);
    expect(predicted.routes).toEqual(after.routes);
    expect(predicted.sysctls).toEqual(after.sysctls);
    expect(predicted.firewall.filter.map(({ rules }) => rules.map(({ text }) => text))).toEqual(
      after.firewall.filter.map(({ rules }) => rules.map(({ text }) => text)),
    );
    expect(predicted.records).toEqual(after.records.map((record) => ({ ...record, inventory: undefined })));
  });
});
