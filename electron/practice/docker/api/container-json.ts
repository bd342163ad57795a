/** One container as `/containers/ID/json` and `docker inspect` tell it. */
import { hexId, shortId } from '../engine/ids.ts';
import { argvOf } from '../engine/mains.ts';
import { partsOf } from '../engine/mounts.ts';
import { type Container, type ContainerConfig, type Endpoint, type Image, isRunning } from '../engine/state.ts';
import { hostConfigJson } from './host-config-json.ts';
import { withLeftOut } from './left-out.ts';
import { sorted } from './network-json.ts';
import { goTime } from './time.ts';

export function containerJson(container: Container, image: Image | undefined): Record<string, unknown> {
  const { id, status } = container;
  const [path = '', ...args] = argvOf(container);
  const folder = `/var/lib/docker/containers/${id}`;
  const ran = container.started !== undefined;
  const layer = (what: string): string => `/var/lib/docker/overlay2/${hexId('layer', id)}${what}`;
  return {
    Id: id,
    Created: goTime(container.created),
    Path: path,
    Args: args,
    State: {
      Status: status,
      Running: isRunning(container) || status === 'restarting',
      Paused: status === 'paused',
      Restarting: status === 'restarting',
      OOMKilled: false,
      Dead: false,
      Pid: container.pid,
      ExitCode: container.exitCode,
      Error: container.error,
      StartedAt: goTime(container.started),
      FinishedAt: goTime(container.finished),
    },
    Image: container.imageId,
    ResolvConfPath: ran ? `${folder}/resolv.conf` : '',
    HostnamePath: ran ? `${folder}/hostname` : '',
    HostsPath: ran ? `${folder}/hosts` : '',
    LogPath: ran ? `${folder}/${id}-json.log` : '',
    Name: `/${container.name}`,
    RestartCount: container.restarts,
    Driver: 'overlay2',
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: '',
    ExecIDs: null,
    HostConfig: hostConfigJson(container),
    GraphDriver: {
      Data: {
        LowerDir: `${layer('-init/diff')}:/var/lib/docker/overlay2/${hexId('image', container.imageId)}/diff`,
        MergedDir: layer('/merged'),
        UpperDir: layer('/diff'),
        WorkDir: layer('/work'),
      },
      Name: 'overlay2',
    },
    Mounts: container.config.binds.map(mountJson),
    Config: configJson(container, image),
    NetworkSettings: networkSettingsJson(container),
  };
}

/** api/types.MountPoint */
const MOUNT_POINT = { Name: '', Driver: '' };

function mountJson(written: string): Record<string, unknown> {
  const { from: source, at: target, mode } = partsOf(written);
  const RW = mode !== 'ro';
  if (source.startsWith('/')) {
    const bind = { Type: 'bind', Source: source, Destination: target, Mode: mode, RW, Propagation: 'rprivate' };
    return withLeftOut(MOUNT_POINT, bind);
  }
  return {
    Type: 'volume',
    Name: source,
    Source: `/var/lib/docker/volumes/${source}/_data`,
    Destination: target,
    Driver: 'local',
    Mode: mode || 'z',
    RW,
    Propagation: '',
  };
}

const configJson = ({ image, config }: Container, made: Image | undefined): Record<string, unknown> =>
  withLeftOut(CONFIG, {
    Hostname: config.hostname,
    Domainname: '',
    User: config.user,
    AttachStdin: config.attach && config.openStdin,
    AttachStdout: config.attach,
    AttachStderr: config.attach,
    ...(config.exposed.length === 0
      ? {}
      : { ExposedPorts: Object.fromEntries(config.exposed.map((port) => [port, {}])) }),
    Tty: config.tty,
    OpenStdin: config.openStdin,
    StdinOnce: config.attach && config.openStdin,
    Env: config.env,
    Cmd: config.command,
    Image: image,
    Volumes:
      made === undefined || made.volumes.length === 0 ? null : Object.fromEntries(made.volumes.map((at) => [at, {}])),
    WorkingDir: config.workingDir,
    Entrypoint: config.entrypoint,
    ...(config.mac === undefined ? {} : { MacAddress: config.mac }),
    OnBuild: null,
    Labels: sorted(config.labels),
  });

/** api/types/container.Config; a pointer that is nil has no fields. */
const CONFIG = {
  ExposedPorts: {},
  ArgsEscaped: false,
  NetworkDisabled: false,
  MacAddress: '',
  StopSignal: '',
  Shell: [],
};

function networkSettingsJson(container: Container): Record<string, unknown> {
  const { id, endpoints } = container;
  const bridge = endpoints.find(({ network }) => network === 'bridge');
  const sandbox = container.started === undefined ? '' : hexId('sandbox', `${id}${container.started}`);
  return {
    Bridge: '',
    SandboxID: sandbox,
    HairpinMode: false,
    LinkLocalIPv6Address: '',
    LinkLocalIPv6PrefixLen: 0,
    Ports: isRunning(container) ? portsJson(container.config) : {},
    SandboxKey: sandbox === '' ? '' : `/var/run/docker/netns/${shortId(sandbox)}`,
    SecondaryIPAddresses: null,
    SecondaryIPv6Addresses: null,
    EndpointID: bridge?.id ?? '',
    Gateway: bridge?.gateway ?? '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    IPAddress: bridge?.address ?? '',
    IPPrefixLen: bridge?.prefix ?? 0,
    IPv6Gateway: '',
    MacAddress: bridge?.mac ?? '',
    Networks: sorted(Object.fromEntries(endpoints.map((end) => [end.network, endpointJson(end)]))),
  };
}

export function portsJson({ exposed, ports }: ContainerConfig): Record<string, unknown> {
  const bound = (port: string): unknown => {
    const found = ports.filter((item) => item.port === port);
    if (found.length === 0) return null;
    return found.flatMap(({ hostIp, hostPort }) =>
      (hostIp === '' ? ['0.0.0.0', '::'] : [hostIp]).map((HostIp) => ({ HostIp, HostPort: hostPort })),
    );
  };
  return Object.fromEntries(exposed.map((port) => [port, bound(port)]));
}

export const endpointJson = (end: Endpoint): Record<string, unknown> => ({
  IPAMConfig: end.ipamConfig,
  Links: end.links ?? null,
  Aliases: end.aliases,
  NetworkID: end.networkId,
  EndpointID: end.id,
  Gateway: end.gateway ?? '',
  IPAddress: end.address ?? '',
  IPPrefixLen: end.prefix,
  IPv6Gateway: '',
  GlobalIPv6Address: '',
  GlobalIPv6PrefixLen: 0,
  MacAddress: end.mac ?? '',
  DriverOpts: null,
});
