/** `docker version`, `info`, `system df` and `system prune`. */
import { clientJson, infoJson, versionJson } from '../../docker/api/info-json.ts';
import { humanSize } from '../../docker/api/time.ts';
import { buildOf, type DockerBuild } from '../../docker/engine/builds.ts';
import { UNREACHABLE } from '../../docker/engine/docker-state.ts';
import { isRunning } from '../../docker/engine/state.ts';
import { usersOf } from '../../docker/engine/volumes.ts';
import { confirmed } from './confirm.ts';
import { pruneContainers } from './container.ts';
import { flags } from './flags.ts';
import { pruneImages } from './images.ts';
import { pruneNetworks } from './network.ts';
import { type Call, CliError, exactly, type Subcommand } from './subcommand.ts';
import { type Listing, type Row, renderList } from './table.ts';
import { compile } from './template/evaluate.ts';
import { TemplateError } from './template/parse.ts';
import { prunesNamed, pruneVolumes } from './volume.ts';

function rendered(format: string, data: unknown, type: string): string {
  try {
    return `${compile(format, { missing: (field) => `can't evaluate field ${field} in type ${type}` })(data)}\n`;
  } catch (error) {
    throw error instanceof TemplateError ? new CliError(`Template parsing error: ${error.message}`, 64) : error;
  }
}

const version: Subcommand = {
  paths: ['version'],
  usage: '[OPTIONS]',
  summary: 'Show the Docker version information',
  flags: flags('format,f:string kubeconfig:string'),
  words: exactly(0),
  async run({ engine, flags: given, process }) {
    const build = buildOf(engine.version);
    const server = engine.powered ? versionJson(build, engine.host.kernel()) : undefined;
    const format = given.text('format') ?? '';
    if (format !== '') {
      const text = rendered(format, { Client: clientJson(build), Server: server ?? null }, 'command.versionInfo');
      await process.stdout.write(text);
    } else await process.stdout.write(clientText(build) + (server === undefined ? '' : serverText(build)));
    if (server === undefined) throw new CliError(UNREACHABLE);
    return 0;
  },
};

const clientText = ({ version, api, go, commits, built, clientIsExperimental }: DockerBuild): string => `Client:
 Version:           ${version}
 API version:       ${api}
 Go version:        ${go}
 Git commit:        ${commits.client}
 Built:             ${built.text}
 OS/Arch:           linux/amd64
 Context:           default
${clientIsExperimental ? ' Experimental:      true\n' : ''}`;
const serverText = ({ version, api, minApi, go, commits, built, containerd, runc }: DockerBuild): string => `
Server:
 Engine:
  Version:          ${version}
  API version:      ${api} (minimum version ${minApi})
  Go version:       ${go}
  Git commit:       ${commits.server}
  Built:            ${built.text}
  OS/Arch:          linux/amd64
  Experimental:     false
 containerd:
  Version:          ${containerd.version}
  GitCommit:        ${containerd.commit}
 runc:
  Version:          ${runc.version}
  GitCommit:        ${runc.commit}
 docker-init:
  Version:          0.19.0
  GitCommit:        
`;

const info: Subcommand = {
  paths: ['info', 'system info'],
  usage: '[OPTIONS]',
  summary: 'Display system-wide information',
  flags: flags('format,f:string'),
  words: exactly(0),
  async run({ engine, flags: given, process }) {
    const format = given.text('format') ?? '';
    if (!engine.powered) {
      if (format === '') await process.stdout.write('Client:\n Context:    default\n Debug Mode: false\n\nServer:\n');
      throw new CliError(format === '' ? `ERROR: ${UNREACHABLE}\nerrors pretty printing info` : UNREACHABLE);
    }
    const told = infoJson(engine);
    await process.stdout.write(format === '' ? infoText(told, engine) : rendered(format, told, 'system.info'));
    return 0;
  },
};

function infoText(told: Record<string, unknown>, engine: Call['engine']): string {
  const insecure = [...engine.daemon.insecureRegistries, '127.0.0.0/8'].map((name) => `  ${name}\n`).join('');
  const build = buildOf(engine.version);
  const plugins = told.Plugins as Record<string, readonly string[]>;
  return `Client:
 Context:    default
 Debug Mode: false

Server:
 Containers: ${told.Containers}
  Running: ${told.ContainersRunning}
  Paused: ${told.ContainersPaused}
  Stopped: ${told.ContainersStopped}
 Images: ${told.Images}
 Server Version: ${told.ServerVersion}
 Storage Driver: overlay2
  Backing Filesystem: extfs
  Supports d_type: true
  Native Overlay Diff: true
  userxattr: false
 Logging Driver: json-file
 Cgroup Driver: systemd
 Cgroup Version: 2
 Plugins:
  Volume: local
  Network: ${plugins.Network?.join(' ')}
  Log: ${plugins.Log?.join(' ')}
 Swarm: inactive
 Runtimes: runc
 Default Runtime: runc
 Init Binary: docker-init
 containerd version: ${build.containerd.commit}
 runc version: ${build.runc.commit}
 init version: 
 Security Options:
  seccomp
   Profile: default
  cgroupns
 Kernel Version: ${told.KernelVersion}
 Operating System: ${told.OperatingSystem}
 OSType: linux
 Architecture: x86_64
 CPUs: ${told.NCPU}
 Total Memory: 977.6MiB
 Name: ${told.Name}
 ID: ${told.ID}
 Docker Root Dir: /var/lib/docker
 Debug Mode: false
 Registry: https://index.docker.io/v1/
 Labels:
 Experimental: false
 Insecure Registries:
${insecure} Live Restore Enabled: ${told.LiveRestoreEnabled}

`;
}

const df: Subcommand = {
  paths: ['system df'],
  usage: '[OPTIONS]',
  summary: 'Show docker disk usage',
  flags: flags('format:string verbose,v'),
  words: exactly(0),
  async run({ engine, process, flags: given }) {
    if (given.on('verbose') && given.text('format') === undefined)
      throw new CliError('practice hosts do not simulate docker system df -v');
    const { images, containers, volumes } = engine.full;
    const used = images.filter(({ id }) => containers.some((item) => item.imageId === id));
    const mounted = volumes.filter(({ name }) => usersOf(engine.full, name).length > 0);
    const size = (list: typeof images): number => list.reduce((sum, item) => sum + item.size, 0);
    const free = size(images) - size(used);
    const percent = size(images) === 0 ? '' : ` (${Math.floor((free / size(images)) * 100)}%)`;
    const row = (Type: string, total: number, active: number, Size: string, Reclaimable: string): Row => ({
      ...{ Type, TotalCount: String(total), Active: String(active), Size, Reclaimable },
    });
    const rows = [
      row('Images', images.length, used.length, humanSize(size(images)), `${humanSize(free)}${percent}`),
      row('Containers', containers.length, containers.filter(isRunning).length, '0B', '0B'),
      row('Local Volumes', volumes.length, mounted.length, '0B', '0B'),
      row('Build Cache', 0, 0, '0B', '0B'),
    ];
    try {
      await process.stdout.write(renderList(USAGE, rows, given.text('format') || undefined));
    } catch (error) {
      throw error instanceof TemplateError ? new CliError(`Template parsing error: ${error.message}`, 64) : error;
    }
    return 0;
  },
};

const USAGE: Listing = {
  headings: { Type: 'TYPE', TotalCount: 'TOTAL', Active: 'ACTIVE', Size: 'SIZE', Reclaimable: 'RECLAIMABLE' },
  columns: ['Type', 'TotalCount', 'Active', 'Size', 'Reclaimable'],
  type: '*formatter.diskUsageContext',
};

const prune: Subcommand = {
  paths: ['system prune'],
  usage: '[OPTIONS]',
  summary: 'Remove unused data',
  flags: flags('all,a force,f volumes filter:list'),
  words: exactly(0),
  async run(call) {
    const all = call.flags.on('all');
    const which = all ? 'all images without at least one container associated to them' : 'all dangling images';
    const cache = all ? 'all build cache' : 'all dangling build cache';
    const warning = `WARNING! This will remove:
  - all stopped containers
  - all networks not used by at least one container${call.flags.on('volumes') ? '\n  - all volumes not used by at least one container' : ''}
  - ${which}
  - ${cache}

Are you sure you want to continue?`;
    if (!call.flags.on('force') && !(await confirmed(call, warning))) return 0;
    await pruneContainers(call);
    await pruneNetworks(call);
    if (call.flags.on('volumes')) await pruneVolumes(call, prunesNamed(call));
    await pruneImages(call, all);
    await call.say('Total reclaimed space: 0B');
    return 0;
  },
};

export const systemCommands: readonly Subcommand[] = [df, info, prune, version];
