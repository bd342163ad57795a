/**
 * Every command with every way in which it can end: its exit status, its last line, and what a program is told. Nothing says
 * 'done', 'nothing to change' or 'nothing is left' that was not seen.
 */
import { expect, test, vi } from 'vitest';
import { templateNamed } from '../../shared/lab/templates.ts';
import { applied, compared, type Ending, type Fate, measured, UNSEEN } from '../../shared/outcome.ts';
import type { Intent, Plan } from '../../shared/plan/plan.ts';
import { problem } from '../../shared/problem.ts';
import { endOf, hostPlan, type Script, type ScriptedOptions, type Scripts, scripted } from './testing/scripted.ts';

const LAB = templateNamed('macvlan-two-hosts')?.text ?? '';
const BAD = 'trunkline: 1\nname: x\nhosts: { a: { interfaces: { e0: { segment: nowhere } } } }\n';

const seen = applied([], new Set());
const unfinished = applied([0], new Set());
const because = (code: string, message: string) => [problem({ code, message, hint: 'Do something.', subject: 'h2' })];
const unreached: Fate = { kind: 'unreached', problems: because('host-silent', 'h2 does not answer.') };
const lost: Fate = { kind: 'lost', problems: because('connection-lost', 'The connection to h2 was lost.') };
const failedStep: Fate = { kind: 'failed', problems: because('step-failed', 'On h2 this failed: it.') };
const unproven: Fate = { kind: 'unseen', problems: because('host-silent', 'h2 does not answer.') };
const left = compared('h2', ['+ link x']);

const ends = (ending: Ending): Script => ({ kind: 'ends', ending });
const waits = (ending: Ending): Script => ({ kind: 'waits', ending });
const refusal: Script = { kind: 'refused', problems: because('lab-busy', 'A deploy of lab is running.') };

function plan(intent: Intent, changes: number): Script {
  const hosts = [hostPlan('h1', changes), hostPlan('h2', 0)];
  const summary = { create: changes, update: 0, replace: 0, delete: 0 };
  const made: Plan = { id: 'p', lab: 'lab', intent, hosts, summary, problems: [] };
  return { kind: 'ends', events: [{ type: 'planned', plan: made }], ending: endOf(seen, seen, changes, changes) };
}

interface Row extends ScriptedOptions {
  readonly words: string;
  readonly how: string;
  readonly scripts?: Scripts;
  readonly status: 0 | 1 | 2;
  /** The last line of standard output, or of standard error where something is said there. */
  readonly last: string | RegExp;
}

const HINT = '  Do something.';
const AGAIN = 'plan again to see what stands.';

const alone: readonly Row[] = [
  { words: 'validate F', how: 'nothing is wrong', status: 0, last: 'No problems.' },
  { words: 'validate F', how: 'something is wrong', file: BAD, status: 1, last: /^ {2}/ },
  { words: 'predict F', how: 'it is predicted', status: 0, last: /^✓ docker/ },
  { words: 'predict F', how: 'the file is wrong', file: BAD, status: 1, last: /^ {2}/ },
  { words: 'serve --port 0', how: 'it is stopped', stopAt: 'serving', status: 0, last: /^http:/ },
  {
    words: 'serve --port 0',
    how: 'it is stopped in the middle of a run',
    stopAt: 'serving',
    scripts: { stopped: [{ kind: 'deploy', lab: 'lab', ending: endOf(unfinished, lost, 1, 2, true) }] },
    status: 1,
    last: 'stopped.',
  },
  {
    words: 'serve --port 0',
    how: 'a run came to its end before it stopped',
    stopAt: 'serving',
    scripts: { stopped: [{ kind: 'deploy', lab: 'lab', ending: endOf(seen, seen, 2, 2) }] },
    status: 0,
    last: /^http:/,
  },
  { words: 'serve --listen 203.0.113.1', how: 'it cannot listen', status: 1, last: /^ {2}Choose another --port/ },
];

/** How looking at the hosts can end, before anything is done. */
const looking = (words: string): readonly Row[] => [
  { words, how: 'a host is silent', scripts: { plan: ends(endOf(seen, unreached, 0, 0)) }, status: 1, last: HINT },
  { words, how: 'a host is lost', scripts: { plan: ends(endOf(seen, lost, 0, 0)) }, status: 1, last: HINT },
  {
    words,
    how: 'a host was not seen',
    scripts: { plan: ends(endOf(seen, UNSEEN, 0, 0)) },
    status: 1,
    last: '  Plan again to see what stands.',
  },
  {
    words,
    how: 'it is stopped while one host is looked at',
    stopAt: 'plan',
    scripts: { plan: waits(endOf(seen, UNSEEN, 0, 0, true)) },
    status: 1,
    last: 'stopped; nothing is known of h2.',
  },
  {
    words,
    how: 'it is stopped while hosts are looked at',
    stopAt: 'plan',
    scripts: { plan: waits(endOf(UNSEEN, UNSEEN, 0, 0, true)) },
    status: 1,
    last: 'stopped; nothing is known of h1 and h2.',
  },
  {
    words,
    how: 'it is stopped at once',
    stopAt: 'start',
    status: 1,
    last: "stopped; nothing is known of the lab's hosts.",
  },
  { words, how: 'it is refused', scripts: { plan: refusal }, status: 1, last: HINT },
];

const plans: readonly Row[] = [
  {
    words: 'plan F',
    how: 'nothing is to be done',
    scripts: { plan: plan('deploy', 0) },
    status: 0,
    last: 'Nothing to change: the hosts are as the lab says.',
  },
  { words: 'plan F', how: 'something is', scripts: { plan: plan('deploy', 2) }, status: 2, last: '  + Make thing 1.' },
  ...looking('plan F'),
];

const changing = (words: string, intent: Intent, nothing: string, done: string): readonly Row[] => {
  const planned = plan(intent, 2);
  const ran = (how: string, run: Script, last: Row['last'], more: Partial<Row> = {}): Row => ({
    words: `${words} --yes`,
    how,
    scripts: { plan: planned, run },
    status: 1,
    last,
    ...more,
  });
  return [
    ...looking(`${words} --yes`),
    {
      words: `${words} --yes`,
      how: 'nothing is to be done',
      scripts: { plan: plan(intent, 0) },
      status: 0,
      last: nothing,
    },
    { words, how: 'nobody can be asked', status: 1, last: /^ {2}Look at the plan, then say it with --yes/ },
    {
      words,
      how: 'the answer is no',
      answer: 'n',
      scripts: { plan: planned },
      status: 1,
      last: 'Nothing was changed.',
    },
    {
      words,
      how: 'it is stopped at the question',
      answer: 'y',
      stopAt: 'question',
      scripts: { plan: planned },
      status: 1,
      last: 'Nothing was changed.',
    },
    ran('all is done', ends(endOf(seen, seen, 2, 2)), done, { status: 0 }),
    ran('a step fails', ends(endOf(seen, failedStep, 1, 2)), `Failed after 1 of 2 changes; ${AGAIN}`),
    ran('a host is lost', ends(endOf(seen, lost, 1, 2)), `Lost after 1 of 2 changes; nothing is known of h2; ${AGAIN}`),
    ran(
      'the end was not seen',
      ends(endOf(seen, UNSEEN, 2, 2)),
      `Not seen to the end after 2 of 2 changes; nothing is known of h2; ${AGAIN}`,
    ),
    ran(
      'it is stopped between steps',
      waits(endOf(unfinished, seen, 1, 2, true)),
      `Cancelled after 1 of 2 changes; ${AGAIN}`,
      { stopAt: 'run' },
    ),
    ran('it is stopped before a step', waits(endOf(unfinished, unfinished, 0, 2, true)), 'Nothing was changed.', {
      stopAt: 'run',
    }),
    ran(
      'it is stopped in a step',
      waits(endOf(seen, lost, 1, 2, true)),
      `Cancelled after 1 of 2 changes; nothing is known of h2; ${AGAIN}`,
      { stopAt: 'run' },
    ),
    ran('another one is running', refusal, HINT),
  ];
};

const destroys: readonly Row[] = [
  {
    words: 'destroy F --yes',
    how: 'something is left',
    scripts: {
      plan: plan('destroy', 2),
      run: {
        kind: 'ends',
        events: [
          { type: 'residue', host: 'h1', lines: [] },
          { type: 'residue', host: 'h2', lines: ['+ link x'] },
        ],
        ending: endOf(seen, left, 2, 2),
      },
    },
    status: 1,
    last: `Failed after 2 of 2 changes; ${AGAIN}`,
  },
  {
    words: 'destroy F --yes',
    how: 'one host could not be compared',
    scripts: {
      plan: plan('destroy', 2),
      run: {
        kind: 'ends',
        events: [{ type: 'residue', host: 'h1', lines: [] }],
        ending: endOf(seen, unproven, 2, 2),
      },
    },
    status: 1,
    last: `Not seen to the end after 2 of 2 changes; nothing is known of h2; ${AGAIN}`,
  },
];

const agreeing = measured(1, [{ agrees: true }]);
const disagreeing = measured(1, [{ agrees: false }]);
const verified = (how: string, verify: Script, last: Row['last'], more: Partial<Row> = {}): Row => ({
  words: 'verify F',
  how,
  scripts: { verify },
  status: 1,
  last,
  ...more,
});
const verifies: readonly Row[] = [
  verified('all is as expected', ends(endOf(agreeing, agreeing, 2, 2)), '2 of 2 as expected.', { status: 0 }),
  verified('one is not', ends(endOf(agreeing, disagreeing, 1, 2)), '1 of 2 as expected.'),
  verified('there is nothing to ping', ends(endOf(seen, seen, 0, 0)), /^Nothing to ping: /, { status: 0 }),
  verified(
    'it is not deployed',
    ends(endOf(seen, { kind: 'failed', problems: because('not-deployed', 'No.') }, 0, 0)),
    HINT,
  ),
  verified('a host is silent', ends(endOf(agreeing, unreached, 1, 2)), HINT),
  verified('a host is lost', ends(endOf(agreeing, lost, 1, 2)), HINT),
  verified('a host was not measured', ends(endOf(agreeing, UNSEEN, 1, 2)), '  Plan again to see what stands.'),
  verified(
    'it is stopped while it pings',
    waits(endOf(agreeing, UNSEEN, 1, 2, true)),
    'stopped with 1 of 2 pings as expected; nothing is known of h2.',
    { stopAt: 'verify' },
  ),
  verified(
    'it is stopped while hosts are looked at',
    waits(endOf(UNSEEN, UNSEEN, 0, 0, true)),
    'stopped; nothing is known of h1 and h2.',
    { stopAt: 'verify' },
  ),
  {
    words: 'verify F',
    how: 'it is stopped at once',
    stopAt: 'start',
    status: 1,
    last: /^stopped; nothing is known of/,
  },
  verified('it is refused', refusal, HINT),
];

const BY_MARKS = 'destroy --lab lab --host root@h1 --host root@h2';
const table: readonly Row[] = [
  ...alone,
  ...plans,
  ...changing('deploy F', 'deploy', 'Nothing to change: the hosts are as the lab says.', 'Deployed: 2 changes.'),
  ...changing(
    'destroy F',
    'destroy',
    'Nothing of this lab is on its hosts.',
    'Destroyed: the hosts are as they were, nothing is left.',
  ),
  ...changing(
    BY_MARKS,
    'destroy',
    'Nothing of this lab is on its hosts.',
    'Destroyed: the hosts are as they were, nothing is left.',
  ),
  ...destroys,
  ...verifies,
];

const run = ({ words, scripts = {}, file = LAB, ...options }: Row, ...more: readonly string[]) =>
  scripted([...words.split(' ').map((word) => (word === 'F' ? 'lab.yaml' : word)), ...more], scripts, {
    ...options,
    ...(words.includes(' F') ? { file } : {}),
  });

const named = (rows: readonly Row[]) => rows.map((row) => [`${row.words}, when ${row.how}`, row] as const);
const changes = table.filter(({ words, answer }) => /^(deploy|destroy)/.test(words) && answer === undefined);
const documents = table.filter(({ words }) => /^(validate|predict|plan|verify)/.test(words));

test.each(named(table))('%s', async (_name, row) => {
  const { status, out, said } = await run(row);
  expect(status).toBe(row.status);
  const last = said.at(-1) ?? out.at(-1);
  if (typeof row.last === 'string') expect(last).toBe(row.last);
  else expect(last).toMatch(row.last);
});

test.each(named(changes))('%s: the last event tells a program the same', async (_name, row) => {
  const { status, out } = await run(row, '--json');
  const done: unknown = JSON.parse(out.at(-1) ?? '');
  expect(status).toBe(row.status);
  const ok = row.status === 0;
  expect(done).toMatchObject({ type: 'done', ok });
  expect(done).toHaveProperty('outcome', ok ? 'done' : expect.stringMatching(/failed|lost|unknown|cancelled/));
  // 'Nothing is left' is said by an empty list too.
  if (row.words.startsWith('destroy')) {
    const lines = row.how === 'something is left' ? ['h2: + link x'] : ok ? [] : null;
    expect(done).toHaveProperty('residue', lines);
  } else expect(done).not.toHaveProperty('residue');
});

test.each(named(documents))('%s: one document tells a program the same', async (_name, row) => {
  const { status, out } = await run(row, '--json');
  expect(status).toBe(row.status);
  const document: unknown = JSON.parse(out.join('\n'));
  if (row.words.startsWith('verify')) expect(document).toMatchObject({ pairs: [], problems: expect.any(Array) });
  if (row.words.startsWith('plan')) expect(Object.hasOwn(document as object, 'summary')).toBe(row.status !== 1);
});

test('who stops serve in the middle of a run is told how far it came', async () => {
  const stopped = [{ kind: 'deploy' as const, lab: 'lab', ending: endOf(unfinished, lost, 1, 2, true) }];
  const { said } = await scripted(['serve', '--port', '0'], { stopped }, { stopAt: 'serving' });
  expect(said).toContain(`deploy of lab: Cancelled after 1 of 2 changes; nothing is known of h2; ${AGAIN}`);
});

test('standard input needs no folder to be planned from', async () => {
  const gone = vi.spyOn(process, 'cwd').mockImplementation(() => {
    throw Object.assign(new Error('ENOENT: no such file or directory, uv_cwd'), { code: 'ENOENT' });
  });
  const told = await scripted(['plan', '-'], { plan: plan('deploy', 0) }, { file: LAB });
  gone.mockRestore();
  expect(told).toMatchObject({ status: 0, out: ['Nothing to change: the hosts are as the lab says.'] });
});
