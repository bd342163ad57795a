/** What our own plans do to practice hosts: everything stands, a probe reads it, and all of it goes again. */
import { expect, onTestFinished, test } from 'vitest';
import { parseProbe } from '../../../shared/host/parse-probe.ts';
import { probeScript } from '../../../shared/host/probe-script.ts';
import { quoteCommand } from '../../../shared/host/quote.ts';
import type { HostState } from '../../../shared/host/state.ts';
import { labOf } from '../../../shared/lab/testing/examples.ts';
import type { Operation } from '../../../shared/machine/operation.ts';
import { render } from '../../../shared/machine/render.ts';
import { planHost } from '../../../shared/plan/plan-host.ts';
import { renderScript } from '../../../shared/plan/script.ts';
import { type DockerHost, dockerHosts } from '../hosts/testing/docker-host.ts';

const NONCE = 'n0nce0123456789abcdef';

const lab = labOf(`
trunkline: 1
name: two
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }
      ens33.10: { parent: ens33, vlan: 10 }
      ens33.20: { parent: ens33, vlan: 20 }
    containers:
      bbox10: { image: busybox, command: sh, networks: { mac_net10: 172.16.10.10 } }
      bbox20: { image: alpine, networks: { mac_net20: 172.16.20.10, mac_net10: 172.16.10.11 } }
networks:
  mac_net10: { driver: macvlan, subnet: 172.16.10.0/24, gateway: 172.16.10.1, parents: { docker01: ens33.10 } }
  mac_net20: { driver: macvlan, subnet: 172.16.20.0/24, gateway: 172.16.20.1, parents: { docker01: ens33.20 } }
`);

async function probe(host: DockerHost): Promise<HostState> {
  host.machine.userland.files.write('/tmp/probe', probeScript(NONCE));
  const { stdout, stderr } = await host.run('sh /tmp/probe');
  const read = parseProbe(stdout, { nonce: NONCE, host: 'docker01', password: false });
  if (!read.ok) throw new Error(`${read.problems.map(({ message }) => message).join()}\n${stdout}\n${stderr}`);
  return read.value;
}

const programOf = (state: HostState, intent: 'deploy' | 'destroy', persist = false, of = lab) => {
  const [host] = of.hosts;
  if (host === undefined) throw new Error('the lab has a host');
  return planHost({ ...of, persist }, host, state, intent);
};

async function perform(host: DockerHost, intent: 'deploy' | 'destroy', persist = false, of = lab): Promise<string> {
  const { steps, plan } = programOf(await probe(host), intent, persist, of);
  expect(plan.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const script = renderScript(steps, { nonce: NONCE, stopToken: `${NONCE}s`, holder: 'somebody' });
  host.machine.userland.files.write('/tmp/script', script);
  const { status, stdout } = await host.run('sh /tmp/script');
  expect(status, stdout).toBe(0);
  return stdout;
}

test('a lab is deployed, found in place, and destroyed without residue', async () => {
  const [host] = dockerHosts();
  const before = await probe(host);
  expect(before.docker).toEqual(host.docker());
  await perform(host, 'deploy');
  const after = await probe(host);
  expect(after.docker).toEqual(host.docker());
  expect(programOf(after, 'deploy').plan.changes).toEqual([]);
  expect(host.docker().containers.map(({ name, status }) => [name, status])).toEqual([
    ['bbox10', 'running'],
    ['bbox20', 'running'],
  ]);
  await perform(host, 'destroy');
  const left = await probe(host);
  expect({ ...left, records: [] }).toEqual({ ...before, records: [] });
});

test('a lab that survives a restart is there again after one, and goes without residue; without it, a restart takes it', async () => {
  const [host] = dockerHosts();
  // Time goes by, for whoever looks once more a moment later.
  const time = setInterval(() => host.pass(100), 5);
  onTestFinished(() => clearInterval(time));
  const before = await probe(host);
  await perform(host, 'deploy', true);
  expect(programOf(await probe(host), 'deploy', true).plan.changes).toEqual([]);
  await host.run('reboot');
  const after = await probe(host);
  expect(programOf(after, 'deploy', true).plan.changes).toEqual([]);
  expect(host.docker().containers.map(({ name, status }) => [name, status])).toEqual([
    ['bbox10', 'running'],
    ['bbox20', 'running'],
  ]);
  await perform(host, 'destroy', true);
  const left = await probe(host);
  expect({ ...left, records: [] }.links.map(({ name, promiscuous }) => [name, promiscuous])).toEqual(
    before.links.map(({ name, promiscuous }) => [name, promiscuous]),
  );
  expect(left.records).toEqual([]);

  await perform(host, 'deploy');
  await host.run('reboot');
  const lost = programOf(await probe(host), 'deploy').plan.changes.map(({ resource }) => resource);
  expect(lost).toEqual(expect.arrayContaining(['promiscuous:ens33', 'container:bbox10']));
});

test('a watch waits for as long as its script writes, and takes back what nobody came again for', async () => {
  const [host] = dockerHosts();
  const time = setInterval(() => host.pass(1_000), 1);
  onTestFinished(() => clearInterval(time));
  const line = (operation: Operation): string => quoteCommand(render(operation));
  const begin = line({ do: 'begin-watch', lab: 'two', paths: ['/etc/own'], reread: [] });
  const end = line({ do: 'end-watch', lab: 'two' });
  expect(await host.run(`${begin} && sleep 200 && echo ours > /etc/own && ${end}`)).toMatchObject({
    status: 0,
    stderr: '',
  });
  expect(await host.run(`${begin}; echo changed > /etc/own; sleep 1`)).toMatchObject({ status: 0 });
  expect(await host.run('sleep 200; cat /etc/own')).toMatchObject({ stdout: 'ours\n' });
  expect(await host.run(end)).toMatchObject({ status: 1 });
});

test('a bridge that tells VLANs apart is made, found in place by a probe, changed, and gone without residue', async () => {
  const bridged = (tag: number) =>
    labOf(`
trunkline: 1
name: bridged
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24 }
      lab0: { dummy: true }
      br0: { bridge: [lab0], vlan-filtering: true }
      br0.${tag}: { parent: br0, vlan: ${tag}, address: 10.${tag}.0.1/24 }
`);
  const [host] = dockerHosts();
  const before = await probe(host);
  await perform(host, 'deploy', false, bridged(10));
  const after = await probe(host);
  expect(after.links.filter(({ portVlans }) => portVlans !== undefined)).toMatchObject([
    { name: 'lab0', portVlans: [10] },
    { name: 'br0', filters: true, portVlans: [10] },
  ]);
  expect(after.links).toEqual(host.machine.state().links);
  expect(programOf(after, 'deploy', false, bridged(10)).plan.changes).toEqual([]);
  await perform(host, 'deploy', false, bridged(20));
  const tagged = (await probe(host)).links.flatMap(({ portVlans = [] }) => portVlans);
  expect(tagged).toEqual([20, 20]);
  await perform(host, 'destroy', false, bridged(20));
  expect({ ...(await probe(host)), records: [] }).toEqual({ ...before, records: [] });
});
