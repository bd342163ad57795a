/** What each command of the command line does. The result is its exit code: 0, 1 for failed, 2 for a plan with changes. */
import type { BackendEvent, OpenedFile, PingResult } from '../../shared/api.ts';
import { readLab } from '../../shared/lab/read.ts';
import type { Intent, Plan } from '../../shared/plan/plan.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import type { LocalBackend } from '../backend/backend.ts';
import type { RemoteTarget } from '../remote/remote.ts';
import { follow } from './activity.ts';
import { type Arguments, readTarget } from './arguments.ts';
import { countChanges, planDocument, planLines, summaryLine } from './plan-text.ts';
import { predict as predictPairs } from './predict-command.ts';
import { progress } from './progress.ts';
import { printable, problemLines, type Terminal } from './terminal.ts';

export interface Run {
  readonly arguments: Arguments;
  readonly file: OpenedFile | null;
  readonly backend: LocalBackend;
  readonly terminal: Terminal;
}

const labText = ({ file }: Run): string => file?.text ?? '';

export async function validate(run: Run): Promise<number> {
  const result = readLab(labText(run));
  const problems = result.ok ? result.warnings : result.problems;
  if (run.arguments.json) run.terminal.out(JSON.stringify({ problems }, null, 2));
  else if (problems.length === 0) run.terminal.out('No problems.');
  else sayProblems(run, problems, 'out');
  return problems.some(({ severity }) => severity === 'error') ? 1 : 0;
}

export const predict = async (run: Run): Promise<number> => predictPairs(run, fail);

export async function plan(run: Run): Promise<number> {
  const { made, problems } = await makePlan(run, 'deploy');
  if (made === undefined || problems.length > 0) return fail(run, problems);
  sayProblems(run, warningsOf(made));
  if (run.arguments.json) run.terminal.out(JSON.stringify(planDocument(made), null, 2));
  else for (const line of planLines(made)) run.terminal.out(line);
  return countChanges(made) === 0 ? 0 : 2;
}

export const deploy = (run: Run): Promise<number> => change(run, 'deploy');
export const destroy = (run: Run): Promise<number> => change(run, 'destroy');

async function change(run: Run, intent: Intent): Promise<number> {
  const { terminal, arguments: given, backend } = run;
  if (!given.yes && (given.json || !terminal.interactive)) {
    return fail(run, [
      problem({
        code: 'not-confirmed',
        message: `${intent} changes hosts, and nobody can be asked here.`,
        hint: `Look at the plan, then say it with --yes: trunkline ${intent} … --yes.`,
      }),
    ]);
  }
  const print = (event: object): void => {
    if (given.json) terminal.out(JSON.stringify(event));
  };
  const { made, problems } = await makePlan(run, intent, (event) => print(hostEvent(event)));
  const residueKey = intent === 'destroy' ? { residue: [] } : {};
  if (made === undefined || problems.length > 0) {
    print({ type: 'done', ok: false, changed: 0, ...residueKey, problems });
    return fail(run, problems);
  }
  sayProblems(run, warningsOf(made));
  const changes = countChanges(made);
  if (changes === 0) {
    if (!given.json) {
      terminal.out(
        intent === 'deploy'
          ? 'Nothing to change: the hosts are as the lab says.'
          : 'Nothing of this lab is on its hosts.',
      );
    }
    print({ type: 'done', ok: true, changed: 0, ...residueKey });
    return 0;
  }
  if (!given.yes) {
    for (const line of planLines(made)) terminal.out(line);
    const answer = await terminal.ask(`${intent === 'deploy' ? 'Deploy' : 'Destroy'} (${summaryLine(made)})? [y/N] `);
    if (!/^y(es)?$/i.test(answer ?? '')) {
      terminal.say('Nothing was changed.');
      return 1;
    }
  }
  const residue: string[] = [];
  const show = progress(made, terminal);
  const ended = await follow(() => backend.run({ plan: made.id }), {
    ...followed(run),
    onEvent: (event) => {
      if (event.type === 'residue') residue.push(...event.lines.map((line) => `${event.host}: ${line}`));
      if (given.json) {
        if (event.type !== 'activity-ended') print(stepEvent(event, made));
      } else show(event);
    },
  });
  const ok = ended.outcome === 'done';
  print({
    type: 'done',
    ok,
    changed: ended.count,
    ...(intent === 'destroy' ? { residue } : {}),
    problems: ended.problems,
  });
  if (ok) {
    if (!given.json) {
      terminal.out(
        intent === 'deploy'
          ? terminal.paint(`Deployed: ${ended.count} changes.`, 'green')
          : terminal.paint('Destroyed: the hosts are as they were, nothing is left.', 'green'),
      );
    }
    return 0;
  }
  if (ended.outcome === 'cancelled')
    terminal.say(`Cancelled after ${ended.count} of ${changes} changes; plan again to see what stands.`);
  return fail(run, ended.problems);
}

export async function verify(run: Run): Promise<number> {
  const { terminal, arguments: given, backend } = run;
  const pairs: PingResult[] = [];
  const ended = await follow(
    () => backend.verify({ text: labText(run), target: given.practice ? 'practice' : 'real' }),
    {
      ...followed(run),
      onEvent: (event) => {
        if (event.type !== 'pings') return;
        pairs.push(...event.results);
        if (!given.json) for (const result of event.results) terminal.out(pingLine(result, terminal));
      },
    },
  );
  if (given.json) terminal.out(JSON.stringify({ pairs }, null, 2));
  const agreeing = pairs.filter(({ agrees }) => agrees).length;
  if (!given.json && pairs.length > 0) terminal.out(`${agreeing} of ${pairs.length} as expected.`);
  if (ended.problems.length > 0) return fail(run, ended.problems);
  return ended.outcome === 'done' ? 0 : 1;
}

function pingLine(
  { from, to, address, measured, rttMs, sent, received, said, agrees, expected }: PingResult,
  terminal: Terminal,
): string {
  const voice =
    measured === 'reachable'
      ? `${received} of ${sent}, ${rttMs?.toFixed(2) ?? '?'} ms`
      : `${measured}${said ? `: ${printable(said).split('\n')[0]}` : ''}`;
  const mark = agrees
    ? terminal.paint(measured === 'reachable' ? '✓' : '✕', measured === 'reachable' ? 'green' : 'grey')
    : terminal.paint('!', 'red');
  return `${mark} ${from} → ${to} (${address}): ${voice}${agrees ? '' : `, expected ${expected}`}`;
}

async function makePlan(
  run: Run,
  intent: Intent,
  onEvent: (event: BackendEvent) => void = () => undefined,
): Promise<{ readonly made: Plan | undefined; readonly problems: readonly Problem[] }> {
  const { arguments: given, backend } = run;
  const targets = given.lab === undefined ? [] : targetsOf(given.hosts);
  if (!Array.isArray(targets)) return { made: undefined, problems: [targets as Problem] };
  let made: Plan | undefined;
  const ended = await follow(
    () =>
      given.lab === undefined
        ? backend.plan({ text: labText(run), intent, target: given.practice ? 'practice' : 'real' })
        : backend.planDestroyOf(given.lab, targets),
    {
      ...followed(run),
      onEvent: (event) => {
        if (event.type === 'planned') made = event.plan;
        else if (event.type === 'host-phase') onEvent(event);
      },
    },
  );
  return { made, problems: ended.outcome === 'done' ? [] : ended.problems };
}

function targetsOf(hosts: readonly string[]): RemoteTarget[] | Problem {
  const targets: RemoteTarget[] = [];
  for (const text of hosts) {
    const target = readTarget(text);
    if (target === undefined) {
      return problem({
        code: 'bad-host',
        message: `"${printable(text)}" does not name a host.`,
        hint: 'Say --host user@address or --host user@address:port.',
      });
    }
    targets.push({ ...target, name: target.address, key: undefined });
  }
  return targets;
}

const followed = ({ backend, terminal, arguments: { acceptNewHostKeys } }: Run) => ({
  backend,
  terminal,
  acceptNewHostKeys,
});

const hostEvent = (event: BackendEvent): object => {
  const { seq: _seq, at: _at, ...rest } = event;
  return rest;
};

/** A step of a run with what it is, for programs. */
function stepEvent(event: BackendEvent, { hosts }: Plan): object {
  const plain = hostEvent(event);
  if (event.type !== 'step-started' && event.type !== 'step-ended') return plain;
  const change = hosts.find(({ host }) => host === event.host)?.changes[event.step];
  return { ...plain, resource: change?.resource, action: change?.action, summary: change?.summary };
}

const warningsOf = ({ problems, hosts }: Plan): readonly Problem[] =>
  [...problems, ...hosts.flatMap((host) => host.problems)].filter(({ severity }) => severity === 'warning');

function fail(run: Run, problems: readonly Problem[]): number {
  sayProblems(run, problems);
  return 1;
}

function sayProblems({ terminal, file }: Run, problems: readonly Problem[], where: 'say' | 'out' = 'say'): void {
  for (const one of problems) {
    const place = one.at && file ? `${file.path}:${one.at.line}:${one.at.column}: ` : '';
    const [first = '', ...rest] = problemLines(one);
    const colour = one.severity === 'error' ? 'red' : 'amber';
    terminal[where](where === 'out' ? terminal.paint(place + first, colour) : place + first);
    for (const line of rest) terminal[where](line);
  }
}
