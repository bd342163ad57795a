/** What `systemctl` says of units of the administrator's own, and does to them. */
import type { Process } from '../../os/machine.ts';
import { processesSeen } from '../../os/processes/seen.ts';
import { entryLine, said } from './journal.ts';
import { killUnit, type Ran, resetUnit, startUnit, statusWord, stopUnit, titleOf, unitState } from './own-units.ts';
import type { OwnUnit } from './unit-file.ts';

const linkOf = ({ name }: OwnUnit, target: string): string => `/etc/systemd/system/${target}.wants/${name}`;

/** Enabled, or to be enabled; without a word on who wants it, it is static. */
export function enablement({ userland: { files } }: Process, unit: OwnUnit): 'enabled' | 'disabled' | 'static' {
  if (unit.wantedBy.length === 0) return 'static';
  return unit.wantedBy.some((target) => files.readLink?.(linkOf(unit, target)) !== undefined) ? 'enabled' : 'disabled';
}

/** Active, inactive, or failed. */
export const activity = ({ machine }: Process, { name }: OwnUnit): 'inactive' | 'active' | 'failed' =>
  unitState(machine, name)?.state ?? 'inactive';

const NOT_TO_BE_ENABLED = `The unit files have no installation config (WantedBy=, RequiredBy=, Also=,
Alias= settings in the [Install] section, and DefaultInstance= for template
units). This means they are not meant to be enabled using systemctl.
 
Possible reasons for having this kind of units are:
\u2022 A unit may be statically enabled by being symlinked from another unit's
  .wants/ or .requires/ directory.
\u2022 A unit's purpose may be to act as a helper for some other unit which has
  a requirement dependency on it.
\u2022 A unit may be started when needed via activation (socket, path, timer,
  D-Bus, udev, scripted systemctl call, ...).
\u2022 In case of template units, the unit is meant to be enabled with some
  instance name specified.
`;

/** @param times how points in time are written */
export async function ownStatus(
  process: Process,
  unit: OwnUnit,
  times: { readonly long: (time: number) => string; readonly ago: (milliseconds: number) => string },
): Promise<number> {
  const { machine, stdout } = process;
  const state = unitState(machine, unit.name);
  const now = machine.clock.now();
  const is = state?.state ?? 'inactive';
  const since =
    state?.since === undefined ? '' : ` since ${times.long(state.since)}; ${times.ago(now - state.since)} ago`;
  const active =
    is === 'active'
      ? `active (${state?.sub})${since}`
      : is === 'failed'
        ? `failed (Result: ${state?.result})${since}`
        : `inactive (dead)${state?.since === undefined || unit.type !== 'oneshot' ? since : ''}`;
  const ended = ({ status, killed }: Ran): string =>
    killed === undefined ? `(code=exited, status=${status}/${statusWord(status)})` : `(code=killed, signal=${killed})`;
  const main = state?.ran.findLast(({ what }) => what === 'ExecStart');
  const runs = state?.main?.ran;
  const over = state?.ran.filter((ran) => ran !== runs && ran.status !== undefined) ?? [];
  const enabled = enablement(process, unit);
  const loaded = `loaded (${unit.path}; ${enabled}${enabled === 'static' ? '' : '; preset: enabled'})`;
  const shows = is !== 'inactive';
  const lasted =
    is === 'failed' && unit.type !== 'oneshot' && state?.since && state.started
      ? state.since - state.started
      : undefined;
  const argv = runs === undefined ? undefined : processesSeen(process).find(({ pid }) => pid === runs.pid)?.argv;
  const lines = [
    `${is === 'active' ? '\u25cf' : is === 'failed' ? '\u00d7' : '\u25cb'} ${titleOf(unit)}`,
    `     Loaded: ${loaded}`,
    `     Active: ${is === 'inactive' ? 'inactive (dead)' : active}`,
    ...(lasted === undefined ? [] : [`   Duration: ${lasted}ms`]),
    ...(shows ? over.map((ran) => `    Process: ${ran.pid} ${ran.what}=${ran.line} ${ended(ran)}`) : []),
    ...(shows && runs === undefined && main !== undefined ? [`   Main PID: ${main.pid} ${ended(main)}`] : []),
    ...(runs === undefined
      ? []
      : [
          `   Main PID: ${runs.pid} (${(argv?.[0] ?? '').replace(/^.*\//, '').slice(0, 15)})`,
          '      Tasks: 1 (limit: 1131)',
          '     Memory: 420.0K',
        ]),
    ...(shows ? ['        CPU: 12ms'] : []),
    ...(runs === undefined
      ? []
      : [`     CGroup: /system.slice/${unit.name}`, `             \u2514\u2500${runs.pid} ${(argv ?? []).join(' ')}`]),
  ];
  const log = said(machine)
    .filter((entry) => entry.unit === unit.name)
    .slice(-10)
    .map((entry) => entryLine(machine, entry));
  await stdout.write(`${[...lines, ...(log.length > 0 ? ['', ...log] : [])].join('\n')}\n`);
  return is === 'active' ? 0 : 3;
}

/** @returns undefined: it is no verb that changes one */
export async function changeOwn(process: Process, verb: string, unit: OwnUnit): Promise<number> {
  const { stderr, user, userland, machine, argv } = process;
  const { files } = userland;
  const { name } = unit;
  const fail = async (words: string, status = 1): Promise<number> => {
    await stderr.write(`${words}\n`);
    return status;
  };
  if (user.uid !== 0)
    return fail(
      `Failed to ${verb} ${name}: Access denied\nSee system logs and 'systemctl status ${name}' for details.`,
      4,
    );
  const now = argv.includes('--now');
  if (
    ['start', 'restart', 'try-restart', 'reload-or-restart', 'enable'].includes(verb) &&
    unit.unsimulated !== undefined
  )
    return fail(`systemctl: practice hosts do not simulate ${unit.unsimulated} of units (${unit.path}).`);
  const isBad = unit.start.length === 0 && !(unit.type === 'oneshot' && unit.stop.length > 0);
  const start = async (): Promise<number> => {
    if (isBad)
      return fail(
        `Failed to start ${name}: Unit ${name} has a bad unit file setting.\nSee system logs and 'systemctl status ${name}' for details.`,
      );
    if (await startUnit(process, unit)) return 0;
    return fail(
      `Job for ${name} failed because the control process exited with error code.\nSee "systemctl status ${name}" and "journalctl -xeu ${name}" for details.`,
    );
  };
  switch (verb) {
    case 'start':
      return start();
    case 'stop':
      await stopUnit(process, unit);
      return 0;
    case 'restart':
    case 'reload-or-restart':
      await stopUnit(process, unit);
      return start();
    case 'try-restart':
      if (activity(process, unit) !== 'active') return 0;
      await stopUnit(process, unit);
      return start();
    case 'reload':
      return fail(
        `Failed to reload ${name}: Job type reload is not applicable for unit ${name}.\nSee system logs and 'systemctl status ${name}' for details.`,
      );
    case 'kill':
      killUnit(machine, name);
      return 0;
    case 'reset-failed':
      resetUnit(machine, name);
      return 0;
    case 'mask':
      return fail(`Failed to mask unit: File ${unit.path} already exists.`);
    case 'unmask':
      return 0;
    case 'enable': {
      if (unit.wantedBy.length === 0) {
        await stderr.write(NOT_TO_BE_ENABLED);
        return now ? start() : 0;
      }
      for (const target of unit.wantedBy) {
        const link = linkOf(unit, target);
        if (files.readLink?.(link) !== undefined) continue;
        const folder = link.slice(0, link.lastIndexOf('/'));
        if (files.status(folder) === undefined) files.makeDirectory(folder);
        files.makeLink?.(link, unit.path);
        await stderr.write(`Created symlink ${link} \u2192 ${unit.path}.\n`);
      }
      return now ? start() : 0;
    }
    case 'disable':
      for (const target of unit.wantedBy) {
        const link = linkOf(unit, target);
        if (files.readLink?.(link) === undefined) continue;
        files.remove(link);
        await stderr.write(`Removed "${link}".\n`);
      }
      if (now) await stopUnit(process, unit);
      return 0;
    default:
      return fail(`systemctl: practice hosts do not simulate ${verb} of ${name}.`);
  }
}

/** As `systemctl show` tells it. */
export function ownProperties(process: Process, unit: OwnUnit): Readonly<Record<string, string | number>> {
  const state = unitState(process.machine, unit.name);
  const main = state?.ran.findLast(({ what }) => what === 'ExecStart');
  return {
    Type: unit.type,
    Restart: unit.restart,
    RemainAfterExit: unit.stays ? 'yes' : 'no',
    MainPID: state?.main?.ran.pid ?? 0,
    ExecMainPID: main?.pid ?? 0,
    ExecMainStatus: main?.status ?? 0,
    NRestarts: state?.restarts ?? 0,
    Result: state?.result ?? 'success',
    Id: unit.name,
    Names: unit.name,
    Description: unit.description ?? unit.name,
    LoadState: 'loaded',
    ActiveState: activity(process, unit),
    SubState: state?.sub ?? 'dead',
    FragmentPath: unit.path,
    UnitFileState: enablement(process, unit),
  };
}
