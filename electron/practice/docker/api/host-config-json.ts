/** The part of a container's description that says what it was allowed and limited to. */
import type { Container } from '../engine/state.ts';
import { sorted } from './network-json.ts';

export function hostConfigJson({ name, config, networkMode }: Container): Record<string, unknown> {
  const list = (items: readonly string[]): readonly string[] | null => (items.length === 0 ? null : items);
  return {
    Binds: list(config.binds.filter((bind) => !config.anonymous?.includes(bind.split(':')[0] ?? ''))),
    ContainerIDFile: '',
    LogConfig: { Type: 'json-file', Config: {} },
    NetworkMode: networkMode,
    PortBindings: sorted(
      Object.fromEntries(
        config.ports.map(({ port }) => [
          port,
          config.ports
            .filter((item) => item.port === port)
            .map((item) => ({ HostIp: item.hostIp, HostPort: item.hostPort })),
        ]),
      ),
    ),
    RestartPolicy: { Name: config.restart.name, MaximumRetryCount: config.restart.maximum },
    AutoRemove: config.autoRemove,
    VolumeDriver: '',
    VolumesFrom: null,
    CapAdd: list(config.capAdd),
    CapDrop: list(config.capDrop),
    CgroupnsMode: 'private',
    Dns: config.dns ?? [],
    DnsOptions: config.dnsOptions ?? [],
    DnsSearch: config.dnsSearch ?? [],
    ExtraHosts: list(config.extraHosts),
    GroupAdd: null,
    IpcMode: 'private',
    Cgroup: '',
    Links: config.links?.map(({ name: child, alias }) => `/${child}:/${name}/${alias}`) ?? null,
    OomScoreAdj: 0,
    PidMode: '',
    Privileged: config.privileged,
    PublishAllPorts: false,
    ReadonlyRootfs: config.readOnly ?? false,
    SecurityOpt: config.privileged ? ['label=disable'] : null,
    ...(Object.keys(config.sysctls).length === 0 ? {} : { Sysctls: sorted(config.sysctls) }),
    UTSMode: '',
    UsernsMode: '',
    ShmSize: 67108864,
    Runtime: 'runc',
    ConsoleSize: [0, 0],
    Isolation: '',
    ...limits,
    Memory: config.memory ?? 0,
    NanoCpus: config.nanoCpus ?? 0,
    ...(config.memory ? { MemorySwap: config.memorySwap ?? config.memory * 2 } : {}),
    MaskedPaths: config.privileged ? null : MASKED,
    ReadonlyPaths: config.privileged ? null : READ_ONLY,
  };
}

const limits = {
  CpuShares: 0,
  Memory: 0,
  NanoCpus: 0,
  CgroupParent: '',
  BlkioWeight: 0,
  BlkioWeightDevice: [],
  BlkioDeviceReadBps: null,
  BlkioDeviceWriteBps: null,
  BlkioDeviceReadIOps: null,
  BlkioDeviceWriteIOps: null,
  CpuPeriod: 0,
  CpuQuota: 0,
  CpuRealtimePeriod: 0,
  CpuRealtimeRuntime: 0,
  CpusetCpus: '',
  CpusetMems: '',
  Devices: [],
  DeviceCgroupRules: null,
  DeviceRequests: null,
  KernelMemory: 0,
  KernelMemoryTCP: 0,
  MemoryReservation: 0,
  MemorySwap: 0,
  MemorySwappiness: null,
  OomKillDisable: null,
  PidsLimit: null,
  Ulimits: null,
  CpuCount: 0,
  CpuPercent: 0,
  IOMaximumIOps: 0,
  IOMaximumBandwidth: 0,
} as const;

const MASKED = [
  '/proc/asound',
  '/proc/acpi',
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/proc/sched_debug',
  '/proc/scsi',
  '/sys/firmware',
];
const READ_ONLY = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];
