/** What may happen while the program works, and how a host is brought back from it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ran } from '../fixtures/cli.ts';
import { drop } from '../fixtures/packets.ts';
import { boot, crash, cut, LAB_HOSTS, mend } from '../lab/lab.ts';
import type { Control } from './control.ts';

/** A run that is held at its place, and all that can be done to it there. */
export interface Held {
  readonly control: Control;
  /** Lets the host go on from where it is held. */
  release(): Promise<unknown>;
  signal(name: NodeJS.Signals): void;
  /** When the program has told that it lost the host, or has ended; after so many seconds in any case. */
  lost(seconds: number): Promise<unknown>;
  readonly ended: Promise<Ran>;
  /** Another Trunkline of the same person, from its start to its end; what it said is judged too. */
  second(command: 'deploy' | 'destroy'): Promise<unknown>;
}

export interface Fault {
  readonly name: string;
  /** Strikes, lets the run go on, and returns when the host is well again. */
  strike(held: Held): Promise<unknown>;
  /** The program has to come through it: all that it was asked for is done in the end. */
  readonly harmless?: true;
  /** What the host forgets by itself, so that what was told to be done need not stand afterwards. */
  readonly forgets?: 'all' | 'docker';
  /** How far the program's own wall clock jumps, in milliseconds. */
  readonly shiftMs?: number;
}

const HOUR_S = 3600;
/** Three signs of life that fail to come, five seconds apart, and some more for a busy machine. */
const LOST_S = 60;

const serviceBack = (name: string): string => `systemctl reset-failed ${name}; systemctl start ${name}`;

const sshPausedUntilLost: Fault = {
  name: 'sshd paused',
  async strike({ control, release, lost }) {
    await control.must('/run/lab/signal-sshd STOP');
    await release();
    await lost(LOST_S);
    await control.must('/run/lab/signal-sshd CONT');
  },
};

const sshPausedBriefly: Fault = {
  name: 'sshd paused for 4 s',
  harmless: true,
  async strike({ control, release }) {
    await control.must('/run/lab/signal-sshd STOP');
    await release();
    await sleep(4_000);
    await control.must('/run/lab/signal-sshd CONT');
  },
};

const sshKilled: Fault = {
  name: 'sshd killed',
  async strike({ control, release }) {
    await control.must('/run/lab/signal-sshd KILL');
    await release();
    await sleep(500);
    await control.must(serviceBack('ssh'));
  },
};

const dockerKilled: Fault = {
  name: 'dockerd killed',
  forgets: 'docker',
  async strike({ control, release, ended }) {
    await control.must('pkill -KILL -x dockerd');
    await release();
    await ended;
    await control.must(serviceBack('docker'));
  },
};

/** Of the connection to the SSH server only, so that the matrix's own goes on. */
const dropped = (name: string, words: (address: string) => string): Fault => ({
  name,
  async strike({ control, release, lost }) {
    const mended = await drop(words(LAB_HOSTS[control.host]));
    try {
      await release();
      await lost(LOST_S);
    } finally {
      await mended();
    }
  },
});

const cableCut: Fault = {
  name: 'cable cut',
  async strike({ control, release, lost }) {
    // The host goes on by itself, and nobody hears of it.
    await control.must('(sleep 1; : >/run/lab/go) >/dev/null 2>&1 &');
    await cut(control.host);
    try {
      await lost(LOST_S);
    } finally {
      await mend(control.host);
    }
    await release();
  },
};

const powerCut: Fault = {
  name: 'power cut',
  forgets: 'all',
  async strike({ control }) {
    control.close();
    await crash(control.host);
    await boot(control.host);
    await control.prepare();
  },
};

const FILLED = '/var/lib/lab-full';
const diskFull: Fault = {
  name: 'disk full',
  async strike({ control, release, ended }) {
    await control.must(
      `n=0
for size in 1G 64M 4M; do while fallocate -l $size ${FILLED}.$n 2>/dev/null; do n=$((n + 1)); done; done
cat /dev/zero >${FILLED} 2>/dev/null
[ "$(stat -f -c %a /)" -eq 0 ]`,
    );
    await release();
    await ended;
    await control.must(`rm -f ${FILLED}*`);
  },
};

/** The host's wall clock. */
const hostClock = (name: string, seconds: number): Fault => ({
  name,
  harmless: true,
  async strike({ control, release, ended }) {
    const set = (by: number): Promise<string> =>
      control.must(`date -s "@$(($(date +%s) ${by < 0 ? '-' : '+'} ${Math.abs(by)}))" >/dev/null`);
    await set(seconds);
    await release();
    await ended;
    await set(-seconds);
  },
});

const ourClock = (name: string, seconds: number): Fault => ({
  name,
  harmless: true,
  shiftMs: seconds * 1000,
  async strike({ release, signal, ended }) {
    signal('SIGUSR2');
    await release();
    await ended;
  },
});

const killed: Fault = {
  name: 'we are killed',
  async strike({ release, signal, ended }) {
    signal('SIGKILL');
    await ended;
    await release();
  },
};

/** What the system gives a program after SIGTERM, and what we promise. */
const IN_TIME_MS = 2_000;

const terminated: Fault = {
  name: 'we are terminated',
  async strike({ release, signal, ended }) {
    signal('SIGTERM');
    const inTime = await Promise.race([ended.then(() => true), sleep(IN_TIME_MS).then(() => false)]);
    await release();
    await ended;
    if (!inTime) throw new Error(`it had not ended ${IN_TIME_MS} ms after SIGTERM`);
  },
};

const stopped: Fault = {
  name: 'we are stopped and go on',
  harmless: true,
  async strike({ release, signal, ended }) {
    signal('SIGSTOP');
    await release();
    // Longer than a sign of life is waited for.
    await sleep(6_000);
    signal('SIGCONT');
    await ended;
  },
};

const second = (name: string, command: 'deploy' | 'destroy'): Fault => ({
  name,
  async strike({ release, second: begin, ended }) {
    await begin(command);
    await release();
    await ended;
  },
});

export const faults: readonly Fault[] = [
  sshPausedUntilLost,
  sshPausedBriefly,
  sshKilled,
  dockerKilled,
  dropped('packets to the host dropped', (address) => `OUTPUT -p tcp -d ${address} --dport 22`),
  dropped('packets from the host dropped', (address) => `INPUT -p tcp -s ${address} --sport 22`),
  cableCut,
  powerCut,
  diskFull,
  hostClock('host clock +1 h', HOUR_S),
  hostClock('host clock -1 h', -HOUR_S),
  ourClock('our clock +1 h', HOUR_S),
  ourClock('our clock -1 h', -HOUR_S),
  killed,
  terminated,
  stopped,
  second('a second deploys', 'deploy'),
  second('a second destroys', 'destroy'),
];
