/** `systemctl`, for the few services that a practice host has. */
import type { Command, Process } from '../../os/machine.ts';
import { releaseOf } from '../../os/releases.ts';
import { reboot } from './reboot.ts';

interface Service {
  readonly unit: string;
  readonly description: string;
  /** `exited`: it has done its work and stays active. */
  readonly running: 'running' | 'exited' | 'listening';
}

const SERVICES: readonly Service[] = [
  { unit: 'ssh.service', description: 'OpenBSD Secure Shell server', running: 'running' },
  { unit: 'networking.service', description: 'Raise network interfaces', running: 'exited' },
];
const DOCKERS: readonly Service[] = [
  { unit: 'docker.service', description: 'Docker Application Container Engine', running: 'running' },
  { unit: 'docker.socket', description: 'Docker Socket for the API', running: 'listening' },
  { unit: 'containerd.service', description: 'containerd container runtime', running: 'running' },
];

const ALIASES: Readonly<Record<string, string>> = { 'sshd.service': 'ssh.service' };

function unitName(said: string): string {
  const name = /\.(service|socket|target|timer|mount)$/.test(said) ? said : `${said}.service`;
  return ALIASES[name] ?? name;
}

const servicesOf = ({ machine }: Process): readonly Service[] =>
  machine.engine === undefined ? SERVICES : [...SERVICES, ...DOCKERS];

const isDocker = ({ unit }: Service): boolean => unit.startsWith('docker.');

const isActive = ({ machine }: Process, service: Service): boolean =>
  !isDocker(service) || machine.engine?.state().kind !== 'stopped';

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
];

export const systemctl: Command = async (process) => {
  const words = process.argv.slice(1).filter((word) => !word.startsWith('-'));
  const [verb = 'list-units', ...units] = words;
  const quiet = process.argv.some((word) => word === '-q' || word === '--quiet');
  if (verb === 'daemon-reload' || verb === 'reset-failed' || verb === 'daemon-reexec') return needsRoot(process);
  if (verb === 'list-units' || verb === 'list-unit-files') return listUnits(process);
  if (verb === 'is-system-running') {
    await process.stdout.write('running\n');
    return 0;
  }
  if (verb === 'reboot') return reboot(process);
  if (verb === 'poweroff' || verb === 'halt') return noPower(process);
  if (!CHANGING.includes(verb) && !['status', 'is-active', 'is-enabled', 'is-failed', 'show', 'cat'].includes(verb)) {
    await process.stderr.write(`Unknown command verb ${verb}.\n`);
    return 1;
  }
  if (units.length === 0 && verb !== 'status' && verb !== 'show') {
    await process.stderr.write('Too few arguments.\n');
    return 1;
  }
  let status = verb === 'is-active' ? NONE_KNOWN : 0;
  for (const unit of units.map(unitName)) {
    const service = servicesOf(process).find((item) => item.unit === unit);
    const result = await one(process, verb, unit, service, quiet);
    // One that is active is enough.
    status = verb === 'is-active' ? Math.min(status, result) : Math.max(status, result);
  }
  return status;
};

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
  switch (verb) {
    case 'is-active': {
      const active = service !== undefined && isActive(process, service);
      if (!quiet) await stdout.write(active ? 'active\n' : 'inactive\n');
      return active ? 0 : service === undefined ? statusOfUnknown(process) : 3;
    }
    case 'is-failed':
      if (!quiet) await stdout.write(service !== undefined && isActive(process, service) ? 'active\n' : 'inactive\n');
      return 1;
    case 'is-enabled':
      if (service === undefined) {
        await process.stderr.write(`Failed to get unit file state for ${unit}: No such file or directory\n`);
        return 1;
      }
      if (!quiet) await stdout.write('enabled\n');
      return 0;
    case 'status':
      return statusOf(process, unit, service);
    case 'show':
    case 'cat':
      await stdout.write(
        service === undefined ? '' : `Id=${unit}\nActiveState=${isActive(process, service) ? 'active' : 'inactive'}\n`,
      );
      return service === undefined ? 1 : 0;
    default:
      return change(process, verb, unit, service);
  }
}

async function statusOf(process: Process, unit: string, service: Service | undefined): Promise<number> {
  if (service === undefined) {
    await process.stderr.write(`Unit ${unit} could not be found.\n`);
    return 4;
  }
  const active = isActive(process, service);
  const state = active ? `active (${service.running})` : 'inactive (dead)';
  await process.stdout.write(
    `${active ? '●' : '○'} ${unit} - ${service.description}\n     Loaded: loaded (/lib/systemd/system/${unit}; enabled; preset: enabled)\n     Active: ${state}\n`,
  );
  return active ? 0 : 3;
}

async function needsRoot({ user, stderr }: Process): Promise<number> {
  if (user.uid === 0) return 0;
  await stderr.write('Failed to reload daemon: Access denied\n');
  return 1;
}

async function change(process: Process, verb: string, unit: string, service: Service | undefined): Promise<number> {
  const { stderr, user, machine } = process;
  if (service === undefined) {
    const isFile = verb === 'enable' || verb === 'disable' || verb === 'mask' || verb === 'unmask';
    await stderr.write(
      isFile
        ? `Failed to ${verb} unit: Unit file ${unit} does not exist.\n`
        : `Failed to ${verb} ${unit}: Unit ${unit} not found.\n`,
    );
    return isFile ? 1 : 5;
  }
  if (user.uid !== 0) {
    await stderr.write(
      `Failed to ${verb} ${unit}: Access denied\nSee system logs and 'systemctl status ${unit}' for details.\n`,
    );
    return 4;
  }
  if (unit === 'networking.service') return networking(process, verb);
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
      machine.engine?.power('stop');
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

async function listUnits(process: Process): Promise<number> {
  const lines = servicesOf(process)
    .filter((service) => isActive(process, service))
    .map(
      ({ unit, running, description }) => `  ${unit.padEnd(22)} loaded active ${running.padEnd(9)} ${description}\n`,
    );
  await process.stdout.write(`  UNIT                   LOAD   ACTIVE SUB       DESCRIPTION\n${lines.join('')}`);
  return 0;
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
    await process.stderr.write(
      'Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]\n',
    );
    return 1;
  }
  return systemctl({ ...process, argv: ['systemctl', verb, name] });
};
