/** The options of `docker run` and `docker create`. */
import { isContainerSysctl } from '../../../../shared/net/container-sysctls.ts';
import { ipFamily } from '../../../../shared/net/ip.ts';
import { parseMac } from '../../../../shared/net/mac.ts';
import type { AskedContainer } from '../../docker/engine/containers.ts';
import { isLogDriver } from '../../docker/engine/log-drivers.ts';
import type { ContainerConfig, PublishedPort, RestartPolicy } from '../../docker/engine/state.ts';
import { FlagError, type Flags, flags } from './flags.ts';
import { mountsOf } from './mount-options.ts';
import { networksOf } from './network-options.ts';
import { OptionError } from './option-error.ts';
import { pairsOf } from './pairs.ts';

export const containerFlags = flags(
  `attach,a:list env,e:list env-file:list entrypoint:string hostname,h:string domainname:string interactive,i label,l:list
   label-file:list read-only restart:string stop-signal:string stop-timeout:int sysctl:list tty,t ulimit:list user,u:string
   workdir,w:string rm cap-add:list cap-drop:list privileged security-opt:list userns:string cgroupns:string add-host:list
   dns:list dns-opt:list dns-option:list dns-search:list expose:list ip:string ip6:string link:list link-local-ip:list
   mac-address:string publish,p:list publish-all,P net:list network:list net-alias:list network-alias:list
   log-driver:string volume-driver:string log-opt:list storage-opt:list tmpfs:list volumes-from:list volume,v:list
   mount:list health-cmd:string health-interval:string health-retries:int health-timeout:string no-healthcheck
   cidfile:string cpuset-cpus:string cpu-shares,c:int cpus:string memory,m:string memory-swap:string
   memory-reservation:string pids-limit:int oom-score-adj:int ipc:string pid:string shm-size:string uts:string
   runtime:string init device:list group-add:list gpus:string isolation:string cgroup-parent:string
   name:string pull:string platform:string disable-content-trust`,
);

/** What changes what a container can do, and a practice host does not act on: it is said rather than swallowed. */
const NOT_SIMULATED: readonly string[] = [
  ...['link-local-ip', 'ip6', 'volumes-from', 'volume-driver', 'userns', 'ipc', 'pid', 'uts', 'device', 'gpus'],
  ...['health-cmd', 'health-interval', 'health-retries', 'health-timeout', 'cidfile', 'label-file', 'domainname'],
  ...['group-add', 'isolation'],
];

/** @param env as `environment` makes it of the options. @throws OptionError */
export function askedContainer(
  version: string,
  given: Flags,
  [image = '', ...command]: readonly string[],
  detached: boolean,
  env: readonly string[],
): AskedContainer {
  for (const flag of NOT_SIMULATED) {
    if (given.has(flag)) throw new OptionError(`practice hosts do not simulate --${flag}`);
  }
  const mac = given.text('mac-address');
  if (mac !== undefined && mac !== '' && parseMac(mac) === undefined)
    throw new OptionError(`${mac} is not a valid mac address`);
  const wrongDns = given.list('dns').find((address) => ipFamily(address) === undefined);
  if (wrongDns !== undefined)
    throw new FlagError(`invalid argument "${wrongDns}" for "--dns" flag: ${wrongDns} is not an ip address`);
  const wrongSysctl = given
    .list('sysctl')
    .find((pair) => !/^[^=]+=/.test(pair) || !isContainerSysctl(pair.replace(/=.*/s, '')));
  if (wrongSysctl !== undefined)
    throw new FlagError(
      `invalid argument "${wrongSysctl}" for "--sysctl" flag: sysctl '${wrongSysctl}' is not allowed`,
    );
  const logDriver = given.text('log-driver') ?? '';
  if (logDriver !== '' && !isLogDriver(logDriver))
    throw new OptionError(
      `Error response from daemon: error looking up logging plugin ${logDriver}: plugin "${logDriver}" not found`,
    );
  const attached = !detached && given.list('attach').length === 0;
  const [first, ...more] = networksOf(version, given);
  const entrypoint = given.text('entrypoint');
  const links = linksOf(given);
  const mode = first?.network || 'default';
  if (links.length > 0 && (mode === 'host' || mode === 'none' || mode.startsWith('container:')))
    throw new OptionError('links are only supported for user-defined networks');
  const { ports, exposed } = portsOf(given);
  return {
    name: given.text('name') ?? '',
    image,
    networkMode: first?.network || 'default',
    address: first?.address ?? (given.text('ip') || undefined),
    mac: first?.mac,
    more,
    publishAll: given.on('publish-all'),
    links,
    aliases: [...(first?.aliases ?? []), ...given.list('network-alias'), ...given.list('net-alias')],
    config: {
      hostname: given.text('hostname') ?? '',
      user: given.text('user') ?? '',
      tty: given.on('tty'),
      openStdin: given.on('interactive'),
      attach: attached,
      env,
      command: command.length === 0 ? null : command,
      entrypoint: entrypoint === undefined ? null : [entrypoint],
      workingDir: given.text('workdir') ?? '',
      labels: pairsOf(given.list('label')),
      mac: mac === undefined || mac === '' ? undefined : parseMac(mac),
      ports,
      exposed,
      ...mountsOf(given),
      privileged: given.on('privileged'),
      capAdd: given.list('cap-add'),
      capDrop: given.list('cap-drop'),
      extraHosts: given.list('add-host'),
      sysctls: pairsOf(given.list('sysctl')),
      autoRemove: given.on('rm'),
      ...memoryOf(given),
      nanoCpus: cpus(given.text('cpus')),
      dns: given.list('dns'),
      dnsSearch: given.list('dns-search'),
      dnsOptions: [...given.list('dns-opt'), ...given.list('dns-option')],
      readOnly: given.on('read-only'),
      restart: restartOf(given),
    },
  };
}

/** `NAME` or `NAME:ALIAS`, with both. @throws FlagError */
export function linksOf(given: Flags): readonly string[] {
  return given.list('link').map((text) => {
    const [name = '', alias, ...more] = text.split(':');
    if (more.length > 0 || text === '')
      throw new FlagError(`invalid argument "${text}" for "--link" flag: bad format for links: ${text}`);
    return `${name}:${alias || name}`;
  });
}

const UNITS = ['', 'k', 'm', 'g', 't', 'p'];

/** `64m`, `1.5GiB`, as docker/go-units reads sizes. */
export function bytes(written: string | undefined, flag: string): number {
  if (written === undefined) return 0;
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?([kmgtp]?)i?b?$/i.exec(written) ?? [];
  if (number === undefined) {
    throw new OptionError(`invalid argument "${written}" for "${flag}" flag: invalid size: '${written}'`);
  }
  return Math.floor(Number(number) * 1024 ** UNITS.indexOf(unit.toLowerCase()));
}

export function cpus(written: string | undefined): number {
  if (written === undefined) return 0;
  if (!/^\d*\.?\d+$/.test(written)) {
    throw new OptionError(
      `invalid argument "${written}" for "--cpus" flag: failed to parse ${written} as a rational number`,
    );
  }
  return Math.round(Number(written) * 1e9);
}

export function restartOf(given: Flags): RestartPolicy {
  const text = given.text('restart') || 'no';
  const [name = '', count, ...more] = text.split(':');
  if (more.length > 0) throw new OptionError('invalid restart policy format');
  if (count !== undefined && !/^\d+$/.test(count)) throw new OptionError('maximum retry count must be an integer');
  if (given.on('rm') && name !== 'no') throw new OptionError('Conflicting options: --restart and --rm');
  if (name === 'no' || name === 'always' || name === 'unless-stopped') {
    if (count !== undefined) {
      throw new OptionError(
        `Error response from daemon: maximum retry count cannot be used with restart policy '${name}'`,
      );
    }
    return { name, maximum: 0 };
  }
  if (name === 'on-failure') return { name, maximum: Number(count ?? 0) };
  throw new OptionError(`Error response from daemon: invalid restart policy '${name}'`);
}

function portsOf(given: Flags): { readonly ports: readonly PublishedPort[]; readonly exposed: readonly string[] } {
  const exposed = given.list('expose').map((text) => (text.includes('/') ? text : `${text}/tcp`));
  const ports = given.list('publish').map((text): PublishedPort => {
    const [address = '', protocol = 'tcp'] = text.split('/');
    const parts = address.split(':');
    const inner = parts.at(-1) ?? '';
    const outer = parts.length > 1 ? (parts.at(-2) ?? '') : '';
    const number = (port: string): boolean => /^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65535;
    if (inner === '') throw new OptionError(`No port specified: ${text}<empty>`);
    if (!number(inner)) throw new OptionError(`Invalid containerPort: ${inner}`);
    if (outer !== '' && !number(outer)) throw new OptionError(`Invalid hostPort: ${outer}`);
    return { port: `${inner}/${protocol}`, hostIp: parts.slice(0, -2).join(':'), hostPort: outer };
  });
  return { ports, exposed };
}

/** What may be swapped out comes on top of it, as much again. */
function memoryOf(given: Flags): Pick<ContainerConfig, 'memory' | 'memorySwap'> {
  const memory = bytes(given.text('memory'), '-m, --memory');
  return memory ? { memory, memorySwap: memory * 2 } : { memory };
}
