/** A practice host put together: kernel, engine, files and commands, and telling of changes. */
import { keepersIn } from '../../../shared/host/managers.ts';
import type { HostState } from '../../../shared/host/state.ts';
import { nextExpiry, withoutExpired } from '../../../shared/machine/kernel/expiry.ts';
import type { KernelState } from '../../../shared/machine/kernel/kernel.ts';
import { settle } from '../../../shared/machine/kernel/settle.ts';
import { isProbed } from '../../../shared/machine/kernel/sysctls.ts';
import type { KeptEngine } from '../docker/engine/host.ts';
import type { Clock } from '../os/clock.ts';
import type { Files } from '../os/files/files.ts';
import type { Commands, Engine, Machine, Userland, Wires } from '../os/machine.ts';
import { sayOfLinks } from '../os/network/link-log.ts';
import { furnish, withSyntheticFiles } from '../os/synthetic/host-files.ts';
import { bringBackFiles, type KeptFile, type KeptMachine, keepFiles } from './kept.ts';
import { withLentLinks } from './lent-links.ts';
import { readRecords } from './records.ts';

export interface MachineParts {
  /** The host's name in the lab. */
  readonly name: string;
  readonly kernel: KernelState;
  /** An empty file system; what a host has of its own is put into it. */
  readonly files: Files;
  /** Of a machine that is brought back. */
  readonly keptFiles?: readonly KeptFile[] | undefined;
  readonly commands: Commands;
  readonly wires: Wires;
  readonly clock: Clock;
  /** Undefined: Docker is not installed. */
  readonly createEngine?: ((machine: PracticeMachine) => KeepableEngine) | undefined;
}

/** An engine that is put away with its machine. */
export interface KeepableEngine extends Engine {
  /** As plain data, to go on from later. */
  keep(): KeptEngine;
}

/** The engine calls `changed` after each change of its own. */
export interface PracticeMachine extends Machine {
  changed(): void;
  /** Its files call it after each change of theirs. */
  filesChanged(): void;
  /** As plain data, to go on from later. */
  keep(): KeptMachine;
}

export function createMachine(parts: MachineParts): PracticeMachine {
  const { name, commands, wires, clock } = parts;
  const listeners = new Set<() => void>();
  const fileListeners = new Set<() => void>();
  let kernel = settle(parts.kernel);
  let expiry = nextExpiry(kernel);
  let known: HostState | undefined;
  let knownIfstate = '';
  let engine: KeepableEngine | undefined;

  const changed = (): void => {
    known = undefined;
    const before = kernel;
    kernel = withLentLinks(kernel, engine?.state());
    sayOfLinks(machine, before, kernel);
    for (const told of listeners) told();
  };
  const userland: Userland = {
    get hostname() {
      return kernel.hostname;
    },
    files: withSyntheticFiles(parts.files, () => machine),
    commands,
  };
  const machine: PracticeMachine = {
    name,
    kernel() {
      // Addresses go by themselves, which is found out when somebody looks.
      if (expiry !== undefined && clock.now() >= expiry) {
        kernel = settle(withoutExpired(kernel, clock.now()));
        expiry = nextExpiry(kernel);
        changed();
      }
      return kernel;
    },
    changeKernel(next) {
      const before = machine.kernel();
      const after = settle(next(before));
      if (after === before) return;
      kernel = after;
      sayOfLinks(machine, before, after);
      expiry = nextExpiry(kernel);
      changed();
    },
    get engine() {
      return engine;
    },
    userland,
    state() {
      const ifstate = textOf(parts.files, IFSTATE);
      if (ifstate !== knownIfstate) known = undefined;
      knownIfstate = ifstate;
      known ??= stateOf(machine.kernel(), engine, userland.commands, ifstate);
      // Records, and what managers of interfaces keep, are files, which nobody tells of.
      const records = readRecords(parts.files);
      return records.length === 0 && known.records.length === 0 ? known : { ...known, records };
    },
    onChange(told) {
      listeners.add(told);
      return () => listeners.delete(told);
    },
    onFilesChange(told) {
      fileListeners.add(told);
      return () => fileListeners.delete(told);
    },
    wires,
    clock,
    changed,
    filesChanged() {
      for (const told of fileListeners) told();
    },
    keep: () => ({ kernel, engine: engine?.keep(), files: keepFiles(parts.files) }),
  };
  // What somebody has removed is not there again.
  if (parts.keptFiles) bringBackFiles(parts.files, parts.keptFiles);
  else furnish(parts.files, kernel);
  engine = parts.createEngine?.(machine);
  return machine;
}

/** What ifupdown has brought up: of what managers keep, the one file that practice hosts have. */
const IFSTATE = '/run/network/ifstate';
const textOf = (files: Files, path: string): string => (files.status(path)?.kind === 'file' ? files.read(path) : '');

/** In the order in which a probe asks for them. */
const ASKED = [
  'ip',
  'bridge',
  'iptables',
  'iptables-save',
  'docker',
  'curl',
  'nsenter',
  'ping',
  'flock',
  'arping',
  'modprobe',
  'sysctl',
  'systemctl',
  'find',
];

/** As a probe would tell it: without what the kernel holds beside. */
function stateOf(kernel: KernelState, engine: Engine | undefined, commands: Commands, ifstate: string): HostState {
  // VLANs of ports are asked for only where they matter.
  const filters = kernel.links.some((link) => link.filters === true);
  const keepers = keepersIn(new Map([[IFSTATE, ifstate.split('\n')]]), () => undefined);
  return {
    hostname: kernel.hostname,
    facts: {
      ...kernel.facts,
      managers: commands.has('ifup') ? ['ifupdown'] : [],
      ...(keepers.length > 0 && { keepers }),
      commands: ASKED.filter((name) => commands.has(name)),
    },
    links: kernel.links.map(
      ({
        used: _used,
        peer: _peer,
        ownMac: _ownMac,
        young: _young,
        queue: _queue,
        unplugged: _unplugged,
        port: _port,
        portVlans,
        ...link
      }) => ({
        ...link,
        ...(filters && portVlans !== undefined && portVlans.length > 0 && { portVlans }),
        addresses: link.addresses.map(({ broadcast: _broadcast, label: _label, until: _until, ...address }) => address),
      }),
    ),
    // Of several ways the first is told: a trace goes one.
    routes: kernel.routes
      .filter(({ table }) => table === 'main')
      .map(({ nexthops, ...route }) =>
        nexthops?.[0] ? { ...route, via: nexthops[0].via, dev: nexthops[0].dev } : route,
      ),
    sysctls: Object.fromEntries(Object.entries(kernel.sysctls).filter(([name]) => isProbed(name))),
    firewall: kernel.firewall,
    docker: engine?.state() ?? { kind: 'missing', message: 'there is no docker command' },
    records: [],
  };
}
