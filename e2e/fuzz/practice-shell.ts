/**
 * What somebody may type on a practice host: whatever it is, the program goes on, the line ends (by itself or when it is
 * interrupted), the other hosts of the lab notice nothing, and the host can still be looked at, kept and brought back.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { PracticeMachine } from '../../electron/practice/hosts/create-machine.ts';
import { practiceOf } from '../../electron/practice/hosts/practice-machines.ts';
import { Pipe, textInput } from '../../electron/practice/os/processes/pipe.ts';
import { Killed } from '../../electron/practice/os/processes/signals.ts';
import { execute, killAll } from '../../electron/practice/shell/execute.ts';
import { runTerminal } from '../../electron/practice/shell/terminal.ts';
import { labOfTemplate } from '../../shared/lab/testing/examples.ts';
import { commandLine } from './lib/command-lines.ts';
import { fuzz } from './lib/fuzz.ts';
import { inRunningTime } from './lib/running-time.ts';

interface Typed {
  /** At a terminal, or one command of a login without one. */
  readonly how: 'terminal' | 'command';
  readonly lines: readonly string[];
}

/** After which a line is interrupted, and how long it may take to end then. */
const PATIENCE_MS = 250;
const END_MS = 3_000;
/** The longest that everything else may be kept waiting at once, in processor time of this program. */
const STALL_MS = 2_000;

const lab = labOfTemplate('macvlan-two-hosts');
const user = { name: 'root', uid: 0 };
const probe = practiceOf(lab).machine('docker01');
if (probe === undefined) throw new Error('there is no docker01');
const BUILTINS = [
  ...[
    'cd',
    'export',
    'set',
    'unset',
    'read',
    'eval',
    'exec',
    'trap',
    'wait',
    'kill',
    'jobs',
    'fg',
    'bg',
    'source',
    'shift',
  ],
  ...[
    'test',
    'printf',
    'echo',
    'local',
    'return',
    'exit',
    'alias',
    'type',
    'umask',
    'getopts',
    'declare',
    'history',
    'ulimit',
  ],
];
// Most of what people type is about the network.
const OFTEN = ['ip', 'docker', 'iptables', 'ping', 'cat', 'rm', 'mv', 'ls'];
const PROGRAMS = [...probe.userland.commands.keys(), ...BUILTINS, ...OFTEN, ...OFTEN, ...OFTEN, ...OFTEN];

/** Words of ours in an answer are a fault that was not meant for anybody who types. */
const INTERNAL =
  /\n\s+at \S+ \(|TypeError|ReferenceError|RangeError|Maximum call stack|\[object \w+\]|is not (?:a function|iterable)|Cannot (?:read|set) propert/;

/** As much as is looked at afterwards; cut now and then, as each cut copies it. */
const HEARD = 200_000;

function screenOf(heard: { text: string }) {
  return {
    terminal: { columns: 80, rows: 24 },
    async write(text: string) {
      heard.text += text;
      if (heard.text.length > 2 * HEARD) heard.text = heard.text.slice(-HEARD);
    },
  };
}

const ends = (work: Promise<unknown>, what: string): Promise<unknown> =>
  inRunningTime(END_MS, `${what} did not end within ${END_MS} ms of being told to`, work);

async function asCommand(machine: PracticeMachine, line: string, heard: { text: string }): Promise<void> {
  const controller = new AbortController();
  const { terminal: _none, ...screen } = screenOf(heard);
  const running = execute(line, {
    ...{ machine, user, env: {}, cwd: '/root', stdin: textInput('some\ninput\n'), stdout: screen, stderr: screen },
    signal: controller.signal,
  });
  await Promise.race([running, delay(PATIENCE_MS)]);
  controller.abort(new Killed('KILL'));
  killAll(machine);
  await ends(running, line);
}

async function atTerminal(machine: PracticeMachine, lines: readonly string[], heard: { text: string }): Promise<void> {
  const keys = new Pipe();
  const closed = new AbortController();
  const running = runTerminal({
    ...{ machine, user, env: {}, cwd: '/root', keys: keys.input, screen: screenOf(heard), signal: closed.signal },
  });
  let over = false;
  running.finally(() => {
    over = true;
  });
  for (const line of lines) {
    if (over) break;
    await Promise.race([keys.output.write(`${line}\r`), delay(PATIENCE_MS)]);
    await Promise.race([running, delay(60)]);
    if (!over) await Promise.race([keys.output.write('\u0003'), delay(PATIENCE_MS)]);
  }
  closed.abort();
  // A handler of the hang-up may run for ever, as on a real host.
  await Promise.race([running, delay(PATIENCE_MS)]);
  killAll(machine);
  await ends(running, lines.join(' ⏎ '));
}

await fuzz<Typed>({
  name: 'practice-shell',
  limitMs: 30_000,
  make: (random) => ({
    how: random.chance(0.3) ? 'terminal' : 'command',
    lines: Array.from({ length: random.int(1, 4) }, () => commandLine(random, PROGRAMS)),
  }),
  async check({ how, lines }) {
    const practice = practiceOf(lab);
    const [machine, other] = practice.machines();
    if (machine === undefined || other === undefined) throw new Error('no hosts');
    const before = other.state();
    const heard = { text: '' };
    let since = process.cpuUsage();
    let worst = 0;
    const ticking = setInterval(() => {
      const { user: busy } = process.cpuUsage(since);
      worst = Math.max(worst, busy / 1000);
      since = process.cpuUsage();
    }, 20);
    try {
      if (how === 'terminal') await atTerminal(machine, lines, heard);
      else for (const line of lines) await asCommand(machine, line, heard);
    } finally {
      clearInterval(ticking);
    }
    if (worst > STALL_MS) throw new Error(`everything else waited for ${Math.round(worst)} ms of computing`);
    const internal = INTERNAL.exec(heard.text);
    if (internal)
      throw new Error(
        `says what is ours: ${heard.text.slice(Math.max(0, internal.index - 200), internal.index + 300)}`,
      );

    if (!isDeepStrictEqual(other.state(), before)) throw new Error('another host has changed');
    const fine = { text: '' };
    const screen = screenOf(fine);
    await execute('echo fine', {
      ...{ machine: other, user, env: {}, cwd: '/', stdin: textInput(''), stdout: screen, stderr: screen },
    });
    if (fine.text !== 'fine\n') throw new Error(`another host answers ${JSON.stringify(fine.text)}`);

    practice.update(lab);
    const state = machine.state();
    const kept = JSON.parse(
      JSON.stringify(Object.fromEntries(practice.machines().map((one) => [one.name, one.keep()]))),
    );
    const again = practiceOf(lab, {}, kept);
    const broughtBack = again.machine('docker01')?.state();
    for (const one of [...practice.machines(), ...again.machines()]) {
      one.engine?.power('stop');
      killAll(one);
    }
    if (broughtBack?.hostname !== state.hostname) throw new Error('it is brought back as another one');
    return how;
  },
});
