/**
 * A host for tests of the backend: a real SSH server on loopback, on which real scripts run in a real shell; ip, docker,
 * iptables and sysctl are programs that write down what they were asked, and the host's state is what follows from that.
 */
import type { ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyOfSavedFile } from '../../../shared/host/record.ts';
import type { HostState, LabRecord } from '../../../shared/host/state.ts';
import { machine } from '../../../shared/plan/testing/hosts.ts';
import { perform } from '../../../shared/plan/testing/machine.ts';
import { Refused } from '../../../shared/plan/testing/refused.ts';
import { endGroup, runInShell, startSshServer, type TestServer } from '../../remote/testing/ssh-server.ts';

export interface SimulatedHost {
  readonly name: string;
  readonly server: TestServer;
  /** What is on it now. */
  state(): HostState;
  /** Somebody else changes something. */
  change(how: (state: HostState) => HostState): void;
  /**
   * Shell code that each program runs first, with its words in `$program` and `$@`: to fail, to wait, to say something.
   * `$here` is a folder of the host.
   */
  hook(code: string): void;
  /** A file in `$here`, for hooks that wait for one. */
  touch(file: string): void;
  /** Commands that changed something, in their order. */
  commands(): readonly string[];
  stop(): Promise<void>;
}

const PROGRAMS = ['ip', 'docker', 'iptables', 'sysctl', 'ping', 'nsenter'];
const WORD = '\u001e';
const COMMAND = '\u001d';

/** The containers and networks of ours by name, for the question that is asked before anything is removed. */
const DOCKER = `case "$1 $2" in
"ps -a") cat "$here/containers" 2>/dev/null; exit 0 ;;
"ps -aq") exit 0 ;;
"network ls") cat "$here/networks" 2>/dev/null; exit 0 ;;
"network create") for last; do :; done; echo "$last" >>"$here/networks" ;;
rm*) for last; do :; done; grep -vx "$last" "$here/containers" >"$here/left"; mv "$here/left" "$here/containers" ;;
"network rm") grep -vx "$3" "$here/networks" >"$here/left"; mv "$here/left" "$here/networks" ;;
run*|create*) take=; for word; do [ -z "$take" ] || echo "$word" >>"$here/containers"; take=; [ "$word" != --name ] || take=1; done ;;
esac
`;

export async function simulatedHost(name: string, address: string): Promise<SimulatedHost> {
  const here = mkdtempSync(join(tmpdir(), `trunkline-${name}-`));
  const at = (path: string): string => join(here, path);
  for (const folder of ['bin', 'lib', 'net']) mkdirSync(at(folder));
  for (const program of PROGRAMS) {
    const own = program === 'docker' ? DOCKER : '';
    writeFileSync(
      at(`bin/${program}`),
      `#!/bin/sh
program=${program} here=${here}
[ ! -e "$here/hook" ] || . "$here/hook"
${own}{ printf '%s\\036' ${program} "$@"; printf '\\035'; } >>"$here/log"
`,
    );
    chmodSync(at(`bin/${program}`), 0o755);
  }

  const started: ChildProcess[] = [];
  let base = machine(name, address);
  let read = 0;

  const logged = (): string[][] => {
    const text = existsSync(at('log')) ? readFileSync(at('log'), 'utf8') : '';
    return text
      .split(COMMAND)
      .filter((entry) => entry !== '')
      .map((entry) => entry.split(WORD).slice(0, -1));
  };

  function state(): HostState {
    const all = logged();
    for (const argv of all.slice(read)) {
      if (argv[0] === 'ping' || argv[0] === 'nsenter') continue;
      try {
        base = perform(base, argv);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
      }
    }
    read = all.length;
    for (const { name: link, alias } of base.links) {
      mkdirSync(at(`net/${link}`), { recursive: true });
      writeFileSync(at(`net/${link}/ifalias`), `${alias ?? ''}\n`);
    }
    return { ...base, records: records(at('lib/trunkline')) };
  }

  const server = await startSshServer({
    onCommand(command, channel) {
      let input = '';
      channel.on('data', (data: Buffer) => {
        input += data.toString();
      });
      channel.on('end', () => {
        state();
        const moved = input
          .replaceAll('/var/lib', at('lib'))
          .replaceAll('/run/', `${here}/`)
          .replaceAll('/sys/class/net', at('net'));
        const line = command.replaceAll('/var/lib', at('lib'));
        started.push(runInShell(`PATH=${at('bin')}:$PATH; export PATH; ${line}`, channel, moved));
      });
    },
  });

  return {
    name,
    server,
    state,
    change(how) {
      base = how(state());
    },
    hook: (code) => writeFileSync(at('hook'), code),
    touch: (file) => writeFileSync(at(file), ''),
    commands: () => logged().map((argv) => argv.join(' ')),
    async stop() {
      await server.stop();
      // A script that nobody listens to may still wait for something.
      for (const child of started) endGroup(child);
      rmSync(here, { recursive: true, force: true, maxRetries: 50, retryDelay: 50 });
    },
  };
}

function records(root: string): readonly LabRecord[] {
  if (!existsSync(root)) return [];
  return readdirSync(root).map((lab) => {
    const file = (path: string): string => join(root, lab, path);
    const saved = existsSync(file('saved')) ? readdirSync(file('saved')) : [];
    return {
      lab,
      inventory: existsSync(file('inventory')) ? readFileSync(file('inventory'), 'utf8') : undefined,
      saved: Object.fromEntries(
        saved.flatMap((name) => {
          const key = keyOfSavedFile(name);
          return key === undefined ? [] : [[key, readFileSync(file(`saved/${name}`), 'utf8').trimEnd()]];
        }),
      ),
    };
  });
}
