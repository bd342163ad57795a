/** /proc and /sys as the processes of a container see them, and /bin with the programs of its image. */
import { FileError, type Files } from '../files/files.ts';
import type { InsideContainer, Machine, NetworkNamespace, Userland } from '../machine.ts';
import { viewAt } from '../network/view.ts';
import { bootedAt, processesSeen } from '../processes/seen.ts';
import { DEVICE_NODES } from './device-nodes.ts';
import { CPU_FILE, loadFile, memoryFile, versionFile } from './host-facts.ts';
import { deviceFiles, linkFiles } from './link-files.ts';
import { mountLines } from './mount-table.ts';
import { netFiles } from './net-files.ts';
import { directory, file, joined, listing, type Node, overlay } from './overlay.ts';
import { processFiles } from './process-files.ts';
import { sysctlFiles } from './sysctl-files.ts';

export interface ContainerSight {
  readonly machine: Machine;
  net(): NetworkNamespace;
  /** Undefined while it does not run. */
  inside(): InsideContainer | undefined;
  readonly privileged: boolean;
  /** Bytes; undefined: as many as the machine has. */
  readonly memory?: number | undefined;
  /** How many it may keep busy. */
  readonly processes?: number | undefined;
  /** Its image's programs by name. */
  readonly programs: readonly string[];
}

/** Where an image has its programs: busybox all in one folder, others in those of Debian. */
export const programFolder = (programs: readonly string[]): 'bin' | 'usr/bin' =>
  programs.includes('ash') ? 'bin' : 'usr/bin';

/** Its control group: what it was given, `max` where that is all. */
const groupFiles = ({ memory, processes }: ContainerSight): Readonly<Record<string, Node>> => ({
  'cgroup.controllers': file(() => 'cpuset cpu io memory pids\n'),
  'cpu.max': file(() => `${processes === undefined ? 'max' : Math.round(processes * 100_000)} 100000\n`),
  'memory.max': file(() => `${memory ?? 'max'}\n`),
  'pids.max': file(() => 'max\n'),
});

export function withContainerFiles(kept: Files, sight: ContainerSight): Files {
  const { machine, net, privileged, programs } = sight;
  const kernel = () => viewAt(machine, net()).kernel;
  const change: Parameters<typeof sysctlFiles>[1] = (next) => {
    if (!privileged) throw new FileError('EROFS');
    viewAt(machine, net()).change(next);
  };
  const userland = (): Pick<Userland, 'files'> => ({ files });
  const seen = () =>
    sight.inside() === undefined
      ? []
      : processesSeen({ machine, userland: { ...userland(), hostname: '', commands: new Map() } });
  const processes = processFiles(seen);
  const mounts = file(() =>
    mountLines({ machine, userland: { ...userland(), hostname: '', commands: new Map() } })
      .map(({ device, at, type, options }) => `${device} ${at} ${type} ${options} 0 0\n`)
      .join(''),
  );
  const program: Node = { kind: 'file', mode: 0o755, read: () => '\x7fELF' };
  const root = directory({
    dev: DEVICE_NODES,
    proc: joined(
      processes,
      directory({
        net: netFiles(() => machine, net),
        sys: directory({
          kernel: joined(
            directory({
              hostname: file(() => `${kernel().hostname}\n`),
              osrelease: file(() => `${kernel().facts.kernel}\n`),
              ostype: file(() => 'Linux\n'),
            }),
            // What it was started with and the host has for itself.
            sysctlFiles(kernel, change, 'kernel'),
          ),
          net: sysctlFiles(kernel, change),
        }),
        mounts,
        cpuinfo: file(() => CPU_FILE),
        meminfo: file(memoryFile),
        loadavg: file(loadFile),
        version: file(() => versionFile(kernel())),
        uptime: file(() => `${((machine.clock.now() - bootedAt(machine)) / 1000).toFixed(2)} 100.00\n`),
      }),
    ),
    sys: directory({
      class: directory({ net: linkFiles({ kernel, change, machine: () => machine, net }) }),
      devices: deviceFiles({ kernel, change, machine: () => machine, net }),
      fs: directory({ cgroup: directory(groupFiles(sight)) }),
    }),
    [programFolder(programs) === 'bin' ? 'bin' : 'usr']:
      programFolder(programs) === 'bin'
        ? listing(
            () => programs,
            () => program,
          )
        : directory({
            bin: listing(
              () => programs,
              () => program,
            ),
          }),
  });
  const files: Files = overlay(kept, root, () => machine.clock.now());
  return files;
}
