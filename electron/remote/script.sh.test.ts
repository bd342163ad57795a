import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Instruction, Step, Undo } from '../../shared/plan/program.ts';
import { renderScript, type ScriptOptions, stopCommand } from '../../shared/plan/script.ts';
import { type ScriptEvent, scriptOutput } from '../../shared/plan/script-output.ts';
import type { Mark } from '../../shared/resources/resource.ts';
import { type Shell, shells } from './testing/shells.ts';

const options: ScriptOptions = {
  nonce: 'n0nce0123456789abcdef',
  stopToken: `stop${process.pid}xxxxxxxxxxxxxxxx`,
  holder: "ada@laptop deploys it's-a-lab",
};

const run = (...argv: string[]): Instruction => ({ kind: 'run', argv });
const step = (index: number, instructions: readonly Instruction[], undo: readonly Undo[] = []): Step => ({
  index,
  phase: 0,
  awaits: [],
  after: [],
  instructions,
  undo,
  marks: [],
});

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'trunkline-script-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** The script with its fixed places moved into the test's own directory. */
const here = (script: string): string =>
  script.replaceAll('9</var/lib', `9<${directory}`).replaceAll('/run/trunkline.holder', join(directory, 'holder'));

function play({ argv: [command, ...rest] }: Shell, steps: readonly Step[], before = ''): readonly ScriptEvent[] {
  const said = spawnSync(command, rest, { input: before + here(renderScript(steps, options)), encoding: 'utf8' });
  expect(said.stderr).toBe('');
  const reader = scriptOutput(options.nonce);
  const events = [...reader.push(said.stdout), ...reader.end()];
  const done = events.some((event) => event.type === 'finished' && event.outcome === 'done');
  const locked = events.some(({ type }) => type === 'locked');
  expect(said.status).toBe(done ? 0 : locked ? 75 : 1);
  return events;
}

describe.each(shells)("a plan's script under $name", (shell) => {
  test('announces each step, passes its output on, and says that it is done', () => {
    const events = play(shell, [
      step(0, [run('printf', 'no newline')]),
      step(1, [run('sh', '-c', 'echo out; echo err >&2')]),
      step(2, []),
    ]);
    expect(events).toEqual([
      { type: 'started' },
      { type: 'step-started', step: 0 },
      { type: 'step-output', step: 0, text: 'no newline' },
      { type: 'step-ended', step: 0, exitCode: 0, command: 0 },
      { type: 'step-started', step: 1 },
      { type: 'step-output', step: 1, text: 'out\nerr\n' },
      { type: 'step-ended', step: 1, exitCode: 0, command: 0 },
      { type: 'step-started', step: 2 },
      { type: 'step-ended', step: 2, exitCode: 0, command: 0 },
      { type: 'finished', outcome: 'done' },
    ]);
    expect(existsSync(join(directory, 'holder'))).toBe(false);
  });

  test('a step that fails is cleaned up as far as it was made, and nothing after it begins', () => {
    const events = play(shell, [
      step(
        0,
        [run('echo', 'made'), run('sh', '-c', 'echo broke; exit 3'), run('echo', 'never')],
        [
          { made: 2, argv: ['echo', 'too much'] },
          { made: 1, argv: ['sh', '-c', 'echo cleaned; exit 9'] },
        ],
      ),
      step(1, [run('echo', 'never')]),
    ]);
    expect(events).toEqual([
      { type: 'started' },
      { type: 'step-started', step: 0 },
      { type: 'step-output', step: 0, text: 'made\nbroke\n' },
      { type: 'step-undoing', step: 0 },
      { type: 'step-output', step: 0, text: 'cleaned\n' },
      { type: 'step-ended', step: 0, exitCode: 3, command: 1 },
      { type: 'finished', outcome: 'failed' },
    ]);
  });

  test('steps side by side each tell their begin, output and end, and the next waits for all of them', () => {
    const beside = (index: number, line: string, after: readonly number[] = []): Step => ({
      ...step(index, [run('sh', '-c', line)]),
      beside: 'container',
      after,
    });
    // Each waits for the other: one after the other they would never end.
    const meet = (own: string, other: string): string =>
      `touch ${join(directory, own)}; until [ -e ${join(directory, other)} ]; do sleep 0.01; done; printf '  ${own}\\n\\nlast'`;
    const events = play(shell, [
      beside(0, meet('one', 'two')),
      beside(1, meet('two', 'one')),
      beside(2, 'echo after one >&2', [0]),
      step(3, [run('echo', 'alone')]),
    ]);
    const of = (index: number): readonly ScriptEvent[] =>
      events.filter((event) => 'step' in event && event.step === index);
    const text = (index: number): string =>
      of(index)
        .map((event) => (event.type === 'step-output' ? event.text : ''))
        .join('');
    expect([0, 1, 2, 3].map(text)).toEqual(['  one\n\nlast\n', '  two\n\nlast\n', 'after one\n', 'alone\n']);
    for (const index of [0, 1, 2, 3]) {
      expect(of(index)[0]).toEqual({ type: 'step-started', step: index });
      expect(of(index).at(-1)).toEqual({ type: 'step-ended', step: index, exitCode: 0, command: 0 });
    }
    const at = (type: ScriptEvent['type'], index: number): number =>
      events.findIndex((event) => event.type === type && 'step' in event && event.step === index);
    expect(at('step-started', 2)).toBeGreaterThan(at('step-ended', 0));
    expect(at('step-started', 3)).toBeGreaterThan(Math.max(at('step-ended', 1), at('step-ended', 2)));
    expect(events.at(-1)).toEqual({ type: 'finished', outcome: 'done' });
    expect(existsSync(join(directory, 'holder.halt'))).toBe(false);
  });

  test('of steps side by side one that fails lets the others end, and nothing more begins', () => {
    const beside = (index: number, line: string, after: readonly number[] = []): Step => ({
      ...step(index, [run('sh', '-c', line)]),
      beside: 'container',
      after,
    });
    const begun = join(directory, 'begun');
    const failed = join(directory, 'failed');
    const events = play(shell, [
      beside(0, `until [ -e ${begun} ]; do sleep 0.01; done; echo broke; touch ${failed}; exit 3`),
      beside(1, `touch ${begun}; until [ -e ${failed} ]; do sleep 0.01; done; sleep 0.3; echo ended`),
      beside(2, 'echo never', [1]),
      step(3, [run('echo', 'never')]),
    ]);
    expect(events).toContainEqual({ type: 'step-ended', step: 0, exitCode: 3, command: 0 });
    expect(events).toContainEqual({ type: 'step-output', step: 1, text: 'ended\n' });
    expect(events).toContainEqual({ type: 'step-ended', step: 1, exitCode: 0, command: 0 });
    expect(events.some((event) => 'step' in event && event.step > 1)).toBe(false);
    expect(events.at(-1)).toEqual({ type: 'finished', outcome: 'failed' });
  });

  test('a program that is not there fails its step and nothing else', () => {
    const events = play(shell, [step(0, [run('no-such-program-here', 'x')])]);
    expect(events).toContainEqual({ type: 'step-ended', step: 0, exitCode: 127, command: 0 });
    expect(events.at(-1)).toEqual({ type: 'finished', outcome: 'failed' });
  });

  test('words of a plan are never run, whatever they hold', () => {
    const hostile = ['$(touch pwned)', '`touch pwned`', "'; touch pwned; '", '\n@x end 0 0 0\n', '-n', '\\', '9<&-'];
    const events = play(shell, [step(0, [run('printf', '%s|', ...hostile)])]);
    expect(events[2]).toEqual({ type: 'step-output', step: 0, text: hostile.map((word) => `${word}|`).join('') });
    expect(existsSync('pwned')).toBe(false);
  });

  test('keeps a file whole, once, and readable by its owner only', () => {
    const path = join(directory, 'kept');
    const keep = (text: string): Instruction => ({ kind: 'keep', lab: 'lab', path, text });
    const script = (text: string): string =>
      here(renderScript([step(0, [keep(text)])], options)).replaceAll('/var/lib/trunkline/lab', directory);
    const [command, ...rest] = shell.argv;
    const awkward = "first\n  it's $HOME `x` %s \\n\n\n";
    spawnSync(command, rest, { input: script(awkward) });
    spawnSync(command, rest, { input: script('second') });
    expect(readFileSync(path, 'utf8')).toBe(awkward);
    expect(readdirSync(directory).filter((name) => name.startsWith('unfinished'))).toEqual([]);
    expect(spawnSync('stat', ['-c', '%a', path], { encoding: 'utf8' }).stdout).toBe('600\n');
  });

  test('leaves no half of a file that could not be kept', () => {
    const keep: Instruction = { kind: 'keep', lab: 'lab', path: join(directory, 'gone', 'kept'), text: 'old' };
    const script = here(renderScript([step(0, [keep])], options)).replaceAll('/var/lib/trunkline/lab', directory);
    const [command, ...rest] = shell.argv;
    expect(spawnSync(command, rest, { input: script, encoding: 'utf8' }).stdout).toContain('finished failed');
    expect(readdirSync(directory).filter((name) => name.startsWith('unfinished'))).toEqual([]);
  });

  test('takes away the half of a file that a power cut has left', () => {
    writeFileSync(join(directory, 'unfinished-5'), 'ha');
    const keep: Instruction = { kind: 'keep', lab: 'lab', path: join(directory, 'whole'), text: 'old' };
    const script = here(renderScript([step(0, [keep])], options)).replaceAll('/var/lib/trunkline/lab', directory);
    const [command, ...rest] = shell.argv;
    spawnSync(command, rest, { input: script });
    expect(readFileSync(join(directory, 'whole'), 'utf8')).toBe('old');
    expect(readdirSync(directory).filter((name) => name.startsWith('unfinished'))).toEqual([]);
  });

  test('commands read nothing from the connection and do not get the lock', () => {
    const events = play(shell, [
      step(0, [run('cat'), run('sh', '-c', 'ls /proc/self/fd | grep -x 9 || echo no lock')]),
    ]);
    expect(events[2]).toEqual({ type: 'step-output', step: 0, text: 'no lock\n' });
  });

  test('removes nothing that has lost the mark since it was planned', () => {
    const marked = (kind: Mark['kind'], name: string): Step => ({
      ...step(0, [run('touch', join(directory, 'removed'))]),
      marks: [{ kind, name, lab: 'lab' }],
    });
    expect(play(shell, [marked('link', 'lo')])).toEqual([{ type: 'changed', kind: 'link', name: 'lo' }]);
    expect(play(shell, [marked('link', 'no such')])).toEqual([{ type: 'changed', kind: 'link', name: 'no such' }]);

    const docker = `docker() { [ "$*" = "ps -a --filter label=dev.trunkline.lab=lab --format {{.Names}}" ] && printf 'bbox10\\nbbox20\\n'; }\n`;
    expect(play(shell, [marked('container', 'bbox1')], docker)).toEqual([
      { type: 'changed', kind: 'container', name: 'bbox1' },
    ]);
    expect(play(shell, [marked('network', 'bbox10')], docker)).toEqual([
      { type: 'changed', kind: 'network', name: 'bbox10' },
    ]);
    expect(existsSync(join(directory, 'removed'))).toBe(false);
    expect(play(shell, [marked('container', 'bbox20')], docker).at(-1)).toEqual({ type: 'finished', outcome: 'done' });
    expect(existsSync(join(directory, 'removed'))).toBe(true);
  });

  test('a script that arrived only in part does nothing at all', () => {
    const script = here(renderScript([step(0, [run('touch', join(directory, 'done'))])], options));
    const [command, ...rest] = shell.argv;
    for (const part of [0.2, 0.5, 0.9, 0.99]) {
      spawnSync(command, rest, { input: script.slice(0, Math.floor(script.length * part)) });
    }
    spawnSync(command, rest, { input: script.slice(0, script.lastIndexOf('trunkline')) });
    expect(existsSync(join(directory, 'done'))).toBe(false);
  });
});

/** A script that is at work, and what it has said so far. */
function start({ argv: [command, ...rest] }: Shell, steps: readonly Step[], before = '') {
  const child = spawn(command, rest, { stdio: ['pipe', 'pipe', 'ignore'] });
  const reader = scriptOutput(options.nonce);
  const events: ScriptEvent[] = [];
  const waiting: { wanted: ScriptEvent['type']; done: () => void }[] = [];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    events.push(...reader.push(chunk));
    for (const { wanted, done } of waiting) if (events.some(({ type }) => type === wanted)) done();
  });
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()));
  child.stdin.end(before + here(renderScript(steps, options)));
  return {
    child,
    events,
    closed,
    until: (wanted: ScriptEvent['type']) =>
      events.some(({ type }) => type === wanted)
        ? Promise.resolve()
        : new Promise<void>((done) => waiting.push({ wanted, done })),
  };
}

describe.each(shells)("a plan's script at work under $name", (shell) => {
  /** A step that lasts until the test lets it go on. */
  const gate = (): Step =>
    step(0, [run('sh', '-c', `printf waiting; until [ -e ${directory}/go ]; do sleep 0.02; done`)]);
  const open = () => spawnSync('touch', [join(directory, 'go')]);

  test('stops at the next step when it is asked to', async () => {
    const script = start(shell, [gate(), step(1, [run('touch', join(directory, 'second'))])]);
    await script.until('step-output');
    spawnSync('sh', ['-c', stopCommand(options.stopToken)]);
    open();
    await script.closed;
    expect(script.events.slice(1)).toEqual([
      { type: 'step-started', step: 0 },
      { type: 'step-output', step: 0, text: 'waiting' },
      { type: 'step-ended', step: 0, exitCode: 0, command: 0 },
      { type: 'finished', outcome: 'stopped' },
    ]);
    expect(existsSync(join(directory, 'second'))).toBe(false);
    expect(existsSync(stopCommand(options.stopToken).slice(4))).toBe(false);
  });

  test('ends in the middle what may take minutes, cleans up, and claims nothing of it', async () => {
    const pull: Instruction = { kind: 'do', operation: { do: 'pull-image', image: 'alpine:3' } };
    const undo = { made: 0, argv: ['touch', join(directory, 'cleaned')] };
    // No step ends by itself here: the test ends because the pull is ended.
    const docker = `docker() { echo "$$ pulls"; exec sleep 1000; }\n`;
    const script = start(shell, [step(0, [pull], [undo]), step(1, [run('touch', join(directory, 'second'))])], docker);
    await script.until('step-output');
    spawnSync('sh', ['-c', stopCommand(options.stopToken)]);
    await script.closed;
    expect(script.events.filter(({ type }) => type !== 'step-output')).toEqual([
      { type: 'started' },
      { type: 'step-started', step: 0 },
      { type: 'step-undoing', step: 0 },
      { type: 'finished', outcome: 'stopped' },
    ]);
    expect(existsSync(join(directory, 'cleaned'))).toBe(true);
    expect(existsSync(join(directory, 'second'))).toBe(false);
    expect(existsSync(stopCommand(options.stopToken).slice(4))).toBe(false);
  });

  test('a failure is told as one though somebody wished to stop, where nothing was ended in the middle', async () => {
    const pull: Instruction = { kind: 'do', operation: { do: 'pull-image', image: 'alpine:3' } };
    const failing = run('sh', '-c', `printf waiting; until [ -e ${directory}/go ]; do sleep 0.02; done; exit 3`);
    const script = start(shell, [step(0, [failing, pull])]);
    await script.until('step-output');
    spawnSync('sh', ['-c', stopCommand(options.stopToken)]);
    open();
    await script.closed;
    expect(script.events.slice(-2)).toEqual([
      { type: 'step-ended', step: 0, exitCode: 3, command: 0 },
      { type: 'finished', outcome: 'failed' },
    ]);
  });

  test.each([0, 3])('what could have been ended and was not ends as it does: with %i', async (status) => {
    const pull: Instruction = { kind: 'do', operation: { do: 'pull-image', image: 'alpine:3' } };
    const script = start(shell, [step(0, [pull])], `docker() { return ${status}; }\n`);
    await script.closed;
    expect(script.events.slice(1)).toEqual([
      { type: 'step-started', step: 0 },
      { type: 'step-ended', step: 0, exitCode: status, command: 0 },
      { type: 'finished', outcome: status === 0 ? 'done' : 'failed' },
    ]);
  });

  // busybox runs its own applets, whatever is in the path.
  if (shell.argv[0] !== 'busybox')
    test('starts no process of its own but for the lock and to tidy up at its end', () => {
      const log = join(directory, 'started');
      const bin = join(directory, 'bin');
      mkdirSync(bin);
      for (const name of ['chmod', 'flock', 'mkdir', 'mv', 'rm', 'sync', 'touch']) {
        writeFileSync(join(bin, name), `#!/bin/sh\necho ${name} >>'${log}'\nPATH=\${PATH#*:} exec ${name} "$@"\n`, {
          mode: 0o755,
        });
      }
      const beside = { beside: 'containers' };
      const keep: Instruction = { kind: 'keep', lab: 'lab', path: '/var/lib/trunkline/lab/inventory', text: 'old' };
      const script = here(
        renderScript(
          [
            step(0, [keep]),
            { ...step(1, [run('echo', 'one')]), ...beside },
            { ...step(2, [run('echo', 'two')]), ...beside },
          ],
          options,
        ),
      ).replaceAll('/var/lib/trunkline/lab', directory);
      const [command, ...rest] = shell.argv;
      const { stdout } = spawnSync(command, rest, { input: `PATH=${bin}:$PATH\n${script}`, encoding: 'utf8' });
      expect(stdout).toMatch(/finished done\n$/);
      expect(readFileSync(log, 'utf8').trim().split('\n')).toEqual(['flock', 'sync', 'mv', 'sync', 'rm']);
      expect(statSync(join(directory, 'inventory')).mode & 0o777).toBe(0o600);
    });

  test('stops at the next step when nobody listens any more', async () => {
    const script = start(shell, [
      gate(),
      step(1, [run('touch', join(directory, 'second'))]),
      step(2, [run('touch', join(directory, 'third'))]),
    ]);
    await script.until('step-output');
    script.child.stdout.destroy();
    const exited = new Promise((resolve) => script.child.on('exit', resolve));
    open();
    expect(await exited).toBe(1);
    expect(existsSync(join(directory, 'second'))).toBe(false);
    expect(existsSync(join(directory, 'holder'))).toBe(false);
  });

  test('tells a second one who is at work, and lets a third one in when the first was killed', async () => {
    const first = start(shell, [gate()]);
    await first.until('step-output');
    expect(play(shell, [step(0, [run('touch', join(directory, 'second'))])])).toEqual([
      { type: 'locked', by: options.holder },
    ]);
    expect(existsSync(join(directory, 'second'))).toBe(false);

    first.child.kill('SIGKILL');
    await new Promise((resolve) => first.child.on('exit', resolve));
    expect(play(shell, [step(0, [])]).at(-1)).toEqual({ type: 'finished', outcome: 'done' });
    open();
    await first.closed;
  });
});
