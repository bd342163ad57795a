/** `systemctl`, for the few services that a practice host has. */
import type { Command, Process } from '../../os/machine.ts';
import { bootedAt, processesSeen } from '../../os/processes/seen.ts';
import { releaseOf } from '../../os/releases.ts';
import { compilePattern, matches } from '../../posix/pattern.ts';
import { inColumns } from '../core/columns.ts';
import { changeMasked, isMasked } from './masked-units.ts';
import { changeNetworkd, NETWORKD, networkdIsEnabled, networkdRuns } from './networkd.ts';
import { unitState } from './own-units.ts';
import { activity, changeOwn, enablement, ownProperties, ownStatus } from './own-units-said.ts';
import { link, packagedState, packagedText, packagedUnits, type UnitFileState } from './packaged-units.ts';
import { bootAnew } from './reboot.ts';
import { type OwnUnit, ownUnit, ownUnits } from './unit-file.ts';

interface Service {
  readonly unit: string;
  readonly description: string;
  /** `exited`: it has done its work and stays active. */
  readonly running: 'running' | 'exited' | 'listening';
}

const SERVICES: readonly Service[] = [
  { unit: 'ssh.service', description: 'OpenBSD Secure Shell server', running: 'running' },
  { unit: 'networking.service', description: 'Raise network interfaces', running: 'exited' },
  { unit: NETWORKD, description: 'Network Configuration', running: 'running' },
  { unit: 'systemd-journald.service', description: 'Journal Service', running: 'running' },
  { unit: 'systemd-modules-load.service', description: 'Load Kernel Modules', running: 'exited' },
  { unit: 'systemd-sysctl.service', description: 'Apply Kernel Variables', running: 'exited' },
  { unit: 'systemd-tmpfiles-setup.service', description: 'Create System Files and Directories', running: 'exited' },
  { unit: 'systemd-journald-audit.socket', description: 'Journal Audit Socket', running: 'listening' },
  { unit: 'systemd-journald.socket', description: 'Journal Socket', running: 'listening' },
  { unit: 'systemd-journald-dev-log.socket', description: 'Journal Socket (/dev/log)', running: 'listening' },
];
const DOCKERS: readonly Service[] = [
  { unit: 'docker.service', description: 'Docker Application Container Engine', running: 'running' },
  { unit: 'docker.socket', description: 'Docker Socket for the API', running: 'listening' },
  { unit: 'containerd.service', description: 'containerd container runtime', running: 'running' },
];

const ALIASES: Readonly<Record<string, string>> = { 'sshd.service': 'ssh.service' };

const fullName = (said: string): string =>
  /\.(service|socket|target|timer|mount)$/.test(said) ? said : `${said}.service`;

function unitName(said: string): string {
  const name = fullName(said);
  return ALIASES[name] ?? name;
}

/** What is done to a unit's file, by whichever of its names. */
const OF_FILES = ['is-enabled', 'enable', 'disable', 'reenable', 'mask', 'unmask'];

/** A pattern, or a name. */
const isMeant = (unit: string, patterns: readonly string[]): boolean =>
  patterns.length === 0 ||
  patterns.some((said) => (/[*?[]/.test(said) ? matches(compilePattern(said), unit) : unitName(said) === unit));

const servicesOf = ({ machine }: Process): readonly Service[] =>
  machine.engine === undefined ? SERVICES : [...SERVICES, ...DOCKERS];

const isDocker = ({ unit }: Service): boolean => unit.startsWith('docker.');

const isActive = (process: Process, service: Service): boolean => {
  if (service.unit === NETWORKD) return networkdRuns(process);
  const { engine } = process.machine;
  if (service.unit === 'docker.socket' && engine?.listens === true) return true;
  return !isDocker(service) || engine?.state().kind !== 'stopped';
};
/** systemd tries three times, two seconds after each other, before it gives up. */
const TRIES_MS = 6000;

/** What it says of a service that does not run. */
function idleState({ machine }: Process, service: Service | undefined): 'inactive' | 'activating' | 'failed' {
  const failed = service?.unit === 'docker.service' ? machine.engine?.failed : undefined;
  if (failed === undefined) return 'inactive';
  return machine.clock.now() - failed < TRIES_MS ? 'activating' : 'failed';
}
/** Hosts that were made before units were files have none of them. */
const fileState = (process: Process, { unit }: Service): UnitFileState =>
  unit === NETWORKD
    ? isMasked(process, unit)
      ? 'masked'
      : networkdIsEnabled(process)
        ? 'enabled'
        : 'disabled'
    : (packagedState(process, unit) ?? 'enabled');

const CHANGING = [
  'start',
  'stop',
  'restart',
  'reload',
  'try-restart',
  'reload-or-restart',
  'enable',
  'disable',
  'mask',
  'unmask',
  'kill',
  'reenable',
  'preset',
];

const VERSION = `systemd 252 (252.39-1~deb12u1)
+PAM +AUDIT +SELINUX +APPARMOR +IMA +SMACK +SECCOMP +GCRYPT -GNUTLS +OPENSSL +ACL +BLKID +CURL +ELFUTILS +FIDO2 +IDN2 -IDN +IPTC +KMOD +LIBCRYPTSETUP +LIBFDISK +PCRE2 -PWQUALITY +P11KIT +QRENCODE +TPM2 +BZIP2 +LZ4 +XZ +ZLIB +ZSTD -BPF_FRAMEWORK -XKBCOMMON +UTMP +SYSVINIT default-hierarchy=unified
`;

export const systemctl: Command = async (process) => {
  const { words, values } = wordsOf(process.argv.slice(1));
  if (values.has('version')) {
    await process.stdout.write(VERSION);
    return 0;
  }
  const asked = ['help', 'h'].find((word) => values.has(word));
  if (asked !== undefined) {
    await process.stderr.write(`systemctl: practice hosts do not simulate ${asked === 'h' ? '-h' : '--help'}.\n`);
    return 1;
  }
  if (values.has('failed') && (words[0] ?? 'list-units') === 'list-units') {
    await process.stdout.write(failedUnits(process, !values.has('no-legend')));
    return 0;
  }
  const [verb = 'list-units', ...units] = words;
  const quiet = process.argv.some((word) => word === '-q' || word === '--quiet');
  if (verb === 'reset-failed' && process.user.uid === 0 && process.machine.engine !== undefined)
    process.machine.engine.failed = undefined;
  if (verb === 'reset-failed' && process.user.uid === 0)
    for (const unit of known(process))
      if (units.length === 0 || units.map(unitName).includes(unit.name)) await changeOwn(process, verb, unit);
  if (verb === 'daemon-reload' || verb === 'reset-failed' || verb === 'daemon-reexec') return needsRoot(process);
  if (verb === 'list-units') return listUnits(process, values, units);
  if (verb === 'list-unit-files') return listFiles(process, values, units);
  if (verb === 'get-default') {
    await process.stdout.write('graphical.target\n');
    return 0;
  }
  if (
    verb === 'list-dependencies' &&
    units.some((unit) => !servicesOf(process).some((item) => item.unit === unitName(unit)))
  ) {
    await process.stdout.write(units.map((unit) => `${unitName(unit)}\n`).join(''));
    return 0;
  }
  if (verb === 'list-dependencies' || verb === 'list-timers' || verb === 'set-default' || verb === 'edit') {
    await process.stderr.write(`systemctl: practice hosts do not simulate ${verb}.\n`);
    return 1;
  }
  if (verb === 'list-sockets') return listSockets(process, values);
  if (verb === 'status' && units.length === 0) return systemStatus(process);
  if (verb === 'show') return show(process, units, values);
  if (verb === 'is-system-running') {
    await process.stdout.write('running\n');
    return 0;
  }
  if (verb === 'reboot') return bootAnew(process);
  if (verb === 'poweroff' || verb === 'halt') return noPower(process);
  if (!CHANGING.includes(verb) && !['status', 'is-active', 'is-enabled', 'is-failed', 'show', 'cat'].includes(verb)) {
    await process.stderr.write(`Unknown command verb ${verb}.\n`);
    return 1;
  }
  if (units.length === 0 && verb !== 'status' && verb !== 'show') {
    await process.stderr.write('Too few arguments.\n');
    return 1;
  }
  // One that is so is enough.
  const isQuestion = verb === 'is-active' || verb === 'is-enabled';
  let status = isQuestion ? NONE_KNOWN : 0;
  for (const said of units) {
    const unit = OF_FILES.includes(verb) ? fullName(said) : unitName(said);
    const service = servicesOf(process).find((item) => item.unit === unit);
    const result = await one(process, verb, unit, service, quiet);
    status = isQuestion ? Math.min(status, result) : Math.max(status, result);
  }
  return status;
};

function failedUnits(process: Process, legend: boolean): string {
  const own = known(process).filter((unit) => activity(process, unit) === 'failed');
  const failed = [
    ...servicesOf(process).filter((service) => idleState(process, service) === 'failed'),
    ...own.map(({ name, description }) => ({ unit: name, description: description ?? name })),
  ].sort((a, b) => (a.unit < b.unit ? -1 : 1));
  if (failed.length === 0) return legend ? '  UNIT LOAD ACTIVE SUB DESCRIPTION\n0 loaded units listed.\n' : '';
  const rows = failed.map(({ unit, description }) => [unit, 'loaded', 'failed', 'failed', description]);
  if (!legend)
    return inColumns(rows)
      .map((line) => `● ${line}\n`)
      .join('');
  const lines = inColumns([['UNIT', 'LOAD', 'ACTIVE', 'SUB', 'DESCRIPTION'], ...rows]);
  return `${lines.map((line, at) => `${at === 0 ? ' ' : '●'} ${line}\n`).join('')}\nLOAD   = Reflects whether the unit definition was properly loaded.\nACTIVE = The high-level unit activation state, i.e. generalization of SUB.\nSUB    = The low-level unit activation state, values depend on unit type.\n${failed.length} loaded units listed.\n`;
}

/** Units of one's own that there are. */
const known = ({ userland: { files } }: Process): readonly OwnUnit[] =>
  ownUnits(files).flatMap((name) => ownUnit(files, name) ?? []);

/** What `is-active` ends with where no unit is known. */
const NONE_KNOWN = 4;
/** systemd 252 did not tell it from one that is not active; 257 does. */
const statusOfUnknown = ({ machine }: Process): number =>
  releaseOf(machine.kernel().facts).name === 'bookworm' ? 3 : NONE_KNOWN;

async function one(
  process: Process,
  verb: string,
  unit: string,
  service: Service | undefined,
  quiet: boolean,
): Promise<number> {
  const { stdout } = process;
  const own = service === undefined ? ownUnit(process.userland.files, unit) : undefined;
  if (own !== undefined) return oneOwn(process, verb, own, quiet);
  switch (verb) {
    case 'is-active': {
      const active = service !== undefined && isActive(process, service);
      if (!quiet) await stdout.write(`${active ? 'active' : idleState(process, service)}\n`);
      return active ? 0 : service === undefined ? statusOfUnknown(process) : 3;
    }
    case 'is-failed': {
      const state = service !== undefined && isActive(process, service) ? 'active' : idleState(process, service);
      if (!quiet) await stdout.write(`${state}\n`);
      return state === 'failed' ? 0 : 1;
    }
    case 'is-enabled': {
      const state = service === undefined ? packagedState(process, unit) : fileState(process, service);
      if (state === undefined) {
        await process.stderr.write(`Failed to get unit file state for ${unit}: No such file or directory\n`);
        return 1;
      }
      if (!quiet) await stdout.write(`${state}\n`);
      return state === 'masked' || state === 'disabled' ? 1 : 0;
    }
    case 'status':
      return statusOf(process, unit, service);
    case 'cat': {
      const text = packagedText(process.userland.files, unit);
      if (isMasked(process, unit)) {
        await stdout.write(`# Unit ${unit} is masked.\n`);
        return 0;
      }
      if (text === undefined) {
        await process.stderr.write(`No files found for ${unit}.\n`);
        return 1;
      }
      await stdout.write(`# ${fileOf(unit)}\n${text}${dropIns(process, unit)}`);
      return 0;
    }
    default:
      return change(process, verb, unit, service);
  }
}

async function oneOwn(process: Process, verb: string, own: OwnUnit, quiet: boolean): Promise<number> {
  const { stdout, userland } = process;
  const tell = async (word: string, status: number): Promise<number> => {
    if (!quiet) await stdout.write(`${word}\n`);
    return status;
  };
  const state = activity(process, own);
  switch (verb) {
    case 'is-active':
      return tell(state, state === 'active' ? 0 : 3);
    case 'is-failed':
      return tell(state, state === 'failed' ? 0 : 1);
    case 'is-enabled': {
      const enabled = enablement(process, own);
      return tell(enabled, enabled === 'disabled' ? 1 : 0);
    }
    case 'status':
      return ownStatus(process, own, { long: longDate, ago: agoText });
    case 'cat':
      await stdout.write(`# ${own.path}\n${userland.files.read(own.path)}${dropIns(process, own.name)}`);
      return 0;
    default:
      return changeOwn(process, verb, own);
  }
}

/** What stands beside a unit's file and changes it. */
function dropIns({ userland: { files } }: Process, unit: string): string {
  const folder = `/etc/systemd/system/${unit}.d`;
  if (files.status(folder)?.kind !== 'directory') return '';
  return files
    .list(folder)
    .filter((name) => name.endsWith('.conf'))
    .map((name) => `\n# ${folder}/${name}\n${files.read(`${folder}/${name}`)}`)
    .join('');
}

/** Of the whole machine. */
async function systemStatus(process: Process): Promise<number> {
  const { machine, stdout, stderr } = process;
  const services = servicesOf(process);
  const lines = [
    `● ${machine.kernel().hostname}`,
    '    State: running',
    `    Units: ${services.length} loaded (incl. loaded aliases)`,
    '     Jobs: 0 queued',
    '   Failed: 0 units',
    `    Since: ${longDate(bootedAt(machine))}; ${agoText(machine.clock.now() - bootedAt(machine))} ago`,
    `  systemd: ${/\((.*)\)/.exec(VERSION)?.[1] ?? ''}`,
  ];
  await stdout.write(`${lines.join('\n')}\n`);
  await stderr.write('systemctl: practice hosts do not simulate the tree of all control groups.\n');
  return 0;
}

/** A socket that its service has taken over no longer listens by itself. */
const subState = (process: Process, { unit, running }: Service): string =>
  (unit === 'docker.socket' &&
    servicesOf(process).some((item) => item.unit === 'docker.service' && isActive(process, item))) ||
  /^systemd-journald.*\.socket$/.test(unit)
    ? 'running'
    : running;

async function statusOf(process: Process, unit: string, service: Service | undefined): Promise<number> {
  if (service === undefined) {
    await process.stderr.write(`Unit ${unit} could not be found.\n`);
    return 4;
  }
  const active = isActive(process, service);
  const idle = idleState(process, service);
  const state = active ? `active (${subState(process, service)})` : IDLE[idle];
  const pid = active ? pidOf(process, service) : undefined;
  const { failed } = process.machine.engine ?? {};
  const time = active ? startedAt(process, service) : idle === 'inactive' ? undefined : failed;
  const since =
    time === undefined ? '' : ` since ${longDate(time)}; ${agoText(process.machine.clock.now() - time)} ago`;
  const command = pid === undefined ? undefined : processesSeen(process).find((seen) => seen.pid === pid)?.argv;
  const file = fileState(process, service);
  const preset = file === 'static' ? '' : '; preset: enabled';
  const masked = file === 'masked';
  const lines = [
    `${active || idle === 'activating' ? '●' : idle === 'failed' ? '×' : '○'} ${unit}${masked ? '' : ` - ${service.description}`}`,
    `     Loaded: ${masked ? `masked (Reason: Unit ${unit} is masked.)` : `loaded (${fileOf(unit)}; ${file}${preset})`}`,
    `     Active: ${state}${since}`,
    ...(unit === 'docker.service' ? [`TriggeredBy: ${active ? '●' : '○'} docker.socket`] : []),
    ...(masked ? [] : (DOCS[unit] ?? [])).map((text, at) => `${at === 0 ? '       Docs: ' : '             '}${text}`),
    ...(pid === undefined || command === undefined
      ? []
      : [
          `   Main PID: ${pid} (${(command[0] ?? '').replace(/:$/, '').replace(/^.*\//, '').slice(0, 15)})`,
          `     CGroup: /system.slice/${unit}`,
          `             └─${pid} ${command.join(' ')}`,
        ]),
  ];
  await process.stdout.write(`${lines.join('\n')}\n`);
  return active ? 0 : 3;
}

const IDLE = {
  inactive: 'inactive (dead)',
  activating: 'activating (auto-restart) (Result: exit-code)',
  failed: 'failed (Result: exit-code)',
} as const;

async function needsRoot({ user, stderr }: Process): Promise<number> {
  if (user.uid === 0) return 0;
  await stderr.write('Failed to reload daemon: Access denied\n');
  return 1;
}

async function change(process: Process, verb: string, unit: string, service: Service | undefined): Promise<number> {
  const { stderr, user, machine, argv } = process;
  const now = argv.includes('--now');
  if (verb === 'mask' || verb === 'unmask') {
    const status = await changeMasked(process, verb, unit);
    return verb === 'mask' && now && status === 0 && service !== undefined
      ? change(process, 'stop', unit, service)
      : status;
  }
  if (verb === 'preset') return 0;
  const isKept = service === undefined || user.uid === 0;
  if (isKept && unit !== NETWORKD && (verb === 'enable' || verb === 'disable' || verb === 'reenable')) {
    const state = packagedState(process, unit);
    if (state !== undefined && (service !== undefined || packagedText(process.userland.files, unit) !== undefined)) {
      const status = await link(process, verb, unit);
      if (!now || status !== 0 || service === undefined) return status;
      return change(
        { ...process, argv: argv.filter((word) => word !== '--now') },
        verb === 'disable' ? 'stop' : 'start',
        unit,
        service,
      );
    }
  }
  if (service === undefined) {
    if (verb === 'kill') {
      await stderr.write(`Failed to kill unit ${unit}: Unit ${unit} not loaded.\n`);
      return 1;
    }
    if (isMasked(process, unit)) return changeMasked(process, verb, unit);
    const own = unitFileOf(process, unit);
    if (own !== undefined) {
      await stderr.write(`systemctl: practice hosts simulate no other units of one's own than services (${own}).\n`);
      return 1;
    }
    const isFile = verb === 'enable' || verb === 'disable';
    await stderr.write(
      isFile
        ? `Failed to ${verb} unit: Unit file ${unit} does not exist.\n`
        : `Failed to ${verb} ${unit}: Unit ${unit} not ${verb === 'stop' ? 'loaded' : 'found'}.\n`,
    );
    return isFile ? 1 : 5;
  }
  if (user.uid !== 0) {
    await stderr.write(
      `Failed to ${verb} ${unit}: Access denied\nSee system logs and 'systemctl status ${unit}' for details.\n`,
    );
    return 4;
  }
  if (isMasked(process, unit) && /start|reload/.test(verb)) return changeMasked(process, verb, unit);
  if (unit === NETWORKD) return await changeNetworkd(process, verb);
  if (verb === 'kill' || (verb === 'stop' && /^(?:ssh|containerd|systemd-journald.*)\./.test(unit))) {
    await stderr.write(`systemctl: practice hosts do not simulate ${verb} of ${unit}.\n`);
    return 1;
  }
  if (unit === 'networking.service') return networking(process, verb);
  if (unit === 'docker.socket' && verb === 'stop') machine.engine?.power('unplug');
  if (unit !== 'docker.service') return 0;
  const power = async (how: 'start' | 'restart' | 'reload'): Promise<number> => {
    if (machine.engine?.power(how) === undefined) return 0;
    await stderr.write(
      `Job for ${unit} failed because the control process exited with error code.\nSee "systemctl status ${unit}" and "journalctl -xeu ${unit}" for details.\n`,
    );
    return 1;
  };
  switch (verb) {
    case 'stop':
      machine.engine?.power('stop', !process.argv.includes('docker.socket'));
      if (!process.argv.includes('docker.socket')) {
        await stderr.write('Warning: Stopping docker.service, but it can still be activated by:\n  docker.socket\n');
      }
      return 0;
    case 'start':
      return isActive(process, service) ? 0 : power('start');
    case 'restart':
    case 'try-restart':
    case 'reload-or-restart':
      return power('restart');
    case 'reload':
      return power('reload');
    default:
      return 0;
  }
}

/** Starting it again is how people make an edited /etc/network/interfaces count. */
async function networking(process: Process, verb: string): Promise<number> {
  if (verb === 'stop' || verb === 'restart') await process.run(['ifdown', '-a', '--exclude=lo']);
  return verb === 'start' || verb === 'restart' ? process.run(['ifup', '-a']) : 0;
}

/** Units are listed by their kind, then by name. */
const kindOf = (unit: string): string => unit.slice(unit.lastIndexOf('.'));

async function listUnits(
  process: Process,
  values: ReadonlyMap<string, string>,
  patterns: readonly string[],
): Promise<number> {
  const [type, state] = [values.get('type'), values.get('state')];
  const shown = servicesOf(process).filter((service) => {
    const active = isActive(process, service);
    const subs = active ? ['active', 'loaded', subState(process, service)] : ['inactive', 'loaded', 'dead'];
    if (type !== undefined && !type.split(',').some((kind) => service.unit.endsWith(`.${kind}`))) return false;
    if (!isMeant(service.unit, patterns)) return false;
    return state === undefined ? active : state.split(',').some((word) => subs.includes(word));
  });
  const all = values.has('all') || state !== undefined;
  const own = known(process).filter((unit) => {
    const is = unitState(process.machine, unit.name);
    if (is === undefined || (is.state === 'inactive' && is.main === undefined)) return false;
    if (type !== undefined && !type.split(',').includes('service')) return false;
    if (!isMeant(unit.name, patterns)) return false;
    return state === undefined
      ? all || is.state !== 'inactive'
      : state.split(',').some((word) => [is.state, is.sub, 'loaded'].includes(word));
  });
  shown.sort((a, b) => kindOf(a.unit).localeCompare(kindOf(b.unit)) || (a.unit < b.unit ? -1 : 1));
  const rows = shown.map((service) => {
    const active = isActive(process, service);
    return [
      service.unit,
      'loaded',
      active ? 'active' : 'inactive',
      active ? subState(process, service) : 'dead',
      service.description,
    ];
  });
  for (const { name, description } of own) {
    const is = unitState(process.machine, name);
    rows.push([name, 'loaded', is?.state ?? '', is?.sub ?? '', description ?? name]);
  }
  rows.sort(
    (a, b) =>
      (a[0]?.replace(/.*\./, '') ?? '').localeCompare(b[0]?.replace(/.*\./, '') ?? '') ||
      ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1),
  );
  const legend = values.get('legend') !== 'false' && !values.has('no-legend');
  const lines = inColumns(legend ? [['UNIT', 'LOAD', 'ACTIVE', 'SUB', 'DESCRIPTION'], ...rows] : rows).map(
    (line) => `  ${line}\n`,
  );
  const words = `LOAD   = Reflects whether the unit definition was properly loaded.
ACTIVE = The high-level unit activation state, i.e. generalization of SUB.
SUB    = The low-level unit activation state, values depend on unit type.
${rows.length} loaded units listed.${state === undefined && !values.has('all') ? ' Pass --all to see loaded but inactive units, too.' : ''}
To show all installed unit files use 'systemctl list-unit-files'.`;
  await process.stdout.write(legend ? `${lines.join('')}\n${words}\n` : lines.join(''));
  return 0;
}

/** By what they listen at. */
async function listSockets(process: Process, values: ReadonlyMap<string, string>): Promise<number> {
  const journal = 'systemd-journald';
  const rows = [
    ...(process.machine.engine === undefined ? [] : [['/run/docker.sock', 'docker.socket', 'docker.service']]),
    ['/run/systemd/journal/dev-log', `${journal}-dev-log.socket`, `${journal}.service`],
    ['/run/systemd/journal/socket', `${journal}.socket`, `${journal}.service`],
    ['/run/systemd/journal/stdout', `${journal}.socket`, `${journal}.service`],
  ];
  const legend = values.get('legend') !== 'false' && !values.has('no-legend');
  const lines = inColumns(legend ? [['LISTEN', 'UNIT', 'ACTIVATES'], ...rows] : rows).map((line) => `${line}\n`);
  const words = `${rows.length} sockets listed.\nPass --all to see loaded but inactive sockets, too.\n`;
  await process.stdout.write(legend ? `${lines.join('')}\n${words}` : lines.join(''));
  return 0;
}

async function listFiles(
  process: Process,
  values: ReadonlyMap<string, string>,
  patterns: readonly string[],
): Promise<number> {
  const type = values.get('type');
  const { files } = process.userland;
  const services = servicesOf(process).map(({ unit }) => unit);
  const names = [...new Set([...services, ...packagedUnits(files), ...known(process).map(({ name }) => name)])].filter(
    (unit) =>
      (type === undefined || type.split(',').some((kind) => unit.endsWith(`.${kind}`))) && isMeant(unit, patterns),
  );
  const rows = names.flatMap((name): readonly (readonly [string, string, string])[] => {
    const own = ownUnit(files, name);
    const service = servicesOf(process).find(({ unit }) => unit === name);
    const state =
      own !== undefined
        ? enablement(process, own)
        : service === undefined
          ? packagedState(process, name)
          : fileState(process, service);
    if (state === undefined) return [];
    return [[name, state, state === 'static' || state === 'alias' ? '-' : 'enabled']];
  });
  const wanted = values.get('state')?.split(',');
  const shown = rows
    .filter(([, state]) => wanted === undefined || wanted.includes(state))
    .sort(([a], [b]) => kindOf(a).localeCompare(kindOf(b)) || (a < b ? -1 : 1));
  const legend = values.get('legend') !== 'false' && !values.has('no-legend');
  const lines = inColumns(legend ? [['UNIT FILE', 'STATE', 'PRESET'], ...shown] : shown).map((line) => `${line}\n`);
  await process.stdout.write(legend ? `${lines.join('')}\n${shown.length} unit files listed.\n` : lines.join(''));
  return 0;
}

/** A unit that somebody has written; undefined: there is none of that name. */
const unitFileOf = ({ userland: { files } }: Process, unit: string): string | undefined =>
  ['/etc/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system']
    .map((folder) => `${folder}/${unit}`)
    .find((path) => files.status(path)?.kind === 'file');

const fileOf = (unit: string): string => `/lib/systemd/system/${unit}`;

const DOCS: Readonly<Record<string, readonly string[]>> = {
  'ssh.service': ['man:sshd(8)', 'man:sshd_config(5)'],
  'docker.service': ['https://docs.docker.com'],
  'containerd.service': ['https://containerd.io'],
  'networking.service': ['man:interfaces(5)'],
  'systemd-journald.service': ['man:systemd-journald.service(8)', 'man:journald.conf(5)'],
  [NETWORKD]: ['man:systemd-networkd.service(8)', 'man:org.freedesktop.network1(5)'],
};

/** The first process of a service; undefined: it has done its work, or is none. */
function pidOf(process: Process, { unit }: Service): number | undefined {
  const named: Readonly<Record<string, string>> = {
    'ssh.service': 'sshd:',
    'systemd-journald.service': '/lib/systemd/systemd-journald',
    'containerd.service': '/usr/bin/containerd',
  };
  if (unit === 'docker.service') return process.machine.engine?.daemonProcess()?.pid;
  return processesSeen(process).find(({ argv }) => argv[0] === named[unit])?.pid;
}

/** Some seconds after the machine: services begin one after the other. */
const startedAt = (process: Process, service: Service): number =>
  (service.unit === 'docker.service' ? process.machine.engine?.since : undefined) ??
  bootedAt(process.machine) + 4000 + 1000 * servicesOf(process).indexOf(service);

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const longDate = (time: number): string =>
  `${DAYS[new Date(time).getUTCDay()]} ${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

function agoText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}min${seconds < 300 ? ` ${seconds % 60}s` : ''}`;
  return `${Math.floor(seconds / 3600)}h ${Math.floor(seconds / 60) % 60}min`;
}

/** `systemctl show`: what is asked for by name; all properties of a unit are some two hundred. */
async function show(process: Process, units: readonly string[], values: ReadonlyMap<string, string>): Promise<number> {
  const wanted = values.get('property')?.split(',');
  if (wanted === undefined || units.length === 0) {
    await process.stderr.write('systemctl: practice hosts do not simulate show without a unit and properties (-p).\n');
    return 1;
  }
  const blocks: string[] = [];
  for (const unit of units.map(unitName)) {
    const service = servicesOf(process).find((item) => item.unit === unit);
    const own = service === undefined ? ownUnit(process.userland.files, unit) : undefined;
    const told = own === undefined ? propertiesOf(process, unit, service) : ownProperties(process, own);
    const unknown = wanted.find((name) => !Object.hasOwn(told, name));
    if (unknown !== undefined) {
      await process.stderr.write(`systemctl: practice hosts do not simulate the property ${unknown}.\n`);
      return 1;
    }
    const lines = Object.entries(told).filter(([name]) => wanted.includes(name));
    blocks.push(lines.map(([name, value]) => `${values.has('value') ? value : `${name}=${value}`}\n`).join(''));
  }
  await process.stdout.write(blocks.join('\n'));
  return 0;
}

/** What a unit runs, as `show` tells it of what has not ended yet. */
function commandsOf(text: string): Readonly<Record<string, string>> {
  const found = (key: string): string | undefined => {
    const lines = [...text.matchAll(new RegExp(`^${key}=(.+)$`, 'gm'))].map(([, line = '']) => {
      const words = line.replace(/^[-!+@:]+/, '');
      return `{ path=${words.split(' ')[0]} ; argv[]=${words} ; ignore_errors=${/^-/.test(line) ? 'yes' : 'no'} ; start_time=[n/a] ; stop_time=[n/a] ; pid=0 ; code=(null) ; status=0/0 }`;
    });
    return lines.length === 0 ? undefined : lines.join(' ');
  };
  const keys = ['ExecStartPre', 'ExecStart', 'ExecReload', 'ExecStop'] as const;
  return Object.fromEntries(keys.flatMap((key) => (found(key) === undefined ? [] : [[key, found(key) ?? '']])));
}

function propertiesOf(
  process: Process,
  unit: string,
  service: Service | undefined,
): Readonly<Record<string, string | number>> {
  const active = service !== undefined && isActive(process, service);
  const pid = active ? (pidOf(process, service) ?? 0) : 0;
  return {
    Type: service === undefined ? '' : service.running === 'exited' ? 'oneshot' : 'notify',
    Restart: service === undefined || service.running === 'exited' ? 'no' : 'on-failure',
    MainPID: pid,
    ExecMainPID: pid,
    NRestarts: 0,
    ...commandsOf(packagedText(process.userland.files, unit) ?? ''),
    Result: idleState(process, service) === 'inactive' ? 'success' : 'exit-code',
    Id: unit,
    Names: unit,
    Description: service?.description ?? unit,
    LoadState: service === undefined ? 'not-found' : 'loaded',
    ActiveState: active ? 'active' : idleState(process, service),
    SubState: active ? subState(process, service) : SUBS[idleState(process, service)],
    FragmentPath: service === undefined ? '' : fileOf(unit),
    UnitFileState: service === undefined ? (packagedState(process, unit) ?? '') : fileState(process, service),
    UnitFilePreset: service === undefined || fileState(process, service) === 'static' ? '' : 'enabled',
    ActiveEnterTimestamp: active ? longDate(startedAt(process, service)) : '',
  };
}

const SUBS = { inactive: 'dead', activating: 'auto-restart', failed: 'failed' } as const;

/** Options with a value, by their long names. */
const LONG: Readonly<Record<string, string>> = {
  ...{ '-t': 'type', '--type': 'type', '-p': 'property', '--property': 'property', '--state': 'state' },
  ...{ '-n': 'lines', '--lines': 'lines', '-o': 'output', '--output': 'output', '--legend': 'legend' },
};

function wordsOf(args: readonly string[]): {
  readonly words: readonly string[];
  readonly values: ReadonlyMap<string, string>;
} {
  const words: string[] = [];
  const values = new Map<string, string>();
  const add = (name: string, value: string): void => {
    values.set(name, values.has(name) && name === 'property' ? `${values.get(name)},${value}` : value);
  };
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    const [option = '', given] = arg.split(/=(.*)/s);
    const glued = /^-([tpno])(.+)$/.exec(arg);
    if (!arg.startsWith('-')) words.push(arg);
    else if (glued) add(LONG[`-${glued[1]}`] ?? '', glued[2] ?? '');
    else if (LONG[option] !== undefined) {
      if (given === undefined) at += 1;
      add(LONG[option], given ?? args[at] ?? '');
    } else if (arg === '-P') {
      at += 1;
      add('property', args[at] ?? '');
      values.set('value', '');
    } else values.set(arg === '-a' ? 'all' : arg.replace(/^--?/, ''), '');
  }
  return { words, values };
}

/** Said by `poweroff` and its like: nobody could switch it on again. */
export const noPower: Command = async ({ stderr, argv }) => {
  await stderr.write(`${argv[0]}: a practice host has no power switch: it runs as long as Trunkline does.\n`);
  return 1;
};

/** `service NAME VERB`. */
export const service: Command = async (process) => {
  const [, name, verb] = process.argv;
  if (name === undefined || verb === undefined) {
    if (name === '--status-all') {
      const lines = servicesOf(process)
        .filter(({ unit }) => ['docker.service', 'ssh.service'].includes(unit))
        .map((item) => ` [ ${isActive(process, item) ? '+' : '-'} ]  ${item.unit.replace('.service', '')}\n`);
      await process.stdout.write([...lines].sort((a, b) => (a.slice(7) < b.slice(7) ? -1 : 1)).join(''));
      return 0;
    }
    await process.stderr.write(
      'Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]\n',
    );
    return 1;
  }
  return systemctl({ ...process, argv: ['systemctl', verb, name] });
};
