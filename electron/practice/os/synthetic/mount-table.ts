/** What is mounted, as a host and a container see it. */
import type { MountSeen, Process } from '../machine.ts';
import { DISK, MEMORY } from './memory.ts';

export interface MountLine {
  readonly device: string;
  readonly at: string;
  readonly type: string;
  readonly options: string;
  /** In kB; undefined: it has no size, and `df` leaves it out. */
  readonly size: typeof DISK | undefined;
}

const NONE = { total: 65_536, used: 0, free: 65_536 };

const line = (device: string, at: string, type: string, options: string, size?: typeof DISK): MountLine => ({
  ...{ device, at, type, options, size },
});

const HOST: readonly MountLine[] = [
  line('sysfs', '/sys', 'sysfs', 'rw,nosuid,nodev,noexec,relatime'),
  line('proc', '/proc', 'proc', 'rw,nosuid,nodev,noexec,relatime'),
  line('udev', '/dev', 'devtmpfs', 'rw,nosuid,relatime,size=482356k,nr_inodes=120589,mode=755', {
    total: 482_356,
    used: 0,
    free: 482_356,
  }),
  line('tmpfs', '/run', 'tmpfs', 'rw,nosuid,nodev,noexec,relatime,size=100892k,mode=755', {
    total: 100_892,
    used: 812,
    free: 100_080,
  }),
  line('/dev/sda1', '/', 'ext4', 'rw,relatime,errors=remount-ro', DISK),
  line('tmpfs', '/dev/shm', 'tmpfs', 'rw,nosuid,nodev', { total: 504_444, used: 0, free: 504_444 }),
  line('tmpfs', '/run/lock', 'tmpfs', 'rw,nosuid,nodev,noexec,relatime,size=5120k', {
    total: 5120,
    used: 0,
    free: 5120,
  }),
  line('cgroup2', '/sys/fs/cgroup', 'cgroup2', 'rw,nosuid,nodev,noexec,relatime'),
];

const UNITS: Readonly<Record<string, number>> = { '': 1 / 1024, k: 1, m: 1024, g: 1024 * 1024 };

/** Half of the memory, where no size was asked for (tmpfs(5)). */
function mountedLine({ at, readOnly, onDisk, size }: MountSeen): MountLine {
  const way = readOnly ? 'ro' : 'rw';
  if (onDisk) return line('/dev/sda1', at, 'ext4', `${way},relatime,errors=remount-ro`, DISK);
  const [, number = '', unit = ''] = /^(\d+)([kmg]?)/i.exec(size ?? '') ?? [];
  const total =
    number === '' ? Math.floor(MEMORY.total / 2) : Math.ceil(Number(number) * (UNITS[unit.toLowerCase()] ?? 1));
  const asked = number === '' ? '' : `,size=${total}k`;
  return line('tmpfs', at, 'tmpfs', `${way},nosuid,nodev,noexec,relatime${asked}`, { total, used: 0, free: total });
}

export function mountLines({ machine, userland }: Pick<Process, 'machine' | 'userland'>): readonly MountLine[] {
  const container = machine.engine?.containerOf(userland.files);
  if (container === undefined) return HOST;
  const layer = `/var/lib/docker/overlay2/${container.id}`;
  const own = ['/etc/resolv.conf', '/etc/hostname', '/etc/hosts'];
  return [
    line(
      'overlay',
      '/',
      'overlay',
      `rw,relatime,lowerdir=${layer}-init/diff,upperdir=${layer}/diff,workdir=${layer}/work`,
      DISK,
    ),
    line('proc', '/proc', 'proc', 'rw,nosuid,nodev,noexec,relatime'),
    line('tmpfs', '/dev', 'tmpfs', 'rw,nosuid,size=65536k,mode=755', NONE),
    line('devpts', '/dev/pts', 'devpts', 'rw,nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=666'),
    line('sysfs', '/sys', 'sysfs', 'ro,nosuid,nodev,noexec,relatime'),
    line('cgroup', '/sys/fs/cgroup', 'cgroup2', 'ro,nosuid,nodev,noexec,relatime'),
    line('mqueue', '/dev/mqueue', 'mqueue', 'rw,nosuid,nodev,noexec,relatime'),
    line('shm', '/dev/shm', 'tmpfs', 'rw,nosuid,nodev,noexec,relatime,size=65536k', NONE),
    ...container.mounts.map(mountedLine),
    ...own.map((path) => line('/dev/sda1', path, 'ext4', 'rw,relatime,errors=remount-ro', DISK)),
  ];
}
