/** A machine sets up the card that it is reached by; a script sets up the others, as a deploy does. */
import { expect, it } from 'vitest';
import { labOf } from '../lab/testing/examples.ts';
import { exportRunbook } from './runbook/runbook.ts';
import { exportScript } from './script/script.ts';

const lab = labOf(`trunkline: 1
name: two-cards
segments: { lan: {}, back: {} }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      ens34: { segment: back }
      ens33: { segment: lan, address: 192.168.1.11/24 }
      ens34.10: { parent: ens34, vlan: 10, address: 172.16.10.11/24 }
`);

const whole = (made: ReturnType<typeof exportScript>): string => {
  if (!made.ok) throw new Error(made.problems[0]?.message);
  return made.value.whole;
};

it('is left to whoever types from a runbook, who sees whether it is down', () => {
  const text = whole(exportRunbook(lab));
  expect(text).toContain('one that is down comes up by `ip link set dev CARD up`');
  expect(text).not.toMatch(/ip link set dev ens34 (?:up|down)/);
});

it('is done by the script where it is not so, which keeps that it was down', () => {
  const text = whole(exportScript(lab));
  expect(text).toContain(`if ip -o link show dev ens34 | grep -q '[<,]UP[,>]'; then
  already
  shared up:ens34
else
  keep up:ens34 off
  ip link set dev ens34 up
fi`);
  expect(text).not.toContain('ip link set dev ens33 up');
});
