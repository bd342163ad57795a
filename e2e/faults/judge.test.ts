import { describe, expect, test } from 'vitest';
import { besideFirst, claimOf, differences, known, outlastsDocker, recurring } from './judge.ts';

const ran = (code: number | null, lines: readonly object[], stderr = '') => ({
  code,
  stdout: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
  stderr,
});

describe('a claim', () => {
  test('is what the last word and the exit status say together', () => {
    const step = { type: 'step-ended', status: 'done', resource: 'vlan:ens33.10', action: 'create' };
    expect(claimOf(ran(0, [step, { type: 'done', ok: true, changed: 1 }]))).toEqual({
      ok: true,
      changed: 1,
      done: [{ resource: 'vlan:ens33.10', action: 'create' }],
      problems: [],
    });
    expect(claimOf(ran(1, [{ type: 'done', ok: false, changed: 0 }], 'error: no'))).toMatchObject({ problems: [] });
  });

  test.each([
    ['no last word', ran(1, [], 'error: no')],
    ['another exit status than the last word', ran(0, [{ type: 'done', ok: false, changed: 0 }], 'error: no')],
    ['done, with residue', ran(0, [{ type: 'done', ok: true, changed: 0, residue: ['+ link x'] }])],
    ['a failure without a word', ran(1, [{ type: 'done', ok: false, changed: 0 }])],
    ['a stack trace', ran(1, [{ type: 'done', ok: false, changed: 0 }], 'Error: x\n    at Run.toEnd (cli.cjs:1:2)')],
    ['what is no event', { code: 0, stdout: 'oops\n{"type":"done","ok":true,"changed":0}\n', stderr: '' }],
  ])('has a problem: %s', (_what, end) => {
    expect(claimOf(end).problems).not.toEqual([]);
  });
});

describe('two looks', () => {
  const before =
    'link docker0: <UP> link/ether 02:42:01\nnetwork bridge bridge aaa\ncontainer box busybox bbb running\n';
  const after = before.replace('02:42:01', '02:42:02').replace('aaa', 'ccc');

  test('differ by the lines that only one has', () => {
    expect(differences('a\nb\n', 'b\nc\n')).toBe('- a\n+ c');
    expect(differences(before, before)).toBe('');
  });

  test('of a host whose Docker was started again are the same; of one that was left alone they are not', () => {
    expect(known(before, { forgets: 'all' })).toBe(known(after, { forgets: 'all' }));
    expect(known(before, {})).not.toBe(known(after, {}));
  });

  test('of a lab that was made twice are the same', () => {
    expect(recurring(before)).toBe(recurring(after.replace('bbb', 'ddd')));
  });
});

test('does not hold the end of Docker’s containers against what was said before Docker was killed', () => {
  const before = 'container box i:latest running\nlink ens33: promiscuity 1 allmulti 0\nnetwork net10 macvlan';
  const after = 'container box i:latest exited\nlink ens33: promiscuity 0 allmulti 0\nnetwork net10 macvlan';
  expect(differences(outlastsDocker(before), outlastsDocker(after))).toBe('');
  expect(differences(outlastsDocker(before), outlastsDocker(after.replace(/^container.*\n/, '')))).toBe(
    '- container box i:latest',
  );
});

describe('a second program, while the first is still at work there', () => {
  const lab = 'link ens33.10: <UP>\n';
  const folder = 'file /var/lib/trunkline\n';
  const first = 'file /run/trunkline.holder\n';

  test('that deployed is asked for the folder of all labs’ records, and not for what the first says there', () => {
    expect(besideFirst('deploy', lab + first + folder)).toBe(lab + folder);
  });

  test('that destroyed is not asked for that folder, which the first takes away in the end; for what is in it, yes', () => {
    expect(besideFirst('destroy', lab + first + folder)).toBe(lab);
    const record = 'file /var/lib/trunkline/faults\n';
    expect(besideFirst('destroy', first + folder + record)).toBe(record);
  });
});
