/** `/version` and `/info`. */
import type { KernelState } from '../../machine/machine.ts';
import { VERSION } from '../engine/docker-state.ts';
import type { DockerEngine } from '../engine/engine.ts';
import { hexId } from '../engine/ids.ts';
import { isRunning } from '../engine/state.ts';
import { goTime } from './time.ts';

export const API_VERSION = '1.41';

export const clientJson = {
  Platform: { Name: '' },
  Version: VERSION,
  ApiVersion: API_VERSION,
  DefaultAPIVersion: API_VERSION,
  GitCommit: '297e128',
  GoVersion: 'go1.19.8',
  Os: 'linux',
  Arch: 'amd64',
  BuildTime: 'Thu May 18 08:38:34 2023',
  Context: 'default',
  Experimental: true,
} as const;

export const versionJson = ({ facts }: KernelState): Record<string, unknown> => ({
  Platform: { Name: '' },
  Components: [
    {
      Name: 'Engine',
      Version: VERSION,
      Details: {
        ApiVersion: API_VERSION,
        Arch: 'amd64',
        BuildTime: 'Thu May 18 08:38:34 2023',
        Experimental: 'false',
        GitCommit: '5d6db84',
        GoVersion: 'go1.19.8',
        KernelVersion: facts.kernel,
        MinAPIVersion: '1.12',
        Os: 'linux',
      },
    },
    {
      Name: 'containerd',
      Version: '1.6.20~ds1',
      Details: { GitCommit: '1.6.20~ds1-1+b1' },
    },
    { Name: 'runc', Version: '1.1.5+ds1', Details: { GitCommit: '1.1.5+ds1-1+deb12u1' } },
    { Name: 'docker-init', Version: '0.19.0', Details: { GitCommit: '' } },
  ],
  Version: VERSION,
  ApiVersion: API_VERSION,
  MinAPIVersion: '1.12',
  GitCommit: '5d6db84',
  GoVersion: 'go1.19.8',
  Os: 'linux',
  Arch: 'amd64',
  KernelVersion: facts.kernel,
  BuildTime: '2023-05-18T08:38:34.000000000+00:00',
});

export function infoJson(engine: DockerEngine): Record<string, unknown> {
  const { full, host, daemon } = engine;
  const { facts, hostname } = host.kernel();
  const count = (status: string): number => full.containers.filter((item) => item.status === status).length;
  return {
    ID: (hexId('daemon', host.name).toUpperCase().match(/.{4}/g) ?? []).slice(0, 12).join(':'),
    Containers: full.containers.length,
    ContainersRunning: count('running'),
    ContainersPaused: count('paused'),
    ContainersStopped: full.containers.filter((item) => !isRunning(item)).length,
    Images: full.images.length,
    Driver: 'overlay2',
    DriverStatus: [
      ['Backing Filesystem', 'extfs'],
      ['Supports d_type', 'true'],
      ['Native Overlay Diff', 'true'],
      ['userxattr', 'false'],
    ],
    Plugins: {
      Volume: ['local'],
      Network: ['bridge', 'host', 'ipvlan', 'macvlan', 'null', 'overlay'],
      Authorization: null,
      Log: [
        'awslogs',
        'fluentd',
        'gcplogs',
        'gelf',
        'journald',
        'json-file',
        'local',
        'logentries',
        'splunk',
        'syslog',
      ],
    },
    MemoryLimit: true,
    SwapLimit: true,
    IPv4Forwarding: host.kernel().sysctls['net.ipv4.ip_forward'] === '1',
    BridgeNfIptables: true,
    BridgeNfIp6tables: true,
    Debug: false,
    NFd: 24,
    NGoroutines: 34,
    SystemTime: goTime(host.clock.now()),
    LoggingDriver: 'json-file',
    CgroupDriver: 'systemd',
    CgroupVersion: '2',
    NEventsListener: 0,
    KernelVersion: facts.kernel,
    OperatingSystem: facts.os,
    OSVersion: '12',
    OSType: 'linux',
    Architecture: 'x86_64',
    IndexServerAddress: 'https://index.docker.io/v1/',
    RegistryConfig: {
      AllowNondistributableArtifactsCIDRs: [],
      AllowNondistributableArtifactsHostnames: [],
      InsecureRegistryCIDRs: ['127.0.0.0/8'],
      IndexConfigs: Object.fromEntries([
        ...daemon.insecureRegistries.map((Name) => [Name, { Name, Mirrors: [], Secure: false, Official: false }]),
        ['docker.io', { Name: 'docker.io', Mirrors: [], Secure: true, Official: true }],
      ]),
      Mirrors: [],
    },
    NCPU: 1,
    MemTotal: 1_025_064_960,
    DockerRootDir: '/var/lib/docker',
    HttpProxy: '',
    HttpsProxy: '',
    NoProxy: '',
    Name: hostname,
    Labels: [],
    ExperimentalBuild: false,
    ServerVersion: VERSION,
    Runtimes: { runc: { path: 'runc' } },
    DefaultRuntime: 'runc',
    Swarm: {
      NodeID: '',
      NodeAddr: '',
      LocalNodeState: 'inactive',
      ControlAvailable: false,
      Error: '',
      RemoteManagers: null,
    },
    LiveRestoreEnabled: daemon.liveRestore,
    Isolation: '',
    InitBinary: 'docker-init',
    SecurityOptions: ['name=seccomp,profile=default', 'name=cgroupns'],
    Warnings: null,
  };
}
