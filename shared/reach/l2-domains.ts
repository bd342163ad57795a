/**
 * Layer-2 domains: which links of which hosts hear each other's broadcasts. A domain is a segment together with the tags on
 * the wire; a bridge joins the domains of its ports; what the segment does not carry stays on its host.
 */
import type { HostFacts, HostState, Link } from '../host/state.ts';
import { type Host, interfaceId, type Lab, type Nic, segmentNamed } from '../lab/lab.ts';
import { onWire, type Port } from '../lab/things/port.ts';
import { isWirelessName } from '../net/interface-name.ts';
import { hypervisorOf } from './hypervisors.ts';
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

export function readDevices(
  lab: Lab,
  host: Host,
  state: HostState,
  domains: Domains,
  spaces?: HostSpaces,
): HostDevices & { readonly named: ReadonlyMap<string, HostDevices> } {
  const readers = new Map<string, DeviceReader>();
  const read = (space: string, { facts, links }: Pick<HostState, 'facts' | 'links'>): DeviceReader => {
    const byName = new Map(links.map((link) => [link.name, link]));
    const far = (name: string): Far | undefined => {
      const end = spaces?.ends.get(endKey(space, name));
      const reader = end && readers.get(end.space);
      const link = end && reader?.links.get(end.link);
      return reader && link && { reader, link };
    };
    return new DeviceReader(lab, host, space, facts, byName, domains, far);
  };
  readers.set('', read('', state));
  for (const { name, state: own } of spaces?.named ?? []) readers.set(name, read(name, own));
  const all = [...readers].map(([name, reader]) => [name, reader.all()] as const);
  const named = new Map(all.slice(1));
  // A macvlan that has gone elsewhere still is a child of the device that it stands on.
  for (const [space, own] of named) {
    for (const link of own.links.values()) {
      const end = spaces?.ends.get(endKey(space, link.name));
      const below = end && all.find(([name]) => name === end.space)?.[1];
      const [device, under] = [below?.devices.get(end?.link ?? ''), below?.links.get(end?.link ?? '')];
      if ((link.kind !== 'macvlan' && link.kind !== 'ipvlan') || !device || !under) continue;
      const key = link.parent ?? '';
      (own.links as Map<string, Link>).set(key, { ...under, name: key });
      (own.devices as Map<string, Device>).set(key, device);
    }
  }
  return { ...(all[0]?.[1] ?? { links: new Map(), devices: new Map() }), named };
}

/** Network namespaces of a host besides its own and those of its containers. */
export interface HostSpaces {
  readonly named: readonly { readonly name: string; readonly state: HostState }[];
  /** By `endKey`: the other end of a cable, or what a link stands on that is in another namespace. The host's own is `''`. */
  readonly ends: ReadonlyMap<string, { readonly space: string; readonly link: string }>;
}

export const endKey = (space: string, link: string): string => `${space}|${link}`;

interface Far {
  readonly reader: DeviceReader;
  readonly link: Link;
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
  private readonly name: string;
  private readonly facts: HostFacts;
  readonly links: ReadonlyMap<string, Link>;
  private readonly domains: Domains;
  private readonly far: (link: string) => Far | undefined;

  constructor(
    lab: Lab,
    host: Host,
    space: string,
    facts: HostFacts,
    links: ReadonlyMap<string, Link>,
    domains: Domains,
    far: (link: string) => Far | undefined,
  ) {
    this.lab = lab;
    this.host = host;
    this.name = space === '' ? host.name : `${host.name}%${space}`;
    this.far = far;
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

  all(): HostDevices {
    const { links } = this;
    return { links, devices: new Map([...links.values()].map((link) => [link.name, this.device(link)])) };
  }

  device(link: Link): Device {
    const path = this.path(link);
    const nic = path.at(-1);
    const base = nic === undefined ? undefined : this.links.get(nic);
    return {
      host: this.name,
      name: link.name,
      id: interfaceId(this.host.name, link.name),
      domain: this.domain(link, [], 0),
      wire: this.wire(path),
      live: this.liveness(link, 0),
      path,
      master: link.master,
      guarded: base?.kind === 'nic' ? guardOf(this.facts, base, this.cards.get(base.name)?.port) : undefined,
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
    const { tags, passes } = onWire(port, path.flatMap((name) => tagOf(this.links.get(name)) ?? []).reverse());
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
    const here = this.numberOf(link, tags);
    if (depth > DEEPEST) return here;
    const far = this.far(link.name);
    if (far !== undefined && link.kind === 'veth') this.domains.join(here, far.reader.numberOf(far.link, tags));
    else if (far !== undefined) {
      const inner = link.kind === 'vlan' ? [tagOf(link) ?? 0, ...tags] : tags;
      return far.reader.domain(far.link, inner, depth + 1);
    }
    const below = link.parent === undefined || link.kind === 'veth' ? undefined : this.links.get(link.parent);
    if (link.kind === 'vlan' && below) return this.domain(below, [tagOf(link) ?? 0, ...tags], depth + 1);
    if ((link.kind === 'macvlan' || link.kind === 'ipvlan') && below) return this.domain(below, tags, depth + 1);
    if (link.kind === 'bridge' || link.kind === 'bond') {
      const [outer] = link.filters === true ? tags : [];
      if (outer !== undefined && !passes(link, outer)) return here;
      for (const port of this.ports.get(link.name) ?? []) {
        if (port.up && (outer === undefined || passes(port, outer)))
          this.domains.join(this.domain(port, tags, depth + 1), here);
      }
      return here;
    }
    const card = this.cards.get(link.name);
    if (link.kind !== 'nic' || card === undefined) return here;
    const wire = onWire(card.port, tags);
    if (!wire.passes || !this.carries(card.segment, wire.tags)) return here;
    return this.domains.numberOf(`s|${card.segment}|${wire.tags.join('.')}`);
  }

  private numberOf(link: Link, tags: readonly number[]): number {
    return this.domains.numberOf(`h|${this.name}|${link.name}|${tags.join('.')}`);
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

/** Tags of 802.1ad are other ones than those of 802.1Q, whatever their number: they are counted from here on. */
const SERVICE_TAGS = 4096;
const tagOf = (link: Link | undefined): number | undefined =>
  link?.vlan === undefined ? undefined : link.vlan + (link.serviceTag === true ? SERVICE_TAGS : 0);

/** A bridge that tells VLANs apart, and each of its ports, passes the tags that it was told of. */
const passes = ({ portVlans = [] }: Link, tag: number): boolean => portVlans.includes(tag);

export const up: Liveness = { kind: 'up' };

/** Who may drop frames of other MAC addresses. Whether the guest's card is promiscuous changes nothing of it by itself. */
function guardOf(
  { virtualization, wireless = [], macsPass = {} }: HostFacts,
  { name }: Link,
  port?: Port,
): Device['guarded'] {
  if (port?.macs !== undefined) return port.macs === 'own' ? 'port' : undefined;
  if (Object.hasOwn(macsPass, name)) return undefined;
  if (wireless.includes(name) || isWirelessName(name)) return 'access-point';
  // Who draws the port says what the wire does.
  return port === undefined ? hypervisorOf(virtualization) : undefined;
}
