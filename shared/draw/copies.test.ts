import { describe, expect, it } from 'vitest';
import { editLab, openLab } from '../lab/edit.ts';
import type { Lab } from '../lab/lab.ts';
import { templateNamed } from '../lab/templates.ts';
import { checkRules } from '../rules/validate.ts';
import { duplicate, moveContainer } from './copies.ts';
import { labOf, verdicts } from './testing/drawn.ts';
import type { Outcome } from './tools.ts';

const text = templateNamed('vlans-two-hosts')?.text ?? '';
const lab = labOf(text);

/** The lab as the file has it after the edits, which is the lab that was shown. */
function done(outcome: Outcome): Lab {
  if (!outcome.ok) throw new Error(outcome.why);
  const edited = editLab(openLab(text), outcome.edits);
  if (!edited.ok) throw new Error(edited.problems[0]?.message);
  expect(edited.value.lab).toEqual(outcome.lab);
  expect(checkRules(outcome.lab).filter(({ severity }) => severity === 'error')).toEqual([]);
  return outcome.lab;
}
const boxes = (of: Lab): readonly string[] =>
  of.hosts.flatMap((host) =>
    host.containers.map(
      (box) => `${host.name}/${box.name} ${box.attachments[0]?.network} ${box.attachments[0]?.address}`,
    ),
  );

describe('one more', () => {
  it('of a container has the next name and address', () => {
    expect(boxes(done(duplicate(lab, 'docker01/bbox10')))).toContain('docker01/bbox12 mac_net10 172.16.10.12');
  });

  it('of a host has its interfaces, networks and containers, and reaches what the first reaches', () => {
    const after = done(duplicate(lab, 'docker01'));
    expect(after.hosts.at(-1)).toMatchObject({ name: 'docker03', ssh: { address: '192.168.1.12' } });
    expect(boxes(after).slice(-2)).toEqual([
      'docker03/bbox12 mac_net10 172.16.10.12',
      'docker03/bbox22 mac_net20 172.16.20.22',
    ]);
    expect(verdicts(after).get('docker03/bbox12 docker02/bbox21')).toBe('reachable');
  });

  it('of a network is refused in words', () => {
    expect(duplicate(lab, 'mac_net10')).toMatchObject({
      ok: false,
      why: expect.stringContaining('one network on all'),
    });
  });
});

describe('a container moved', () => {
  it('to another network has an address there and keeps its name', () => {
    const outcome = moveContainer(lab, 'docker01/bbox10', { network: 'mac_net20', host: 'docker02' });
    const after = done(outcome);
    expect(boxes(after)).toContain('docker02/bbox10 mac_net20 172.16.20.22');
    expect(verdicts(after).get('docker02/bbox10 docker01/bbox20')).toBe('reachable');
    expect(outcome).toMatchObject({ says: 'move bbox10 to mac_net20 on docker02' });
  });

  it('to the same network on another host keeps its address', () => {
    const after = done(moveContainer(lab, 'docker01/bbox10', { network: 'mac_net10', host: 'docker02' }));
    expect(boxes(after)).toContain('docker02/bbox10 mac_net10 172.16.10.10');
  });

  it('on its own host changes its place only', () => {
    const after = done(moveContainer(lab, 'docker01/bbox10', { network: 'mac_net20', host: 'docker01' }));
    expect(boxes(after)[0]).toBe('docker01/bbox10 mac_net20 172.16.20.22');
  });

  it('says why not', () => {
    expect(moveContainer(lab, 'docker01/bbox10', { network: 'mac_net10', host: 'docker01' })).toMatchObject({
      why: 'it is on this one now',
    });
    expect(moveContainer(lab, 'docker01/bbox10', { network: 'mac_net10', host: 'router' })).toMatchObject({
      why: 'mac_net10 is not on router',
    });
  });
});
