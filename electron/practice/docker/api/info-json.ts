/** `/version` and `/info`. */

import type { KernelState } from '../../../../shared/machine/kernel/kernel.ts';
import { releaseOf } from '../../os/releases.ts';
import type { DockerBuild } from '../engine/builds.ts';
import { registryConfig } from '../engine/daemon-settings.ts';
import type { DockerEngine } from '../engine/engine.ts';
import { hexId } from '../engine/ids.ts';
import { LOG_DRIVERS } from '../engine/log-drivers.ts';
import { isRunning } from '../engine/state.ts';
import { goTime } from './time.ts';

export const clientJson = (build: DockerBuild): Record<string, unknown> => ({
  ...(build.clientIsExperimental && { Platform: { Name: '' } }),
  Version: build.version,
  ApiVersion: build.api,
  DefaultAPIVersion: build.api,
  GitCommit: build.commits.client,
  GoVersion: build.go,
  Os: 'linux',
  Arch: 'amd64',
  BuildTime: build.built.text,
  Context: 'default',
  ...(build.clientIsExperimental && { Experimental: true }),
});

export const versionJson = (build: DockerBuild, { facts }: KernelState): Record<string, unknown> => ({
  Platform: { Name: '' },
  Components: [
    {
      Name: 'Engine',
      Version: build.version,
      Details: {
        ApiVersion: build.api,
        Arch: 'amd64',
        BuildTime: build.built.text,
        Experimental: 'false',
        GitCommit: build.commits.server,
        GoVersion: build.go,
        KernelVersion: facts.kernel,
        MinAPIVersion: build.minApi,
        Os: 'linux',
      },
    },
    {
      Name: 'containerd',
      Version: build.containerd.version,
      Details: { GitCommit: build.containerd.commit },
    },
    { Name: 'runc', Version: build.runc.version, Details: { GitCommit: build.runc.commit } },
    { Name: 'docker-init', Version: '0.19.0', Details: { GitCommit: '' } },
  ],
  Version: build.version,
  ApiVersion: build.api,
  MinAPIVersion: build.minApi,
  GitCommit: build.commits.server,
  GoVersion: build.go,
  Os: 'linux',
  Arch: 'amd64',
  KernelVersion: facts.kernel,
  BuildTime: build.built.iso,
});

export function infoJson(engine: DockerEngine): Record<string, unknown> {
  const { full, host, daemon } = engine;
  const { facts, hostname } = host.kernel();
  const release = releaseOf(facts);
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
      Log: LOG_DRIVERS,
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
    ...(release.versionId !== undefined && { OSVersion: release.versionId }),
    OSType: 'linux',
    Architecture: 'x86_64',
    IndexServerAddress: 'https://index.docker.io/v1/',
    RegistryConfig: registryConfig(daemon),
    NCPU: 1,
    MemTotal: 1_025_064_960,
    DockerRootDir: '/var/lib/docker',
    HttpProxy: '',
    HttpsProxy: '',
    NoProxy: '',
    Name: hostname,
    Labels: [],
    ExperimentalBuild: false,
    ServerVersion: engine.version,
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
