/** A practice host that is started anew by a button: as `reboot` typed there. */
import { afterEach, expect, test, vi } from 'vitest';
import { labOf } from '../../shared/lab/testing/examples.ts';
import { untriedPlan } from '../../shared/plan/plan-host.ts';
import { releaseNames, releases } from '../practice/os/releases.ts';
import { type PracticeLab, practiceLab } from './testing/practice-lab.ts';

let lab: PracticeLab | undefined;
afterEach(() => lab?.close());

const text = (persist: boolean): string => `
trunkline: 1
name: anew
persist: ${persist}
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24 }
      ens33.10: { parent: ens33, vlan: 10, address: 10.10.0.1/24 }
`;

test.each([true, false])('with persist: %s', async (persist) => {
  lab = practiceLab(undefined);
  const own = text(persist);
  expect(await lab.run(await lab.plan(own))).toMatchObject({ outcome: 'done' });
  expect(await lab.backend.rebootPractice({ text: own, host: 'docker01' })).toMatchObject({ ok: true });
  const again = await lab.plan(own);
  expect(again.summary.create > 0).toBe(!persist);
});

test.each([true, false])(
  'with persist: %s a host tells of all that a deploy has done to it, files too',
  async (persist) => {
    lab = practiceLab(undefined);
    const own = text(persist);
    const drawn = labOf(own);
    const [host] = drawn.hosts;
    const { events } = lab;
    expect(await lab.run(await lab.plan(own))).toMatchObject({ outcome: 'done' });
    await vi.waitFor(() => {
      const told = events.findLast((event) => event.type === 'host-now');
      if (told?.type !== 'host-now' || host === undefined) throw new Error('it has told nothing');
      expect(untriedPlan(drawn, host, told.state).changes.map(({ summary }) => summary)).toEqual([]);
    }, 5000);
  },
);

test('bonds, bridges and dummies come back too, with what stands on them', async () => {
  lab = practiceLab(undefined);
  const own = `
trunkline: 1
name: anew
persist: true
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24 }
      ens34: { segment: lan }
      ens35: { segment: lan }
      bond0: { bond: [ens34], mode: active-backup }
      bond0.10: { parent: bond0, vlan: 10, address: 10.10.0.1/24 }
      br0: { bridge: [ens35], vlan-filtering: true }
      br0.20: { parent: br0, vlan: 20, address: 10.20.0.1/24 }
      lab0: { dummy: true, address: 10.9.0.1/24 }
    containers: { one: { image: busybox, command: sh, networks: { net: 10.10.0.5 } } }
networks: { net: { driver: macvlan, subnet: 10.10.0.0/24, gateway: 10.10.0.254, parents: { docker01: bond0.10 } } }
`;
  expect(await lab.run(await lab.plan(own))).toMatchObject({ outcome: 'done' });
  const nothing = { create: 0, update: 0, replace: 0, delete: 0 };
  expect((await lab.plan(own)).summary).toEqual(nothing);
  expect(await lab.backend.rebootPractice({ text: own, host: 'docker01' })).toMatchObject({ ok: true });
  const again = await lab.plan(own);
  expect(again.hosts.flatMap(({ changes }) => changes.map(({ summary }) => summary))).toEqual([]);
  expect(await lab.run(await lab.plan(own, 'destroy'))).toMatchObject({ outcome: 'done' });
  expect(lab.events.flatMap((event) => (event.type === 'residue' ? event.lines : []))).toEqual([]);
});

test.each(releaseNames)(
  'a Docker that starts on a kernel which has forgotten everything makes its chains anew: %s',
  async (name) => {
    lab = practiceLab(undefined, null, releases[name]);
    const own = text(false);
    const now = lab;
    const rules = async (): Promise<readonly string[]> =>
      (await now.on(own, 'docker01', 'iptables -S; iptables -t nat -S; cat /proc/sys/net/ipv4/ip_forward')).match(
        /^-[PNA] .*|^[01]$/gm,
      ) ?? [];
    const before = await rules();
    expect(before).toContain('-P FORWARD DROP');
    await lab.backend.rebootPractice({ text: own, host: 'docker01' });
    expect(await rules()).toEqual(before);
  },
);

test('a host that the lab has not is none', async () => {
  lab = practiceLab(undefined);
  const answer = await lab.backend.rebootPractice({ text: text(false), host: 'docker09' });
  expect(answer).toMatchObject({ ok: false, problems: [{ code: 'no-such-host' }] });
});
