/** Options of docker that are read and not simulated: that is said rather than swallowed. */
import type { Flags } from './flags.ts';
import { CliError } from './subcommand.ts';

/**
 * Of any subcommand. Those that change nothing that could be told here are not among them: how long a stop waits (it waits for
 * nobody), whether content is trusted, whether owners are kept.
 */
const UNSIMULATED: readonly string[] = [
  ...['stop-signal', 'ulimit', 'security-opt', 'cgroupns', 'log-opt', 'storage-opt', 'cpuset-cpus', 'cpu-shares'],
  ...[
    'memory-swap',
    'memory-reservation',
    'pids-limit',
    'oom-score-adj',
    'shm-size',
    'runtime',
    'init',
    'cgroup-parent',
  ],
  ...['platform', 'follow-link', 'all-tags', 'detach-keys'],
  ...['config-only', 'config-from', 'ipam-driver', 'ingress', 'kubeconfig'],
];

/** @throws CliError */
export function refuseUnsimulated(path: string, given: Flags): void {
  const flag = UNSIMULATED.find((name) => given.has(name));
  if (flag !== undefined) throw new CliError(`docker ${path}: practice hosts do not simulate --${flag}`, 125);
}
