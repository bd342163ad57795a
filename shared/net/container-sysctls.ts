const ALONE: ReadonlySet<string> = new Set(
  ['msgmax', 'msgmnb', 'msgmni', 'sem', 'shmall', 'shmmax', 'shmmni', 'shm_rmid_forced'].map(
    (name) => `kernel.${name}`,
  ),
);

/** Kernel settings that a container has for itself; `docker run --sysctl` takes no other (docker/cli, opts/opts.go, ValidateSysctl). */
export const isContainerSysctl = (name: string): boolean =>
  ALONE.has(name) || name.startsWith('net.') || name.startsWith('fs.mqueue.');
