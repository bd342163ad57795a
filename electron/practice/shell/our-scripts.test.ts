import { describe, expect, it } from 'vitest';
import { explainLoaderFailure, loadScript, passwordTrial } from '../../../shared/host/loader.ts';
import { probeScript } from '../../../shared/host/probe-script.ts';
import { vlans } from '../../../shared/lab/testing/examples.ts';
import { planDestroy, planHost } from '../../../shared/plan/plan-host.ts';
import type { HostProgram } from '../../../shared/plan/program.ts';
import { renderScript, settledCommand, stopCommand } from '../../../shared/plan/script.ts';
import { scriptOutput } from '../../../shared/plan/script-output.ts';
import { machine as hostState } from '../../../shared/plan/testing/hosts.ts';
import { runProgram as applyProgram } from '../../../shared/plan/testing/machine.ts';
import { pingOutput } from '../../../shared/verify/ping-output.ts';
import { type PingJob, pingScript } from '../../../shared/verify/ping-script.ts';
import { makeDirectories } from '../os/files/memory-files.ts';
import type { Command } from '../os/machine.ts';
import { Pipe, textInput } from '../os/processes/pipe.ts';
import { BrokenPipe } from '../os/streams.ts';
import { debianPrograms } from '../programs/programs.ts';
import { execute } from './execute.ts';
import { collector, type FakeMachine, fakeMachine, type Ran } from './testing/fake-machine.ts';

const nonce = 'n0nce0123456789abcdef';
const stopToken = 'st0p0123456789abcdef';
const root = { name: 'root', uid: 0 };
const ada = { name: 'ada', uid: 1000 };

function hostWith(commands: Readonly<Record<string, Command>> = {}): FakeMachine {
  return fakeMachine({ commands: { ...Object.fromEntries(debianPrograms), ...commands } });
}

/** What sshd does with a command. */
async function ssh(
  machine: FakeMachine,
  { command, stdin }: { readonly command: string; readonly stdin: string },
  user = root,
): Promise<Ran> {
  const [stdout, stderr] = [collector(), collector()];
  const env = {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: '/root',
    USER: user.name,
    SSH_CONNECTION: '10.0.0.9 5000 10.0.0.1 22',
  };
  const status = await execute(command, { machine, user, env, cwd: '/root', stdin: textInput(stdin), stdout, stderr });
  return { status, stdout: stdout.text, stderr: stderr.text };
}

describe('a plan on a practice host', () => {
  const before = hostState('docker01', '192.168.1.11');
  const [docker01] = vlans.hosts;
  if (docker01 === undefined) throw new Error('the lab has a first host');
  const deploy = planHost(vlans, docker01, before, 'deploy');
  const destroy = planDestroy(applyProgram(before, deploy), vlans.name, 'docker01');

  /** Programs that only write down what they were asked to do. */
  function writingDown(): { readonly log: string[]; readonly commands: Readonly<Record<string, Command>> } {
    const log: string[] = [];
    const program: Command = ({ argv }) => {
      log.push(argv.join(' '));
      return 0;
    };
    return { log, commands: { ip: program, docker: program, iptables: program, sysctl: program } };
  }
  const load = ({ steps }: HostProgram) =>
    loadScript({ script: renderScript(steps, { nonce, stopToken, holder: 'ada deploys' }), privilege: 'root' });
  const events = (stdout: string) => {
    const reader = scriptOutput(nonce);
    return [...reader.push(stdout), ...reader.end()];
  };
  const shown = ({ plan }: HostProgram): readonly string[] =>
    plan.changes.flatMap(({ commands }) => commands).filter((line) => /^(ip|docker|iptables|sysctl) /.test(line));

  /** Containers come side by side, after all else. */
  type Apart = readonly [first: readonly string[], containers: readonly string[]];
  const apart = (lines: readonly string[]): Apart => {
    const at = lines.findIndex((line) => line.startsWith('docker run '));
    return [lines.slice(0, at), lines.slice(at).sort()];
  };

  it('runs what was shown, in that order, and keeps what was there before', async () => {
    const { log, commands } = writingDown();
    const machine = hostWith(commands);
    const ran = await ssh(machine, load(deploy));
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(events(ran.stdout).at(-1)).toEqual({ type: 'finished', outcome: 'done' });
    expect(events(ran.stdout).filter(({ type }) => type === 'step-ended')).toHaveLength(deploy.plan.changes.length);
    expect(apart(log)).toEqual(apart(shown(deploy)));
    expect(machine.files.list('/var/lib/trunkline/vlans')).toEqual(['inventory', 'saved']);
    expect(machine.files.read('/var/lib/trunkline/vlans/saved/promiscuous:ens33')).toBe('off\n');
    expect(machine.files.status('/run/trunkline.holder')).toBeUndefined();
  });

  it('changes nothing where a removed link has lost its mark', async () => {
    const machine = hostWith(writingDown().commands);
    const ran = await ssh(machine, load(destroy));
    expect(events(ran.stdout).at(-1)).toMatchObject({ type: 'changed', kind: 'link' });
    expect(ran.status).toBe(1);
  });

  it('runs nothing of a script that did not arrive whole, wherever it was cut', async () => {
    const { stdin, command } = load(deploy);
    for (let cut = 1; cut < stdin.length - 2; cut += 97) {
      const { log, commands } = writingDown();
      const ran = await ssh(hostWith(commands), { command, stdin: stdin.slice(0, cut) });
      expect(log).toEqual([]);
      expect(ran.stdout).toBe('');
    }
  });

  it('tells a second one who is there, and waits until nobody is', async () => {
    const steps = new Pipe();
    const slow: Command = async () => {
      await steps.input.read();
      return 0;
    };
    const machine = hostWith({ ...writingDown().commands, ip: slow });
    const first = ssh(machine, load(deploy));
    while (machine.files.status('/run/trunkline.holder') === undefined) await new Promise(setImmediate);
    const second = await ssh(machine, load(deploy));
    expect(second.status).toBe(75);
    expect(events(second.stdout)).toEqual([{ type: 'locked', by: 'ada deploys' }]);
    const settled = ssh(machine, { command: settledCommand(30), stdin: '' });
    steps.closeWriter();
    expect((await first).status).toBe(0);
    expect((await settled).status).toBe(0);
  });

  it('stops at the next step when somebody asks, and when nobody listens any more', async () => {
    const stopped = hostWith({ ...writingDown().commands });
    const commands = stopped.userland.commands as Map<string, Command>;
    commands.set('ip', async () => {
      await ssh(stopped, { command: stopCommand(stopToken), stdin: '' });
      return 0;
    });
    const ran = await ssh(stopped, load(deploy));
    expect(events(ran.stdout).at(-1)).toEqual({ type: 'finished', outcome: 'stopped' });

    const { log, commands: quiet } = writingDown();
    const alone = hostWith(quiet);
    let heard = '';
    const gone = {
      write: async (text: string) => {
        if (log.length > 0) throw new BrokenPipe();
        heard += text;
      },
    };
    const { command, stdin } = load(deploy);
    const how = {
      machine: alone,
      user: root,
      env: { PATH: '/usr/sbin:/usr/bin' },
      cwd: '/root',
      stdin: textInput(stdin),
    };
    expect(await execute(command, { ...how, stdout: gone, stderr: gone })).toBe(1);
    expect(heard).toContain('started');
    expect(log).toHaveLength(1);
    expect(alone.files.status('/run/trunkline.holder')).toBeUndefined();
  });
});

describe('loading a script onto a practice host', () => {
  const script = 'tell() { printf "%s|" "$@"; }\nexec </dev/null\ntell ran "$1" "$2"';
  const password = `ch\\alk 'n" cheese`;

  /** As sudo does it: a password comes from standard input, up to three guesses. */
  const sudo = (asks: boolean): Command => {
    return async ({ argv, stdin, stderr, run, env }) => {
      const args = [...argv.slice(1)];
      let never = false;
      while (args[0]?.startsWith('-')) {
        const option = args.shift();
        if (option === '-n') never = true;
        if (option === '-p') args.shift();
      }
      const { SSH_CONNECTION: _, ...clean } = env;
      const asRoot = { user: root, env: { ...clean, SUDO_USER: 'ada' } };
      if (!asks) return await run(args, asRoot);
      if (never) {
        await stderr.write('sudo: a password is required\n');
        return 1;
      }
      for (let tries = 0; tries < 3; tries += 1) {
        const guess = await stdin.line();
        if (guess === undefined) break;
        if (guess === password) return await run(args, asRoot);
        await stderr.write('Sorry, try again.\n');
      }
      await stderr.write('sudo: 3 incorrect password attempts\n');
      return 1;
    };
  };

  it('runs as root is found to be, and knows where our connection came in', async () => {
    const ran = await ssh(hostWith(), loadScript({ script, privilege: undefined }));
    expect(ran).toEqual({ status: 0, stdout: 'ran|10.0.0.9 5000 10.0.0.1 22||', stderr: '' });
  });

  it('becomes root by a sudo that asks nothing', async () => {
    for (const privilege of ['sudo', undefined] as const) {
      const ran = await ssh(hostWith({ sudo: sudo(false) }), loadScript({ script, privilege }), ada);
      expect(ran.stdout).toMatch(/^ran\|10\.0\.0\.9 5000 10\.0\.0\.1 22\|/);
    }
  });

  it('gives a password to sudo alone, and runs as the user where there is none', async () => {
    const machine = hostWith({ sudo: sudo(true) });
    expect(await ssh(machine, passwordTrial(password), ada)).toMatchObject({ status: 0 });
    expect((await ssh(machine, passwordTrial('wrong'), ada)).status).toBe(1);
    const ran = await ssh(machine, loadScript({ script, privilege: 'sudo-password', password }), ada);
    expect(ran).toMatchObject({ status: 0, stdout: 'ran|10.0.0.9 5000 10.0.0.1 22||' });
    const refused = await ssh(machine, loadScript({ script, privilege: undefined }), ada);
    expect(refused.stdout).toBe('ran|10.0.0.9 5000 10.0.0.1 22|sudo: a password is required|');
  });

  it('reads over a password that nobody asked for', async () => {
    const machine = hostWith({ sudo: sudo(false) });
    const ran = await ssh(machine, loadScript({ script, privilege: 'sudo-password', password }), ada);
    expect(ran).toMatchObject({ status: 0, stdout: 'ran|10.0.0.9 5000 10.0.0.1 22||', stderr: '' });
  });

  it('explains a host without sudo', async () => {
    const ran = await ssh(hostWith(), loadScript({ script, privilege: 'sudo' }), ada);
    expect(explainLoaderFailure(ran.stderr, { host: 'docker01', user: 'ada' })?.code).toBe('no-root');
  });
});

describe('pings from a practice host', () => {
  const echo: Command = async ({ argv, stdout, stderr }) => {
    await stdout.write(`${argv.join(' ')}\n`);
    await stderr.write('to stderr\n');
    return 1;
  };

  it('run at the same time, all of them, none mixed with another', async () => {
    let now = 0;
    let most = 0;
    const ping: Command = async (process) => {
      now += 1;
      most = Math.max(most, now);
      await process.machine.clock.sleep(5, process.signal);
      now -= 1;
      return await echo(process);
    };
    const machine = hostWith({ ping, nsenter: ping, docker: ping });
    const jobs = Array.from(
      { length: 100 },
      (_, index): PingJob => ({ index, address: `10.0.0.${index}`, from: { kind: 'host' } }),
    );
    const ran = await ssh(machine, loadScript({ script: pingScript(jobs, nonce), privilege: 'root' }));
    const reader = pingOutput(nonce);
    const results = [...reader.push(ran.stdout)].sort((a, b) => a.index - b.index);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(reader.isDone()).toBe(true);
    expect(results).toHaveLength(100);
    expect(
      results.every(
        ({ text, index, exitCode }) => exitCode === 1 && text === `ping -c 3 -i 0.2 -W 3 10.0.0.${index}\nto stderr`,
      ),
    ).toBe(true);
    expect(most).toBeGreaterThan(10);
    expect(most).toBeLessThanOrEqual(32);
  });
});

describe('a probe of a practice host', () => {
  it('tells facts, files, links and what the lab keeps', async () => {
    const machine = hostWith({
      ip: async ({ stdin, stdout }) => {
        const asked = await stdin.all();
        expect(asked).toBe('address show\nroute show\n');
        await stdout.write('[]\n[]\n');
        return 0;
      },
      modprobe: ({ argv }) => (argv.includes('8021q') ? 0 : 1),
      'iptables-save': async ({ stdout }) => {
        await stdout.write('*filter\n:FORWARD ACCEPT [0:0]\nCOMMIT\n');
        return 0;
      },
    });
    const { files } = machine;
    for (const folder of ['/proc/sys/kernel', '/proc/sys/net/ipv4/conf/all', '/var/lib/trunkline/vlans/saved'])
      makeDirectories(files, folder);
    files.write('/proc/sys/kernel/osrelease', '6.1.0-18-amd64\n');
    files.write('/proc/sys/kernel/hostname', 'docker01\n');
    files.write('/proc/sys/net/ipv4/ip_forward', '1\n');
    files.write('/proc/sys/net/ipv4/conf/all/rp_filter', '2\n');
    files.write('/etc/os-release', 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n');
    files.write('/var/lib/trunkline/vlans/saved/promiscuous:ens33', 'off\n');
    files.write('/var/lib/trunkline/vlans/saved/bad name', 'no\n');

    const ran = await ssh(machine, loadScript({ script: probeScript(nonce), privilege: undefined }));
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    const sections = ran.stdout.split(`\n@${nonce} `);
    const section = (name: string): string =>
      sections.find((each) => each.startsWith(`${name}\n`))?.slice(name.length + 1) ?? '';
    expect(section('facts')).toContain('kernel 6.1.0-18-amd64\nuid 0\n');
    expect(section('facts')).toContain('module 8021q\n');
    expect(section('facts')).toContain('command flock\n');
    expect(section('files')).toContain('/proc/sys/kernel/hostname:docker01\n');
    expect(section('files')).toContain('ip_forward:1\n');
    expect(section('files')).toContain('conf/all/rp_filter:2\n');
    expect(section('network')).toBe('[]\n[]\n');
    expect(section('record vlans')).toBe('');
    expect(section('saved promiscuous:ens33')).toBe('off\n');
    expect(ran.stdout).not.toContain('bad name');
    expect(sections.at(-1)).toBe('end\n');
  });
});
