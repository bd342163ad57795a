import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BackendEvent } from '../../shared/api.ts';
import { templateNamed } from '../../shared/lab/templates.ts';
import { type SimulatedLab, simulatedLab } from './testing/simulated-lab.ts';

/** The article's two labs, on hosts that do what they are told. */
const text = (id: string): string => {
  const found = templateNamed(id);
  if (!found) throw new Error(`no template ${id}`);
  return found.text;
};
const TWO_HOSTS = text('macvlan-two-hosts');
const VLANS = text('vlans-two-hosts');

let lab: SimulatedLab;
beforeEach(async () => {
  lab = await simulatedLab({ docker01: '192.168.1.11', docker02: '192.168.1.13', router: '192.168.1.254' });
});
afterEach(() => lab.stop());

const isStepStarted = (event: BackendEvent): event is Extract<BackendEvent, { type: 'step-started' }> =>
  event.type === 'step-started';

async function deploy(labText: string) {
  const plan = await lab.plan(labText);
  return { plan, ended: await lab.end(await lab.backend.run({ plan: plan.id })) };
}

/** Begins a deploy that waits in docker01's step of the network until it is touched with `go`. */
async function deployHeldAtNetwork() {
  lab
    .host('docker01')
    .hook('case "$program $1" in "docker network") until [ -e "$here/go" ]; do sleep 0.02; done ;; esac');
  const plan = await lab.plan(TWO_HOSTS);
  const started = await lab.backend.run({ plan: plan.id });
  const step = plan.hosts[0]?.changes.findIndex(({ kind }) => kind === 'network') ?? 0;
  await lab.until(
    (event): event is BackendEvent => isStepStarted(event) && event.host === 'docker01' && event.step === step,
  );
  return { started, step };
}

const stepsOf = (host: string): string[] =>
  lab.events.flatMap((event) =>
    event.type === 'step-ended' && event.host === host ? [`${event.step} ${event.status}`] : [],
  );

const phaseOf = (host: string): string | undefined => {
  const last = lab.events.findLast((event) => event.type === 'host-phase' && event.host === host);
  return last?.type === 'host-phase' ? last.phase : undefined;
};

describe('the main job', () => {
  test('deploys, changes nothing the second time, and leaves nothing behind', async () => {
    const before = lab.host('docker01').state();
    const { plan, ended } = await deploy(VLANS);
    expect(ended).toMatchObject({ outcome: 'done', problems: [] });
    expect(ended.count).toBe(plan.summary.create + plan.summary.update);
    expect(['docker01', 'docker02', 'router'].map(phaseOf)).toEqual(['done', 'done', 'done']);

    const again = await lab.plan(VLANS);
    expect(again.summary).toEqual({ create: 0, update: 0, replace: 0, delete: 0 });

    const destroy = await lab.plan(VLANS, 'destroy');
    const gone = await lab.end(await lab.backend.run({ plan: destroy.id }));
    expect(gone).toMatchObject({ outcome: 'done', problems: [] });
    const residues = lab.events.filter((event) => event.type === 'residue');
    expect(residues.map((event) => event.lines)).toEqual([[], [], []]);
    expect(lab.host('docker01').state()).toEqual(before);
  });

  test('destroys by the marks alone', async () => {
    await deploy(TWO_HOSTS);
    const { port } = lab.host('docker01').server;
    const target = { name: 'docker01', address: '127.0.0.1', port, user: 'root', key: undefined };
    await lab.end(lab.backend.planDestroyOf('macvlan-two-hosts', [target]));
    const planned = lab.events.findLast((event) => event.type === 'planned');
    const id = planned?.type === 'planned' ? planned.plan.id : '';
    expect(await lab.end(await lab.backend.run({ plan: id }))).toMatchObject({ outcome: 'done' });
    expect(lab.host('docker01').state().records).toEqual([]);
    expect(lab.host('docker02').state().records).toHaveLength(1);
  });

  test('says which pings a plan would gain and lose', async () => {
    const first = lab.backend.pingChanges((await lab.plan(TWO_HOSTS)).id);
    expect(first?.gained.pairs).toContainEqual({ from: 'docker01/bbox1', to: 'docker02/bbox2' });
    expect(first?.lost).toEqual({ count: 0, pairs: [] });
    await deploy(TWO_HOSTS);
    const same = lab.backend.pingChanges((await lab.plan(TWO_HOSTS)).id);
    expect(same).toEqual({
      gained: { count: 0, pairs: [] },
      lost: { count: 0, pairs: [] },
      open: { count: 0, pairs: [] },
    });
  });

  test('a second window sees the same run', async () => {
    lab
      .host('docker01')
      .hook('case "$program $1" in "docker run") until [ -e "$here/go" ]; do sleep 0.02; done ;; esac');
    const plan = await lab.plan(TWO_HOSTS);
    const started = await lab.backend.run({ plan: plan.id });
    const first = plan.hosts[0]?.changes.findIndex(({ kind }) => kind === 'container');
    await lab.until((event): event is BackendEvent => isStepStarted(event) && event.step === first);
    const { backlog } = await lab.backend.hello({});
    const heard = [...backlog];
    lab.backend.onEvents((events) => heard.push(...events));
    lab.host('docker01').touch('go');
    await lab.end(started);
    const told = (events: readonly BackendEvent[]) =>
      events.flatMap((event) => (event.type === 'step-ended' ? [`${event.host} ${event.step} ${event.status}`] : []));
    expect(told(heard)).toEqual(told(lab.events));
    expect(heard.map(({ type }) => type)).toContain('planned');
  });
});

describe('what was approved is what runs', () => {
  test('a plan runs once', async () => {
    const { plan } = await deploy(TWO_HOSTS);
    expect(await lab.backend.run({ plan: plan.id })).toMatchObject({ ok: false, problems: [{ code: 'plan-gone' }] });
  });

  test('a plan with an error does not run', async () => {
    lab.host('docker01').change((state) => ({ ...state, docker: { kind: 'missing', message: '' } }));
    const plan = await lab.plan(TWO_HOSTS);
    expect(await lab.backend.run({ plan: plan.id })).toMatchObject({ ok: false, problems: [{ code: 'no-docker' }] });
    expect(lab.host('docker02').commands()).toEqual([]);
  });

  test('a plan that waited runs if the hosts are as they were, and not if they are not', async () => {
    const plan = await lab.plan(TWO_HOSTS);
    lab.passed(60_000);
    lab.host('docker02').change((state) => ({
      ...state,
      links: state.links.map((link) => (link.name === 'ens33' ? { ...link, promiscuous: true } : link)),
    }));
    const ended = await lab.end(await lab.backend.run({ plan: plan.id }));
    expect(ended).toMatchObject({
      outcome: 'failed',
      count: 0,
      problems: [{ code: 'plan-stale', subject: 'docker02' }],
    });
    expect(lab.host('docker01').commands()).toEqual([]);

    const fresh = await lab.plan(TWO_HOSTS);
    lab.passed(60_000);
    expect(await lab.end(await lab.backend.run({ plan: fresh.id }))).toMatchObject({ outcome: 'done' });
  });

  test('one change of a lab at a time', async () => {
    lab.host('docker01').hook('until [ -e "$here/go" ]; do sleep 0.02; done');
    const first = await lab.plan(TWO_HOSTS);
    const second = await lab.plan(TWO_HOSTS);
    const started = await lab.backend.run({ plan: first.id });
    expect(await lab.backend.run({ plan: second.id })).toMatchObject({ ok: false, problems: [{ code: 'lab-busy' }] });
    lab.host('docker01').touch('go');
    await lab.end(started);
  });
});

describe('when it does not go well', () => {
  test('the first cause is told, in words, with its command and output; what came after it is skipped', async () => {
    lab
      .host('docker01')
      .hook(
        'case "$program $1" in "docker network") echo "Error response from daemon: Pool overlaps with other one on this address space" >&2; exit 1 ;; esac',
      );
    const { plan, ended } = await deploy(TWO_HOSTS);
    expect(ended.outcome).toBe('failed');
    expect(ended.problems).toHaveLength(1);
    expect(ended.problems[0]).toMatchObject({
      subject: 'mac_net1',
      detail: {
        command: expect.stringContaining('docker network create'),
        output: expect.stringContaining('Pool overlaps'),
      },
    });
    const changes = plan.hosts[0]?.changes ?? [];
    const failed = changes.findIndex(({ kind }) => kind === 'network');
    expect(stepsOf('docker01')).toEqual(
      changes.map((_, index) => `${index} ${index < failed ? 'done' : index === failed ? 'failed' : 'skipped'}`),
    );
    // The other host does not depend on it.
    expect(phaseOf('docker02')).toBe('done');
    expect(phaseOf('docker01')).toBe('failed');

    lab.host('docker01').hook('');
    const rest = await deploy(TWO_HOSTS);
    expect(rest.ended.outcome).toBe('done');
    expect(rest.plan.hosts[1]?.changes).toEqual([]);
  });

  test('cancelling stops at the next step; running it again does what is missing', async () => {
    const { started, step } = await deployHeldAtNetwork();
    if (started.ok) await lab.backend.cancel({ activity: started.value.activity });
    const wish = (): string =>
      lab
        .host('docker01')
        .server.commands.find((line) => line.startsWith(': > /tmp/trunkline-stop-'))
        ?.slice(4) ?? '';
    await expect.poll(() => existsSync(wish())).toBe(true);
    lab.host('docker01').touch('go');
    const ended = await lab.end(started);
    expect(ended).toMatchObject({ outcome: 'cancelled', problems: [] });
    expect(stepsOf('docker01').slice(step)).toEqual([`${step} done`, `${step + 1} skipped`]);
    expect(phaseOf('docker01')).toBe('cancelled');
    await expect.poll(() => existsSync(wish())).toBe(false);

    const rest = await deploy(TWO_HOSTS);
    expect(rest.plan.hosts[0]?.changes.map(({ kind }) => kind)).toEqual(['container']);
    expect(rest.ended.outcome).toBe('done');
  });

  test('cancelling twice does not wait for a step that hangs', async () => {
    const { started } = await deployHeldAtNetwork();
    if (!started.ok) throw new Error('not started');
    await lab.backend.cancel({ activity: started.value.activity });
    await lab.backend.cancel({ activity: started.value.activity });
    const ended = await lab.end(started);
    expect(ended.problems).toContainEqual(expect.objectContaining({ code: 'abandoned', subject: 'docker01' }));
    expect(phaseOf('docker01')).toBe('unknown');
    lab.host('docker01').touch('go');
  });

  test('a connection that breaks is no failure: when the host is back it says what stands', async () => {
    const docker01 = lab.host('docker01');
    docker01.hook(
      'case "$program $1" in "docker network") : >"$here/reached"; until [ -e "$here/go" ]; do sleep 0.02; done ;; esac',
    );
    const plan = await lab.plan(TWO_HOSTS);
    const step = plan.hosts[0]?.changes.findIndex(({ kind }) => kind === 'network') ?? 0;
    const started = await lab.backend.run({ plan: plan.id });
    await lab.until(
      (event): event is BackendEvent => isStepStarted(event) && event.host === 'docker01' && event.step === step,
    );
    docker01.server.cut();
    await lab.until((event): event is BackendEvent => event.type === 'step-ended' && event.status === 'unknown');
    docker01.touch('go');
    const ended = await lab.end(started);
    expect(ended).toMatchObject({ outcome: 'failed', problems: [{ code: 'connection-lost', subject: 'docker01' }] });
    const all = plan.hosts[0]?.changes.length ?? 0;
    expect(ended.problems[0]?.message).toContain(`It is back: ${all - 1} of ${all} changes stand there.`);
    expect(stepsOf('docker01').slice(step)).toEqual([`${step} unknown`, `${step} done`, `${step + 1} skipped`]);

    expect((await deploy(TWO_HOSTS)).ended).toMatchObject({ outcome: 'done', count: 1 });
  });

  test('a connection that breaks with the last step is a success after all', async () => {
    const docker01 = lab.host('docker01');
    docker01.hook('case "$program $1" in "docker run") until [ -e "$here/go" ]; do sleep 0.02; done ;; esac');
    const plan = await lab.plan(TWO_HOSTS);
    const last = (plan.hosts[0]?.changes.length ?? 0) - 1;
    const started = await lab.backend.run({ plan: plan.id });
    await lab.until(
      (event): event is BackendEvent => isStepStarted(event) && event.host === 'docker01' && event.step === last,
    );
    docker01.server.cut();
    docker01.touch('go');
    expect(await lab.end(started)).toMatchObject({ outcome: 'done', problems: [] });
    expect(phaseOf('docker01')).toBe('done');
  });

  test('a host that stays away is named', async () => {
    const docker01 = lab.host('docker01');
    const { started } = await deployHeldAtNetwork();
    await docker01.server.stop();
    const ended = await lab.end(started);
    docker01.touch('go');
    expect(ended.problems).toMatchObject([{ code: 'connection-lost', subject: 'docker01' }]);
    expect(phaseOf('docker01')).toBe('unknown');
    expect(phaseOf('docker02')).toBe('done');
  });

  test('what is left after a destroy is listed', async () => {
    await deploy(TWO_HOSTS);
    lab.host('docker01').change((state) => ({ ...state, sysctls: { ...state.sysctls, 'net.ipv4.ip_forward': '1' } }));
    const plan = await lab.plan(TWO_HOSTS, 'destroy');
    const ended = await lab.end(await lab.backend.run({ plan: plan.id }));
    expect(ended).toMatchObject({ outcome: 'failed', problems: [{ code: 'residue', subject: 'docker01' }] });
    const residue = lab.events.find((event) => event.type === 'residue' && event.host === 'docker01');
    expect(residue).toMatchObject({
      lines: ['- sysctl net.ipv4.ip_forward = 0', '+ sysctl net.ipv4.ip_forward = 1'],
    });
  });

  test('somebody else at work on the host is named, and nothing is done there', async () => {
    // Both are held: a fast one would be done, or not, before the other begins.
    const held = ['docker01', 'docker02'];
    for (const name of held) lab.host(name).hook('until [ -e "$here/go" ]; do sleep 0.02; done');
    const first = await lab.plan(TWO_HOSTS);
    const started = await lab.backend.run({ plan: first.id });
    for (const name of held) {
      await lab.until((event): event is BackendEvent => isStepStarted(event) && event.host === name);
    }
    const other = await lab.plan(VLANS);
    const ended = await lab.end(await lab.backend.run({ plan: other.id }));
    expect(ended.problems.map(({ code, subject }) => `${code} ${subject}`).sort()).toEqual([
      'host-locked docker01',
      'host-locked docker02',
    ]);
    expect(ended.problems[0]?.message).toMatch(/deploys macvlan-two-hosts since/);
    for (const name of held) lab.host(name).touch('go');
    await lab.end(started);
  });
});

describe('verify', () => {
  const ANSWERED = `printf '3 packets transmitted, 3 received, 0%% packet loss, time 402ms\\nrtt min/avg/max/mdev = 0.1/0.25/0.3/0.0 ms\\n'`;
  const PING = `case "$program" in ping|nsenter)
for last; do :; done
case $last in
*.13) echo "3 packets transmitted, 0 received, 100% packet loss, time 409ms" ;;
*) ${ANSWERED} ;;
esac ;; esac`;

  test('measures every pair and tells where it is not as predicted', async () => {
    await deploy(TWO_HOSTS);
    lab.events.length = 0;
    for (const name of ['docker01', 'docker02']) lab.host(name).hook(PING);
    const ended = await lab.end(await lab.backend.verify({ text: TWO_HOSTS, target: 'real' }));
    const expected = lab.events.flatMap((event) => (event.type === 'pings-expected' ? event.pairs : []));
    const results = lab.events.flatMap((event) => (event.type === 'pings' ? event.results : []));
    expect(results).toHaveLength(expected.length);
    expect(results.find(({ from, to }) => from === 'docker01/bbox1' && to === 'docker02/bbox2')).toMatchObject({
      measured: 'reachable',
      received: 3,
      rttMs: 0.25,
      said: '',
    });
    expect(results.find(({ from, to }) => from === 'docker01' && to === 'docker02:ens33')).toMatchObject({
      predicted: 'reachable',
      measured: 'unreachable',
      agrees: false,
    });
    expect(ended.count).toBe(results.filter(({ agrees }) => agrees).length);
    expect(ended.outcome).toBe('failed');
    const diagnosed = lab.events.flatMap((event) => (event.type === 'diagnosed' ? event.found : []));
    expect(diagnosed.find(({ from, to }) => from === 'docker01' && to === 'docker02:ens33')).toMatchObject({
      diagnosis: { code: 'unseen', text: expect.stringContaining('should come back') },
    });
    expect(diagnosed.map(({ from, to }) => `${from} ${to}`)).not.toContain('docker01/bbox1 docker02/bbox2');
  });

  test('sends once more what may have gone to whoever had the address before, and tells of both', async () => {
    await deploy(TWO_HOSTS);
    lab.events.length = 0;
    // The first time as a host does that has the wrong neighbour for an address, and finds the right one while it pings.
    for (const name of ['docker01', 'docker02']) {
      lab.host(name).hook(`case "$program" in ping|nsenter)
for last; do :; done
case $last in *.13) first=$(mkdir "$here/asked-$(echo "$*" | tr ' /' __)" 2>/dev/null && echo yes) ;; *) first= ;; esac
if [ -n "$first" ]; then echo "3 packets transmitted, 0 received, 100% packet loss, time 409ms"
else ${ANSWERED}; fi ;; esac`);
    }
    await lab.end(await lab.backend.verify({ text: TWO_HOSTS, target: 'real' }));
    const results = lab.events.flatMap((event) => (event.type === 'pings' ? event.results : []));
    const pair = results.filter(({ from, to }) => from === 'docker01' && to === 'docker02:ens33');
    expect(pair).toMatchObject([{ measured: 'reachable', sent: 6, received: 3, rttMs: 0.25, agrees: true }]);
  });

  test('says of each pair why it could not be measured', async () => {
    await deploy(TWO_HOSTS);
    for (const name of ['docker01', 'docker02']) lab.host(name).hook(PING);
    lab
      .host('docker01')
      .change((state) =>
        state.docker.kind === 'ready' ? { ...state, docker: { ...state.docker, containers: [] } } : state,
      );
    lab.events.length = 0;
    await lab.end(await lab.backend.verify({ text: TWO_HOSTS, target: 'real' }));
    const results = lab.events.flatMap((event) => (event.type === 'pings' ? event.results : []));
    expect(results.find(({ from }) => from === 'docker01/bbox1')).toMatchObject({
      measured: 'error',
      said: 'there is no container bbox1 on docker01',
      agrees: false,
    });
  });
});

describe('hosts that are virtual machines', () => {
  const pinging = (answer: boolean): string => `case "$program" in ping|nsenter)
echo "3 packets transmitted, ${answer ? '3 received, 0%' : '0 received, 100%'} packet loss, time 402ms"
${answer ? 'echo "rtt min/avg/max/mdev = 0.1/0.25/0.3/0.0 ms"' : ':'} ;; esac`;
  const verified = async (answer: boolean) => {
    for (const name of ['docker01', 'docker02']) lab.host(name).hook(pinging(answer));
    lab.events.length = 0;
    await lab.end(await lab.backend.verify({ text: TWO_HOSTS, target: 'real' }));
    const results = lab.events.flatMap((event) => (event.type === 'pings' ? event.results : []));
    return results.find(({ from, to }) => from === 'docker01/bbox1' && to === 'docker02/bbox2');
  };

  test('what they run on decides, until a verify has shown it; where nothing came back, ipvlan is the cure', async () => {
    for (const name of ['docker01', 'docker02']) {
      lab.host(name).change((state) => ({ ...state, facts: { ...state.facts, virtualization: 'vmware' } }));
    }
    const plan = await lab.plan(TWO_HOSTS);
    const { open } = lab.backend.pingChanges(plan.id) ?? {};
    expect(open).toMatchObject({ count: 2, why: expect.stringContaining('forged transmits') });
    await lab.end(await lab.backend.run({ plan: plan.id }));

    expect(await verified(false)).toMatchObject({ predicted: 'uncertain', measured: 'unreachable' });
    const diagnosed = lab.events.flatMap((event) => (event.type === 'diagnosed' ? event.found : []));
    expect(
      diagnosed.find(({ from, to }) => from === 'docker01/bbox1' && to === 'docker02/bbox2')?.diagnosis,
    ).toMatchObject({
      code: 'undecided',
      guarded: ['docker01:ens33', 'docker02:ens33'],
    });

    expect(await verified(true)).toMatchObject({ predicted: 'uncertain', measured: 'reachable' });
    expect(await verified(true)).toMatchObject({ predicted: 'reachable', measured: 'reachable', agrees: true });
  });
});

describe('nothing is claimed that was not seen', () => {
  const NO_PAIRS = 'trunkline: 1\nname: empty\nhosts: { docker01: { ssh: { address: 192.168.1.11 } } }\n';

  test('a plan that is stopped while hosts are looked at is no plan', async () => {
    const started = await lab.backend.plan({ text: TWO_HOSTS, intent: 'deploy', target: 'real' });
    if (started.ok) await lab.backend.cancel({ activity: started.value.activity });
    const ended = await lab.end(started);
    expect(ended).toMatchObject({ outcome: 'cancelled', count: 0, problems: [], unknown: ['docker01', 'docker02'] });
    expect(lab.events.map(({ type }) => type)).not.toContain('planned');
    expect(['docker01', 'docker02'].map(phaseOf)).toEqual(['cancelled', 'cancelled']);
  });

  test('a verify that is stopped while hosts are looked at measured nothing', async () => {
    await deploy(TWO_HOSTS);
    lab.events.length = 0;
    const started = await lab.backend.verify({ text: TWO_HOSTS, target: 'real' });
    if (started.ok) await lab.backend.cancel({ activity: started.value.activity });
    const ended = await lab.end(started);
    expect(ended).toMatchObject({ outcome: 'cancelled', count: 0, problems: [] });
    expect(lab.events.map(({ type }) => type)).not.toContain('pings');
  });

  test('a deploy whose host stays away is lost', async () => {
    const docker01 = lab.host('docker01');
    const { started } = await deployHeldAtNetwork();
    await docker01.server.stop();
    expect(await lab.end(started)).toMatchObject({ outcome: 'lost', unknown: ['docker01'] });
    docker01.touch('go');
  });

  test('a destroy whose hosts cannot be looked at afterwards does not say that nothing is left', async () => {
    await deploy(TWO_HOSTS);
    const destroy = await lab.plan(TWO_HOSTS, 'destroy');
    const started = await lab.backend.run({ plan: destroy.id });
    lab.hide('docker01');
    const ended = await lab.end(started);
    expect(ended).toMatchObject({ outcome: 'unknown', count: ended.of, unknown: ['docker01'] });
    expect(ended.problems).toMatchObject([{ code: 'host-silent' }]);
    const compared = lab.events.flatMap((event) => (event.type === 'residue' ? [event.host] : []));
    expect(compared).toEqual(['docker02']);
  });

  test('a destroy looks once more at a host that is silent for a moment: another card may have answered for it', async () => {
    await deploy(TWO_HOSTS);
    const destroy = await lab.plan(TWO_HOSTS, 'destroy');
    const started = await lab.backend.run({ plan: destroy.id });
    lab.hide('docker01', 1);
    expect(await lab.end(started)).toMatchObject({ outcome: 'done', problems: [], unknown: [] });
    const compared = lab.events.flatMap((event) => (event.type === 'residue' ? [event.host] : []));
    expect(compared).toEqual(['docker01', 'docker02']);
  });

  test('a lab that is not deployed is not pinged', async () => {
    const ended = await lab.end(await lab.backend.verify({ text: TWO_HOSTS, target: 'real' }));
    expect(ended).toMatchObject({ outcome: 'failed', problems: [{ code: 'not-deployed' }], unknown: [] });
    expect(lab.events.map(({ type }) => type)).not.toContain('pings');
    expect(lab.host('docker01').commands()).toEqual([]);
  });

  test('a lab without pairs has nothing to ping, and that is no failure', async () => {
    const ended = await lab.end(await lab.backend.verify({ text: NO_PAIRS, target: 'real' }));
    expect(ended).toMatchObject({ outcome: 'done', of: 0, problems: [] });
  });
});

test('practice hosts are not part of this build', async () => {
  expect(await lab.backend.plan({ text: TWO_HOSTS, intent: 'deploy', target: 'practice' })).toMatchObject({
    ok: false,
    problems: [{ code: 'no-practice' }],
  });
  expect((await lab.backend.hello({})).practice).toBe(false);
});

test('what Docker would refuse half way is refused before any host is asked', async () => {
  const onGateway = VLANS.replace('172.16.10.11', '172.16.10.1');
  const refused = await lab.backend.plan({ text: onGateway, intent: 'deploy', target: 'real' });
  expect(refused).toMatchObject({ ok: false, problems: [{ code: 'address-not-free', subject: 'docker02/bbox11' }] });
  expect(lab.events).toEqual([]);
  expect(await lab.backend.plan({ text: onGateway, intent: 'destroy', target: 'real' })).toMatchObject({ ok: true });
});
