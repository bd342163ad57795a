/** All practice hosts of one lab, and the wires between them. Hosts keep what was done to them while the drawing changes. */

import { plainLink } from '../../../shared/host/fresh-host.ts';
import type { Host, Lab } from '../../../shared/lab/lab.ts';
import { managed } from '../../../shared/lab/lab.ts';
import { findLink, type KernelState, macFor } from '../../../shared/machine/kernel/kernel.ts';
import { nextIndex, withNewLink } from '../../../shared/machine/kernel/links.ts';
import { addressPart, ipFamily } from '../../../shared/net/ip.ts';
import { connect } from '../docker/distribution/connect.ts';
import type { KeptEngine } from '../docker/engine/host.ts';
import type { Clock } from '../os/clock.ts';
import { FileError, type Files } from '../os/files/files.ts';
import type { Commands, Machine } from '../os/machine.ts';
import type { Release } from '../os/releases.ts';
import { createWires, type LabWires } from '../wires/wires.ts';
import { createMachine, type KeepableEngine, type PracticeMachine } from './create-machine.ts';
import { makeExisting } from './existing-networks.ts';
import { freshKernel } from './fresh-kernel.ts';
import type { KeptMachine } from './kept.ts';

export interface PracticeParts {
  readonly clock: Clock;
  /** An empty file system, for each host its own, which tells each time that something in it has changed. */
  readonly files: (changed: () => void) => Files;
  readonly commands: Commands;
  /** What a host is that nobody kept; Debian 12 if nothing is said. */
  readonly release?: Release | undefined;
  /** `changed` is to be called after each change of the engine. */
  createEngine(machine: PracticeMachine, kept: KeptEngine | undefined): KeepableEngine;
  /** Hosts that are brought back, by name: they go on as they were. */
  readonly kept?: Readonly<Record<string, KeptMachine>> | undefined;
}

export interface Practice {
  machine(host: string): Machine | undefined;
  machines(): readonly PracticeMachine[];
  /** The drawing as it is now: hosts that are new come to be, those that are gone end, the others stay as they are. */
  update(lab: Lab): void;
  /** Puts a new host in the place of one that is drawn, as if it were drawn now. */
  renew(host: string): void;
}

export function createPractice(lab: Lab, parts: PracticeParts): Practice {
  const machines = new Map<string, PracticeMachine>();
  const wires: LabWires = Object.assign(createWires(), { connect });
  /** A host that is drawn again later is a new one. */
  let first = true;
  let drawn = lab;

  const create = (host: Host): PracticeMachine => {
    const kept = first && Object.hasOwn(parts.kept ?? {}, host.name) ? parts.kept?.[host.name] : undefined;
    let made: PracticeMachine | undefined;
    const machine = createMachine({
      name: host.name,
      kernel: kept?.kernel ?? freshKernel(host, { docker: true, ...(parts.release && { release: parts.release }) }),
      keptFiles: kept?.files,
      files: parts.files(() => made?.filesChanged()),
      commands: parts.commands,
      wires,
      clock: parts.clock,
      createEngine: (made) => parts.createEngine(made, kept?.engine),
    });
    made = machine;
    machine.engine?.resume();
    if (kept === undefined) makeExisting(machine, drawn, host);
    machine.onChange(() => wires.changed());
    return machine;
  };
  const update = (next: Lab): void => {
    drawn = next;
    const names = new Set(managed(next).map(({ name }) => name));
    for (const name of machines.keys()) if (!names.has(name)) machines.delete(name);
    for (const host of managed(next)) {
      const known = machines.get(host.name);
      if (known === undefined) machines.set(host.name, create(host));
      else plugIn(known, host);
    }
    const withNames = namesOf(next);
    for (const machine of machines.values()) tellNames(machine, withNames);
    wires.place(next, machines);
  };
  update(lab);
  first = false;
  return {
    machine: (host) => machines.get(host),
    machines: () => [...machines.values()],
    update,
    renew(host) {
      machines.delete(host);
      update(drawn);
    },
  };
}

/** Network cards that were drawn since are put into the machine, without an address; none is taken out. */
function plugIn(machine: Machine, host: Host): void {
  for (const { kind, name } of host.interfaces) {
    if (kind !== 'nic' || findLink(machine.kernel(), name) !== undefined) continue;
    machine.changeKernel((kernel) => withCard(kernel, name));
  }
}

const withCard = (kernel: KernelState, name: string): KernelState =>
  withNewLink(kernel, {
    ...plainLink,
    name,
    index: nextIndex(kernel),
    kind: 'nic',
    mac: macFor(`${kernel.hostname} ${name}`),
    addresses: [],
  });

/**
 * The text of a hosts file with the names of all hosts of a lab that it lacks. Most hosts have the same one: for each text it is
 * found out once.
 */
function namesOf(lab: Lab): (text: string) => string {
  const addresses = lab.hosts.flatMap(({ name, ssh, interfaces }) => {
    const own = interfaces.find(({ kind, address }) => kind === 'nic' && address !== undefined)?.address ?? ssh.address;
    const address = addressPart(own);
    return ipFamily(address) === 4 ? [{ name, address }] : [];
  });
  const found = new Map<string, string>();
  return (text) => {
    const before = found.get(text);
    if (before !== undefined) return before;
    const known = new Set(text.split(/\s+/));
    const after = text + addresses.map(({ name, address }) => (known.has(name) ? '' : `${address} ${name}\n`)).join('');
    found.set(text, after);
    return after;
  };
}

/** Each host knows the others of its lab by name, as in a well-kept one; what somebody wrote into the file stays. */
function tellNames({ userland: { files } }: Machine, withNames: (text: string) => string): void {
  const text = files.status(HOSTS)?.kind === 'file' ? files.read(HOSTS) : '';
  const after = withNames(text);
  if (after === text) return;
  try {
    files.write(HOSTS, after);
  } catch (error) {
    // Somebody took the file's folder away, or filled the disk: that host does not know the names of the others.
    if (!(error instanceof FileError)) throw error;
  }
}

const HOSTS = '/etc/hosts';
