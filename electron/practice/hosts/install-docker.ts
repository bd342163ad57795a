/** Installing Docker on a practice host. */
import { posix } from 'node:path';
import { createEngine, type DockerEngine } from '../docker/engine/engine.ts';
import type { EngineOptions } from '../docker/engine/host.ts';
import { hexId } from '../docker/engine/ids.ts';
import { noteEngine } from '../docker/engine/installed.ts';
import type { Files } from '../os/files/files.ts';
import { type Mount, makeDirectories, memoryFiles } from '../os/files/memory-files.ts';
import type { Machine, Surroundings } from '../os/machine.ts';
import { programToRun } from '../os/processes/launch.ts';
import { findProgram, type Program } from '../os/processes/lookup.ts';
import { isSince, type ReleaseName, releaseOf } from '../os/releases.ts';
import { withContainerFiles } from '../os/synthetic/container-files.ts';
import { furnishUnits } from '../os/synthetic/unit-files.ts';
import { imagePrograms } from '../programs/programs.ts';
import { runProgram } from '../shell/execute.ts';

/** The engine of a machine; it calls `changed` after each change of its own. */
export function installDocker(
  machine: Machine & { changed(): void },
  options: Partial<EngineOptions> = {},
): DockerEngine {
  const { clock } = machine;
  if (options.kept === undefined) {
    const { docker, name } = releaseOf(machine.kernel().facts);
    furnish(machine.userland.files, name);
    if (!isSince(options.version ?? docker, '25.0')) keyOf(machine);
  }
  const now = (): number => clock.now();
  const engine = createEngine(
    {
      name: machine.name,
      kernel: () => machine.kernel(),
      changeKernel: (next) => machine.changeKernel(next),
      clock,
      files: () => machine.userland.files,
      changed: () => machine.changed(),
      launch: (argv, surroundings) => launch(machine, argv, surroundings),
    },
    {
      seed: machine.name,
      programs: imagePrograms,
      makeFiles(initial, mounts, container) {
        // What is mounted in a container is empty at first.
        if (container === undefined && mounts === undefined) return memoryFiles({ now, initial });
        const files = containerFiles(now, initial, mounts);
        if (container === undefined) return files;
        const sight = { ...container, machine, inside: () => engine.containerNamed(container.id) };
        return withContainerFiles(files, sight);
      },
      ...options,
    },
  );
  noteEngine(machine, engine);
  return engine;
}

/** Until 24 dockerd made itself a key at its first start, to tell itself apart by. */
function keyOf({ name, userland: { files } }: Machine): void {
  const path = '/etc/docker/key.json';
  if (files.status(path) !== undefined) return;
  makeDirectories(files, posix.dirname(path));
  const part = (what: string): string => Buffer.from(hexId('key', `${name} ${what}`), 'hex').toString('base64url');
  const kid = (hexId('daemon', name).toUpperCase().match(/.{4}/g) ?? []).slice(0, 12).join(':');
  const key = { crv: 'P-256', d: part('d'), kid, kty: 'EC', x: part('x'), y: part('y') };
  files.write(path, JSON.stringify(key), { mode: 0o600 });
}

/** What Debian's packages bring; dockerd's unit is where people change how it is started. */
function furnish(files: Files, release: ReleaseName): void {
  for (const name of OF_DAEMON) makeDirectories(files, `/var/lib/docker/${name}`);
  furnishUnits(
    files,
    ['docker.service', 'docker.socket', 'containerd.service'],
    release === 'bookworm' ? {} : { 'docker.service': SERVICE },
  );
}

/** Where dockerd keeps what it has. */
const OF_DAEMON = [
  ...[
    'buildkit',
    'containers',
    'image',
    'network',
    'overlay2',
    'plugins',
    'runtimes',
    'swarm',
    'tmp',
    'trust',
    'volumes',
  ],
];

/** Since 23. */
const SERVICE = `[Unit]
Description=Docker Application Container Engine
Documentation=https://docs.docker.com
After=network-online.target docker.socket firewalld.service containerd.service time-set.target
Wants=network-online.target containerd.service
Requires=docker.socket

[Service]
Type=notify
# the default is not to use systemd for cgroups because the delegate issues still
# exists and systemd currently does not support the cgroup feature set required
# for containers run by docker
ExecStart=/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock
ExecReload=/bin/kill -s HUP $MAINPID
TimeoutStartSec=0
RestartSec=2
Restart=always
LimitNOFILE=infinity
LimitNPROC=infinity
LimitCORE=infinity
TasksMax=infinity
Delegate=yes
KillMode=process

[Install]
WantedBy=multi-user.target
`;

/** Folders that are there in every image. */
const FOLDERS = ['/bin', '/dev', '/etc', '/home', '/proc', '/root', '/sys', '/tmp', '/usr', '/usr/bin', '/var'];

function containerFiles(
  now: () => number,
  initial: Readonly<Record<string, string>>,
  mounts: readonly Mount[] = [],
): ReturnType<typeof memoryFiles> {
  const files = memoryFiles({ now, initial });
  for (const mount of mounts) files.mount(mount);
  for (const path of FOLDERS) if (files.status(path) === undefined) files.makeDirectory(path);
  return files;
}

async function launch(machine: Machine, argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { userland, env, cwd } = surroundings;
  const [name = ''] = argv;
  const own = userland.commands.get(posix.basename(name));
  const program: Program =
    own === undefined ? findProgram(userland, name, env, cwd) : { kind: 'command', path: name, command: own };
  if (program.kind === 'missing' || program.kind === 'denied') return 127;
  const { command, argv: whole } = programToRun(program, argv, userland);
  return runProgram(command, whole, { ...surroundings, machine });
}
