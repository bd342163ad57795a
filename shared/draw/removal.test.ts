import { describe, expect, it } from 'vitest';
import { editLab, openLab } from '../lab/edit.ts';
import { vlansTwoHosts } from '../lab/templates/vlans-two-hosts.ts';
import { removalOf } from './removal.ts';

const document = openLab(
  `${vlansTwoHosts.text}\nexpect: [ { from: docker01/bbox10, to: docker02/bbox11, reachable: true } ]\nnotes: { n1: { text: a, frame: [docker01, docker02] } }\n`,
);
const removal = (...ids: readonly string[]) => {
  const { lab, source } = document;
  if (lab === undefined || source === undefined) throw new Error('it is no lab');
  const made = removalOf({ lab, root: source.root }, ids);
  const edited = editLab(document, made.edits);
  if (!edited.ok) throw new Error(edited.problems[0]?.message);
  return { ...made, after: edited.value };
};

describe('what goes with a deleted thing', () => {
  it('is what is on a host, and what names it', () => {
    const { also, says, after } = removal('docker01');
    expect(also).toEqual(
      expect.arrayContaining([
        'docker01:ens33',
        'docker01:ens33.10',
        'docker01/bbox10',
        'expected: docker01/bbox10 reaches docker02/bbox11',
      ]),
    );
    expect(also).toContain('mac_net10 on docker01');
    expect(also).toContain('the frame of note n1');
    expect(also).not.toContain('docker01');
    expect(says).toBe('delete docker01');
    expect(after.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is said for several at once, and none of them is taken away twice', () => {
    const { also, says, edits, after } = removal('docker01/bbox10', 'docker01', 'docker01:ens33.10', 'lan', 'gone');
    expect(says).toBe('delete 4 things');
    expect(edits.length).toBeLessThan(4);
    expect(also).not.toContain('docker01/bbox10');
    expect(also).toContain('docker02:ens33');
    expect(after.lab?.segments).toEqual([]);
  });

  it('is nothing for what nobody needs', () => {
    expect(removal('docker02/bbox21').also).toEqual([]);
    expect(removal('note n1').also).toEqual([]);
    expect(removal('gone')).toMatchObject({ edits: [], also: [] });
  });
});
