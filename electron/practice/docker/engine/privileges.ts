/** As whom the processes of a container run, and what they may there. */
import { refuse } from '../../../../shared/machine/docker/refusal.ts';
import { accountOf, groupOf } from '../../os/accounts.ts';
import type { Files } from '../../os/files/files.ts';
import type { User } from '../../os/machine.ts';
import type { ContainerConfig } from './state.ts';

/** capabilities(7), in the kernel's order. */
const ALL = [
  ...['CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER', 'FSETID', 'KILL', 'SETGID', 'SETUID', 'SETPCAP'],
  ...['LINUX_IMMUTABLE', 'NET_BIND_SERVICE', 'NET_BROADCAST', 'NET_ADMIN', 'NET_RAW', 'IPC_LOCK', 'IPC_OWNER'],
  ...['SYS_MODULE', 'SYS_RAWIO', 'SYS_CHROOT', 'SYS_PTRACE', 'SYS_PACCT', 'SYS_ADMIN', 'SYS_BOOT', 'SYS_NICE'],
  ...['SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG', 'MKNOD', 'LEASE', 'AUDIT_WRITE', 'AUDIT_CONTROL', 'SETFCAP'],
  ...['MAC_OVERRIDE', 'MAC_ADMIN', 'SYSLOG', 'WAKE_ALARM', 'BLOCK_SUSPEND', 'AUDIT_READ', 'PERFMON', 'BPF'],
  'CHECKPOINT_RESTORE',
];

/** What Docker gives when nobody asks: https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities */
const GIVEN = [
  ...['CHOWN', 'DAC_OVERRIDE', 'FSETID', 'FOWNER', 'MKNOD', 'NET_RAW', 'SETGID', 'SETUID', 'SETFCAP', 'SETPCAP'],
  ...['NET_BIND_SERVICE', 'SYS_CHROOT', 'KILL', 'AUDIT_WRITE'],
];

const bare = (capability: string): string => capability.toUpperCase().replace(/^CAP_/, '');

function checkCapabilities(list: readonly string[], what: 'CapAdd' | 'CapDrop'): void {
  const unknown = list.map(bare).find((name) => name !== 'ALL' && !ALL.includes(name));
  if (unknown !== undefined) refuse(`invalid ${what}: unknown capability: "CAP_${unknown}"`, 400);
}

const SMALLEST = 6 * 1024 * 1024;
/** Practice hosts have one, as the real lab's. */
const PROCESSORS = 1;

/** What Docker refuses of what was asked for before it makes the container. @throws Refusal */
export function checkPrivileges({
  capAdd,
  capDrop,
  memory = 0,
  nanoCpus = 0,
}: Pick<ContainerConfig, 'capAdd' | 'capDrop' | 'memory' | 'nanoCpus'>): void {
  checkCapabilities(capAdd, 'CapAdd');
  checkCapabilities(capDrop, 'CapDrop');
  if (memory > 0 && memory < SMALLEST) refuse('Minimum memory limit allowed is 6MB', 400);
  if (nanoCpus < 0 || nanoCpus > PROCESSORS * 1e9) {
    refuse(`Range of CPUs is from 0.01 to ${PROCESSORS}.00, as there are only ${PROCESSORS} CPUs available`, 400);
  }
}

/** What root may in a container. */
export function capabilitiesOf({
  privileged,
  capAdd,
  capDrop,
}: Pick<ContainerConfig, 'privileged' | 'capAdd' | 'capDrop'>): readonly string[] {
  if (privileged) return ALL;
  const added = capAdd.map(bare);
  const dropped = capDrop.map(bare);
  const all = added.includes('ALL') ? ALL : [...(dropped.includes('ALL') ? [] : GIVEN), ...added];
  return all.filter((name) => !dropped.includes(name));
}

/**
 * As `-u` says it, `NAME|UID[:GROUP|GID]`. Whoever is not in /etc/passwd is of root's group.
 * @param privileged of `docker exec --privileged`
 * @throws Refusal
 */
export function userIn(
  files: Files,
  written: string,
  config: Pick<ContainerConfig, 'privileged' | 'capAdd' | 'capDrop'>,
  privileged = config.privileged,
): User {
  const [name = '', group] = written.split(':');
  const account = accountOf(files, name === '' ? '0' : name);
  if (account === undefined && name !== '' && !/^\d+$/.test(name)) {
    refuse(`unable to find user ${name}: no matching entries in passwd file`, 400);
  }
  const uid = account?.uid ?? Number(name);
  const gid = group === undefined ? (account?.gid ?? 0) : groupOf(files, group);
  if (gid === undefined) return refuse(`unable to find group ${group}: no matching entries in group file`, 400);
  const capabilities = uid === 0 ? capabilitiesOf({ ...config, privileged }) : [];
  return { name: account?.name ?? (name === '' ? 'root' : name), uid, gid, capabilities };
}
