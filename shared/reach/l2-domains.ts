/**
 * Layer-2 domains: which links of which hosts hear each other's broadcasts. A domain is a segment together with the tags on
 * the wire; a bridge joins the domains of its ports; what the segment does not carry stays on its host.
 */
import type { HostFacts, HostState, Link } from '../host/state.ts';
import { type Host, interfaceId, type Lab, type Nic, segmentNamed } from '../lab/lab.ts';
import { onWire, type Port } from '../lab/things/port.ts';
import { isWirelessName } from '../net/interface-name.ts';
import type { Device, Liveness, Wire } from './world.ts';

/** A host state may say anything: links that stand on each other in a circle end here. */
const DEEPEST = 16;

/** Numbers for domains, joined as bridges join them. */
export class Domains {
  private readonly numbers = new Map<string, number>();
  private readonly joined: number[] = [];

  numberOf(key: string): number {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.joined.length;
    this.numbers.set(key, number);
    this.joined.push(number);
    return number;
  }

  join(a: number, b: number): void {
    this.joined[this.find(a)] = this.find(b);
  }

  find(number: number): number {
    let root = number;
    for (let above = this.joined[root] ?? root; above !== root; above = this.joined[root] ?? root) root = above;
    this.joined[number] = root;
    return root;
  }
}

/** The devices of one host by name. Their domains are final only after all hosts have been read: see `settle`. */
export interface HostDevices {
  readonly devices: ReadonlyMap<string, Device>;
  readonly links: ReadonlyMap<string, Link>;
}

export function readDevices(lab: Lab, host: Host, state: HostState, domains: Domains): HostDevices {
  const links = new Map(state.links.map((link) => [link.name, link]));
  const reader = new DeviceReader(lab, host, state.facts, links, domains);
  return { links, devices: new Map(state.links.map((link) => [link.name, reader.device(link)])) };
}

/** Gives each device the number of the domain that its own has become part of. */
export function settle({ devices }: HostDevices, domains: Domains): void {
  for (const device of devices.values()) {
    (device as { domain: number }).domain = domains.find(device.domain);
  }
}

class DeviceReader {
  private readonly ports: ReadonlyMap<string, readonly Link[]>;
  private readonly cards: ReadonlyMap<string, Nic>;

  private readonly lab: Lab;
  private readonly host: Host;
  private readonly facts: HostFacts;
  private readonly links: ReadonlyMap<string, Link>;
  private readonly domains: Domains;

  constructor(lab: Lab, host: Host, facts: HostFacts, links: ReadonlyMap<string, Link>, domains: Domains) {
    this.lab = lab;
    this.host = host;
    this.facts = facts;
    this.links = links;
    this.domains = domains;
    const ports = new Map<string, Link[]>();
    for (const link of links.values()) {
      if (link.master !== undefined) ports.set(link.master, [...(ports.get(link.master) ?? []), link]);
    }
    this.ports = ports;
    this.cards = new Map(host.interfaces.flatMap((item) => (item.kind === 'nic' ? [[item.name, item] as const] : [])));
  }

  device(link: Link): Device {
    const path = this.path(link);
    const nic = path.at(-1);
    const base = nic === undefined ? undefined : this.links.get(nic);
    return {
      host: this.host.name,
      name: link.name,
      id: interfaceId(this.host.name, link.name),
      domain: this.domain(link, [], 0),
      wire: this.wire(path),
      live: this.liveness(link, 0),
      path,
      master: link.master,
      guarded:
        base?.kind === 'nic' && base.master === undefined
          ? guardOf(this.facts, base, this.cards.get(base.name)?.port)
          : undefined,
      children: { ipvlan: new Map(), passthru: undefined },
    };
  }

  private under(link: Link): Link | undefined {
    if (link.kind === 'bridge' || link.kind === 'bond') {
      return this.ports.get(link.name)?.find(({ kind }) => kind === 'nic' || kind === 'vlan' || kind === 'bond');
    }
    return link.parent === undefined || link.kind === 'veth' ? undefined : this.links.get(link.parent);
  }

  private path(link: Link): readonly string[] {
    const names: string[] = [];
    for (let at: Link | undefined = link; at !== undefined && names.length < DEEPEST; at = this.under(at)) {
      names.push(at.name);
    }
    return names;
  }

  private wire(path: readonly string[]): Wire | undefined {
    const card = this.cards.get(path.at(-1) ?? '');
    if (card === undefined) return undefined;
    const { segment, port } = card;
    const { tags, passes } = onWire(port, path.flatMap((name) => this.links.get(name)?.vlan ?? []).reverse());
    return { segment, tags, carried: passes && this.carries(segment, tags) };
  }

  /** A switch looks at the outermost tag; untagged frames always pass. */
  private carries(segment: string, tags: readonly number[]): boolean {
    const [outer] = tags;
    if (outer === undefined) return true;
    const vlans = segmentNamed(this.lab, segment)?.vlans ?? 'none';
    return vlans === 'all' || (vlans !== 'none' && vlans.includes(outer));
  }

  /** The domain of frames that leave by this link with these tags already on them, the outermost first. */
  private domain(link: Link, tags: readonly number[], depth: number): number {
    const here = this.domains.numberOf(`h|${this.host.name}|${link.name}|${tags.join('.')}`);
    if (depth > DEEPEST) return here;
    const below = link.parent === undefined || link.kind === 'veth' ? undefined : this.links.get(link.parent);
    if (link.kind === 'vlan' && below) return this.domain(below, [link.vlan ?? 0, ...tags], depth + 1);
    if ((link.kind === 'macvlan' || link.kind === 'ipvlan') && below) return this.domain(below, tags, depth + 1);
    if (link.kind === 'bridge' || link.kind === 'bond') {
      if (link.filters === true && tags[0] !== undefined && !this.isOn(link, tags[0])) return here;
      for (const port of this.ports.get(link.name) ?? []) {
        if (port.up) this.domains.join(this.domain(port, tags, depth + 1), here);
      }
      return here;
    }
    const card = this.cards.get(link.name);
    if (link.kind !== 'nic' || card === undefined) return here;
    const wire = onWire(card.port, tags);
    if (!wire.passes || !this.carries(card.segment, wire.tags)) return here;
    return this.domains.numberOf(`s|${card.segment}|${wire.tags.join('.')}`);
  }

  /** A bridge that tells VLANs apart passes the tags of sub-interfaces on it. */
  private isOn({ name }: Link, tag: number): boolean {
    for (const { kind, parent, vlan } of this.links.values())
      if (kind === 'vlan' && parent === name && vlan === tag) return true;
    return false;
  }

  /** Down when it or what it stands on is. A bridge needs no carrier of its own: its ports come and go with the machines on it. */
  private liveness(link: Link, depth: number): Liveness {
    if (!link.up) return { kind: 'down', link: link.name };
    const below = depth > DEEPEST || link.parent === undefined ? undefined : this.links.get(link.parent);
    const under = below && link.kind !== 'veth' ? this.liveness(below, depth + 1) : up;
    if (under.kind !== 'up') return under;
    if (!link.carrier && link.kind !== 'bridge') return { kind: 'no-carrier', link: link.name };
    return up;
  }
}

export const up: Liveness = { kind: 'up' };

/** Hypervisors whose virtual switches know one MAC address per NIC unless told otherwise, by systemd-detect-virt's names. */
const hypervisors = new Set([
  'kvm',
  'qemu',
  'vmware',
  'oracle',
  'microsoft',
  'parallels',
  'xen',
  'bhyve',
  'amazon',
  'google',
  'apple',
]);

function guardOf(
  { virtualization, wireless = [] }: HostFacts,
  { name, promiscuous }: Link,
  port?: Port,
): Device['guarded'] {
  if (port?.macs !== undefined) return port.macs === 'own' ? 'port' : undefined;
  if (wireless.includes(name) || isWirelessName(name)) return 'access-point';
  return !promiscuous && hypervisors.has(virtualization) ? 'hypervisor' : undefined;
}
