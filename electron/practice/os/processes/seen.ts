/** The processes that somebody sees: a host's own and those of its containers, or in a container only that one's. */
import { accounts } from '../accounts.ts';
import type { InsideContainer, Machine, Process, User } from '../machine.ts';
import { type Task, tasksOf } from './tasks.ts';

export interface Seen {
  readonly pid: number;
  readonly parent: number;
  readonly user: string;
  readonly uid: number;
  readonly argv: readonly string[];
  /** A kernel's thread is shown in brackets. */
  readonly kernel: boolean;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly task: Task | undefined;
}

/** What runs on every host besides what somebody starts, with the numbers that it got at boot. */
const AT_BOOT: readonly (readonly [pid: number, argv: string, kernel?: 'kernel'])[] = [
  [1, '/sbin/init'],
  [2, 'kthreadd', 'kernel'],
  [10, 'ksoftirqd/0', 'kernel'],
  [213, '/lib/systemd/systemd-journald'],
  [236, '/lib/systemd/systemd-udevd'],
  [580, 'sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups'],
];

/** How long a host has been up when it is first looked at, in milliseconds. */
const UP_BEFORE = 15 * 60_000;

const boots = new WeakMap<Machine, number>();

/** When the machine was switched on: some time before anybody came. */
export function bootedAt(machine: Machine): number {
  const known = boots.get(machine) ?? machine.clock.now() - UP_BEFORE;
  boots.set(machine, known);
  return known;
}

const inner = new WeakMap<object, { next: number; readonly numbers: Map<number, number> }>();

/** Inside a container processes count from 1; each keeps the number that it was first seen by. */
function innerNumber(files: object, pid: number): number {
  const table = inner.get(files) ?? { next: 7, numbers: new Map<number, number>() };
  inner.set(files, table);
  const known = table.numbers.get(pid);
  if (known !== undefined) return known;
  const number = table.next;
  table.next += 6;
  table.numbers.set(pid, number);
  return number;
}

export function processesSeen(process: Pick<Process, 'machine' | 'userland'>): readonly Seen[] {
  const { machine, userland } = process;
  const container = machine.engine?.containerOf(userland.files);
  return container === undefined ? onHost(machine) : inContainer(machine, userland.files, container);
}

const nameOf = ({ name, uid }: User, files: Process['userland']['files']): string =>
  accounts(files).find((item) => item.uid === uid)?.name ?? name;

function inContainer(
  machine: Machine,
  files: Process['userland']['files'],
  container: InsideContainer,
): readonly Seen[] {
  const tasks = tasksOf(machine).filter((task) => task.files === files);
  const first = tasks.find(({ parent }) => parent === undefined);
  const last = first === undefined ? undefined : instead(first);
  const number = (task: Task): number => (task === first || task === last ? 1 : innerNumber(files, task.pid));
  const others = tasks.filter((task) => task !== first && task !== last);
  const one: Seen = {
    pid: 1,
    parent: 0,
    user: nameOf(container.user, files),
    uid: container.user.uid,
    argv: last?.argv ?? container.argv,
    kernel: false,
    started: container.started,
    task: last,
  };
  return [
    one,
    ...others.map((task): Seen => {
      const parent = task.parent?.files === files ? number(task.parent) : 0;
      const user = task.user ?? container.user;
      return {
        pid: number(task),
        parent,
        user: nameOf(user, files),
        uid: user.uid,
        argv: task.argv,
        kernel: false,
        started: task.started,
        task,
      };
    }),
  ];
}

/** A shell whose script has come to its last command has become that command. */
function instead(task: Task): Task {
  const [name = '', flag, script = ''] = task.argv;
  const [child, ...more] = task.children;
  const loops = /\b(?:for|while|until)\b/.test(script);
  if (flag !== '-c' || loops || !/(?:^|\/)(?:a|ba|da)?sh$/.test(name) || child === undefined || more.length > 0)
    return task;
  const words =
    script
      .split(/[;&|\n]+/)
      .at(-1)
      ?.trim() ?? '';
  return words.startsWith(child.argv[0] ?? '\0') ? child : task;
}

/** It is started before Docker, and starts the first processes of containers. */
export const CONTAINERD_PID = 605;

const ROOT: User = { name: 'root', uid: 0 };

function onHost(machine: Machine): readonly Seen[] {
  const since = bootedAt(machine);
  const seen = (pid: number, argv: readonly string[], more: Partial<Seen> = {}): Seen => ({
    ...{ pid, parent: pid <= 2 ? 0 : more.kernel ? 2 : 1, user: 'root', uid: 0, argv, kernel: false, started: since },
    task: undefined,
    ...more,
  });
  const files = machine.userland.files;
  const daemon = machine.engine?.daemonProcess();
  const docked = machine.engine?.running() ?? [];
  const tasks = tasksOf(machine);
  const roots = new Map(docked.map(({ id, files: own }) => [own as object, id]));
  return [
    ...AT_BOOT.map(([pid, argv, kernel]) => seen(pid, argv.split(' '), { kernel: kernel !== undefined })),
    ...(daemon === undefined
      ? []
      : [
          seen(CONTAINERD_PID, ['/usr/bin/containerd']),
          seen(daemon.pid, daemon.argv, { started: machine.engine?.since ?? since }),
        ]),
    ...docked.map(({ container: { pid, argv, user, started } }) =>
      seen(pid, argv, { parent: CONTAINERD_PID, user: nameOf(user, files), uid: user.uid, started }),
    ),
    ...tasks
      .filter((task) => !(roots.has(task.files ?? {}) && task.parent === undefined))
      .map((task) => {
        const user = task.user ?? ROOT;
        const { pid, parent, argv, started } = task;
        return seen(pid, argv, { parent: parent?.pid ?? 580, user: nameOf(user, files), uid: user.uid, started, task });
      }),
  ].sort((a, b) => a.pid - b.pid);
}
