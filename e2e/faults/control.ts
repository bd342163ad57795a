/** The matrix's own way onto a host: one shell that stays open, past the program and past the SSH server that faults are aimed at. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { LAB_HOSTS, type LabHost, labKey, shell } from '../lab/lab.ts';

const hostFile = (name: string): string => readFileSync(new URL(`host/${name}`, import.meta.url), 'utf8');
const inventoryScript = readFileSync(new URL('../lab/lib/inventory.sh', import.meta.url), 'utf8');

export interface Said {
  readonly status: number;
  readonly text: string;
}

const SSH = [
  ...['-F', '/dev/null', '-i', labKey, '-o', 'IdentitiesOnly=yes', '-o', 'StrictHostKeyChecking=no'],
  ...['-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR', '-o', 'ConnectTimeout=5', '-p', '2222'],
];

export class Control {
  readonly host: LabHost;
  private shell: ChildProcessWithoutNullStreams | undefined;
  private heard = '';
  private count = 0;
  private wake: () => void = () => undefined;

  constructor(host: LabHost) {
    this.host = host;
  }

  /** Makes a host that has just been booted ready for cells. */
  async prepare(): Promise<void> {
    this.close();
    const file = (name: string, path: string): string =>
      `mkdir -p /run/lab; cat >${path} <<'END_OF_FILE'\n${hostFile(name)}END_OF_FILE\nchmod 755 ${path}`;
    await shell(this.host, `${file('gate.sh', '/run/lab/gate-command')}\n${hostFile('prepare.sh')}`);
    this.shell = spawn('ssh', [...SSH, `root@${LAB_HOSTS[this.host]}`, 'exec sh 2>&1']);
    this.shell.stdin.on('error', () => undefined);
    this.shell.stdout.on('data', (chunk: Buffer) => {
      this.heard += chunk.toString();
      this.wake();
    });
    this.shell.once('close', () => {
      this.shell = undefined;
      this.wake();
    });
  }

  /** False once a fault has taken the host away, until `prepare`. */
  get isOpen(): boolean {
    return this.shell !== undefined;
  }

  /** Runs one command at a time. */
  async run(command: string, seconds = 60): Promise<Said> {
    const open = this.shell;
    if (!open) throw new Error(`no shell on ${this.host} for: ${command}`);
    this.count += 1;
    const end = `@@${this.count}@`;
    this.heard = '';
    open.stdin.write(`{ ${command}\n} </dev/null\necho "${end}$?@"\n`);
    const until = performance.now() + seconds * 1000;
    for (;;) {
      const found = new RegExp(`${end}(\\d+)@\n`).exec(this.heard);
      if (found) return { status: Number(found[1]), text: this.heard.slice(0, found.index) };
      if (!this.shell || performance.now() > until) {
        this.close();
        throw new Error(`${this.host} did not end within ${seconds} s, or went away: ${command}\n${this.heard}`);
      }
      await Promise.race([new Promise<void>((resolve) => (this.wake = resolve)), sleep(200)]);
    }
  }

  async must(command: string, seconds?: number): Promise<string> {
    const { status, text } = await this.run(command, seconds);
    if (status !== 0) throw new Error(`${this.host}: status ${status} of: ${command}\n${text}`);
    return text;
  }

  /** What is on the host, one thing a line, told without the program. */
  inventory = (): Promise<string> => this.must(`sh -s <<'END_OF_SCRIPT'\n${inventoryScript}END_OF_SCRIPT`);

  close(): void {
    this.shell?.kill('SIGKILL');
    this.shell = undefined;
  }
}
