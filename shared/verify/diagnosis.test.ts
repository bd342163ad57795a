import { expect, it } from 'vitest';
import { verdictOf } from '../reach/findings.ts';
import { mendOf } from '../reach/mends.ts';
import { type ReasonCode, reasonCodes } from '../reach/reason-codes.ts';
import { diagnose, type Said } from './diagnosis.ts';

const said = (code: ReasonCode, text = 'The reason.'): Said => ({
  verdict: verdictOf({ code }),
  reason: { code, text },
});
const routed = said('routed', 'Router passes the packets on, there and back.');

it('has nothing to explain where all voices agree', () => {
  expect(
    diagnose({ expected: 'reachable', measured: 'reachable', predicted: 'reachable', live: routed }),
  ).toBeUndefined();
  expect(
    diagnose({ expected: 'uncertain', measured: 'unreachable', predicted: 'uncertain', live: routed }),
  ).toBeUndefined();
});

it('names the fact of the hosts where they are not as drawn, and says that a deploy mends it', () => {
  const live = said('forwarding-off', 'router does not pass packets on (net.ipv4.ip_forward is 0).');
  expect(diagnose({ expected: 'reachable', measured: 'unreachable', predicted: 'reachable', live })).toMatchObject({
    code: 'not-deployed',
    text: live.reason.text,
    hint: expect.stringContaining('deploy again'),
  });
});

it('says what to change where the drawing itself does not do what is expected of it', () => {
  const denied = said('forward-denied', 'router does not let the packet through: DROP.');
  expect(
    diagnose({ expected: 'reachable', measured: 'unreachable', predicted: 'unreachable', live: denied }),
  ).toMatchObject({
    code: 'as-found',
    hint: expect.stringContaining('Allow this direction'),
  });
});

it('says what to set below a virtual machine where nothing came back, though nothing was foretold', () => {
  const live = said('hypervisor-filter', 'docker01 is a virtual machine (VMware).');
  const guarded = { ...live, reason: { ...live.reason, guarded: ['docker01:ens33'] } };
  const open = { expected: 'uncertain', predicted: 'uncertain', live: guarded } as const;
  expect(diagnose({ ...open, measured: 'reachable' })).toBeUndefined();
  expect(diagnose({ ...open, measured: 'unreachable' })).toMatchObject({
    code: 'undecided',
    text: 'Nothing came back: docker01 is a virtual machine (VMware).',
    hint: expect.stringContaining('ipvlan'),
    guarded: ['docker01:ens33'],
  });
});

it('admits that it does not know', () => {
  const luck = said('duplicate-address', 'Two have it.');
  expect(
    diagnose({ expected: 'reachable', measured: 'unreachable', predicted: 'uncertain', live: luck }),
  ).toMatchObject({
    code: 'undecided',
    text: 'Two have it.',
  });
  expect(
    diagnose({ expected: 'reachable', measured: 'unreachable', predicted: 'reachable', live: routed }),
  ).toMatchObject({
    code: 'unseen',
    text: expect.stringContaining('should come back'),
  });
  const apart = said('mode-vepa', 'The two are apart.');
  expect(
    diagnose({ expected: 'unreachable', measured: 'reachable', predicted: 'unreachable', live: apart }),
  ).toMatchObject({
    code: 'unseen',
    text: expect.stringContaining('should not come back: the two are apart'),
  });
});

it('has something to do for every reason why a ping fails, and for no other', () => {
  for (const code of reasonCodes) {
    const needed = verdictOf({ code }) !== 'reachable';
    expect([code, mendOf({ code }) !== undefined]).toEqual([code, needed]);
  }
});
