/**
 * Which stacks no trace can tell apart, but for whether the other end is on the same host. A class is a text of everything that
 * a trace looks at: equal texts, equal verdicts.
 */
import type { Ipv4 } from '../net/ipv4.ts';
import { AddressClasses } from './address-classes.ts';
import { alikeHosts } from './alike-hosts.ts';
import { AskedFor } from './asked-for.ts';
import type { Firewall } from './firewall.ts';
import { sharedAddresses } from './shared-addresses.ts';
import type { SortedAddresses } from './sorted-addresses.ts';
import type { Device, RouteEntry } from './world.ts';
import { isIpvlanL3, type Mould, type NetInterface, onePerMould, type Stack, type World } from './world.ts';

export class StackClasses {
  readonly addresses: AddressClasses;
  private readonly world: World;
  private readonly asked: AskedFor;
  /** Hosts on which something is a next hop, or holds an address that others hold too: third parties ask for it. */
  private readonly onTheWay = new Set<string>();
  private readonly nextHops = new Set<Ipv4>();
  private readonly shared: ReadonlyMap<Ipv4, ReadonlySet<Stack>>;
  /** Of hosts that third parties ask for, those that are as others are. */
  private readonly alike: ReadonlyMap<string, number>;
  private readonly numbers = new Map<Stack, number>();
  private readonly texts = new Map<string, number>();
  private readonly moulds = new Map<Mould, Map<number, number>>();
  /** Domains that do not leave one host, by the name of a device in each: `docker0` is the same on all hosts. */
  private readonly domestic: ReadonlyMap<number, string>;
  /** By the number of a class. */
  private readonly domains = new Map<number, ReadonlySet<number | string>>();
  private readonly firewalls = new Map<string, number>();
  private readonly firewallNumbers = new Map<Firewall, number>();

  /**
   * @param targets the addresses that are pinged
   * @param named those of them that are pinged whoever has them: the first of their holders is like no other
   */
  constructor(world: World, targets: SortedAddresses, named: ReadonlySet<Ipv4>) {
    this.world = world;
    this.addresses = new AddressClasses(world);
    this.asked = new AskedFor(world);
    this.domestic = domesticDomains(world);
    for (const { routes } of onePerMould(world.stacks))
      for (const { via } of routes.entries) if (via !== undefined) this.nextHops.add(via);
    for (const via of this.nextHops) for (const { host } of world.owners.get(via) ?? []) this.onTheWay.add(host);
    const shared = sharedAddresses(world, targets, this.nextHops);
    this.shared = new Map([...shared].map(([address, owners]) => [address, new Set(owners)]));
    const sharing = new Set([...shared.values()].flatMap((owners) => owners.map(({ host }) => host)));
    for (const host of sharing) this.onTheWay.add(host);
    const texts = new Map<Mould, Map<number, string>>();
    this.alike = alikeHosts(world, {
      hosts: sharing,
      unlike: named,
      describe: (stack) => this.byMould(texts, stack, () => this.describe(stack, '')),
    });
  }

  /** Whose addresses are next hops. */
  get routers(): readonly Stack[] {
    const routers = [...this.nextHops].flatMap((via) => this.world.owners.get(via) ?? []);
    return [...new Set(routers)];
  }

  /** Equal numbers: one class. */
  numberOf(stack: Stack): number {
    const known = this.numbers.get(stack);
    if (known !== undefined) return known;
    const number = this.isOneOfItsKind(stack)
      ? this.numberOfText(`#${stack.index}`)
      : this.byMould(this.moulds, stack, () => this.numberOfText(this.describe(stack, this.placeOf(stack))));
    this.numbers.set(stack, number);
    return number;
  }

  private numberOfText(text: string): number {
    const number = this.texts.get(text) ?? this.texts.size;
    this.texts.set(text, number);
    return number;
  }

  /** Describing thousands of containers that one network has made would take longer than all else. */
  private byMould<T>(known: Map<Mould, Map<number, T>>, { mould, addresses }: Stack, make: () => T): T {
    if (mould === undefined) return make();
    const byAddress = known.get(mould) ?? new Map<number, T>();
    known.set(mould, byAddress);
    const address = this.addresses.classOf(addresses[0] ?? 0);
    const made = byAddress.get(address) ?? make();
    byAddress.set(address, made);
    return made;
  }

  /** The layer-2 domains that a stack has an interface in by which traces come. Names of domains of one host mean something on that host only. */
  domainsOf(stack: Stack): ReadonlySet<number | string> {
    const number = this.numberOf(stack);
    const known = this.domains.get(number);
    if (known) return known;
    const domains = new Set(this.heard(stack).map(({ device }) => this.domainName(device.domain)));
    // Of alike hosts, what is on one of them is not what is on two, wherever its frames go.
    if (this.alike.has(stack.host)) domains.add(this.placeOf(stack));
    this.domains.set(number, domains);
    return domains;
  }

  private heard({ interfaces }: Stack): readonly NetInterface[] {
    return interfaces.filter((item) => !this.asked.isMute(item));
  }

  private domainName(domain: number): number | string {
    return this.domestic.get(domain) ?? domain;
  }

  /** Next hops are like nothing else, and so are holders of an address that stands twice, unless others stand so too. */
  private isOneOfItsKind(stack: Stack): boolean {
    if (this.alike.has(stack.host)) return false;
    if (stack.kind === 'host' && this.onTheWay.has(stack.host)) return true;
    for (const address of stack.addresses) {
      if (this.nextHops.has(address)) return true;
      if (!this.addresses.isOfTwins(address) && this.shared.get(address)?.has(stack)) return true;
    }
    return false;
  }

  /** The host that it is bound to, or one of which there are several; '': it might be on any. */
  private placeOf({ host, interfaces }: Stack): string {
    const alike = this.alike.get(host);
    if (alike !== undefined) return `@~${alike}`;
    return this.onTheWay.has(host) || interfaces.some(isBoundToHost) ? `@${host}` : '';
  }

  private describe(stack: Stack, place: string): string {
    const { kind, routes, forwards, firewall } = stack;
    let text = `${kind}${place}${forwards ? '|f' : '|'}`;
    if (firewall) text += this.firewallNumber(firewall);
    for (const item of this.heard(stack)) text += this.describeInterface(item);
    for (const route of routes.entries) text += this.describeRoute(route);
    return text;
  }

  private describeInterface({
    name,
    role,
    mode,
    device,
    sharedMac,
    addresses,
    live,
    reversePath,
  }: NetInterface): string {
    const { wire, children } = device;
    let text = `|${role},${mode},${this.domainName(device.domain)},${device.name},${live.kind},${reversePath},${guardText(device.guarded)},${sharedMac?.follows ? 'shared' : (sharedMac?.mac ?? '')}`;
    if (role === 'self') text += `${name},${device.master ?? ''},${children.passthru ? 'p' : ''}`;
    if (wire) text += `,${wire.segment},${wire.tags.join('.')}`;
    for (const { address, prefix } of addresses) text += `;${this.addresses.classOf(address)}/${prefix}`;
    return text;
  }

  private describeRoute({ to, via, dev, source, metric, type }: RouteEntry): string {
    const own = source !== undefined && dev?.stack.own.has(source);
    const from = own ? `own${this.addresses.classOf(source)}` : (source ?? '');
    return `~${to.address}/${to.prefix},${via ?? ''},${dev?.name ?? ''},${from},${metric},${type}`;
  }

  private firewallNumber(firewall: Firewall): number {
    const known = this.firewallNumbers.get(firewall);
    if (known !== undefined) return known;
    const number = this.firewalls.get(firewall.text) ?? this.firewalls.size;
    this.firewalls.set(firewall.text, number);
    this.firewallNumbers.set(firewall, number);
    return number;
  }
}

function domesticDomains({ stacks }: World): ReadonlyMap<number, string> {
  const first = new Map<number, { readonly host: string; readonly name: string }>();
  const shared = new Set<number>();
  for (const { interfaces } of onePerMould(stacks)) {
    for (const { device } of interfaces) {
      const known = first.get(device.domain);
      if (known === undefined) first.set(device.domain, device);
      else if (known.host !== device.host) shared.add(device.domain);
    }
  }
  return new Map([...first].flatMap(([domain, { name }]) => (shared.has(domain) ? [] : [[domain, name]])));
}

/** Its host's own stack decides over its packets. */
const isBoundToHost = (item: NetInterface): boolean =>
  isIpvlanL3(item) || item.role === 'port' || (item.role === 'self' && item.device.children.ipvlan.size > 0);

const guardText = (guarded: Device['guarded']): string =>
  typeof guarded === 'object' ? guarded.name : (guarded ?? '');
