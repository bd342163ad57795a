/** What pasted things are called where they come to, and what they come onto. */
import { containerId, type Host, interfaceId, type Lab, noteId } from '../../lab/lab.ts';
import { indexOf, thingNamed } from '../../lab/lookup.ts';
import { type Refusal, refuse } from '../draft.ts';
import { type DropPlace, hostOf } from '../tools.ts';
import type { Clip } from './read.ts';
import type { NewNames } from './renamed.ts';
import { type Retagged, retagged } from './tags.ts';

export interface Naming {
  readonly names: NewNames;
  /** Hosts that are pasted as a whole. */
  readonly whole: readonly Host[];
  /** Networks that are made anew; the others are joined. */
  readonly fresh: ReadonlySet<string>;
  /** Segments that are made anew. */
  readonly freshSegments: ReadonlySet<string>;
  /** Containers and sub-interfaces that go onto a host that is there, by their ids: which, and for an interface on which card. */
  readonly loose: ReadonlyMap<string, { readonly host: string; readonly nic?: string; readonly tag?: number }>;
  /** Sub-interfaces of whole hosts whose tag means another subnet here. */
  readonly tags: Retagged;
  /** What a network stands on that was copied without any host: a name of the file and the interface on that host. */
  readonly stands: ReadonlyMap<string, { readonly host: string; readonly interface: string }>;
}

/** `bbox10` gives `bbox11`, `docker01` gives `docker02`; a name without a number gets a 2. */
export function numbered(name: string, taken: (name: string) => boolean): string {
  if (!taken(name)) return name;
  const [, stem = name, digits] = /^(.*?)(\d{1,9})?$/s.exec(name) ?? [];
  for (let count = digits === undefined ? 2 : Number(digits) + 1; ; count += 1) {
    const next = `${stem}${String(count).padStart(digits?.length ?? 0, '0')}`;
    if (!taken(next)) return next;
  }
}

/** Remembers what it gave away. */
function giver(...there: readonly (readonly { readonly name: string }[])[]): (name: string) => string {
  const taken = new Set(there.flatMap((things) => things.map(({ name }) => name)));
  return (name) => {
    const free = numbered(name, (wish) => taken.has(wish));
    taken.add(free);
    return free;
  };
}

/** What everything is called afterwards, and where what is no whole host goes; or why it goes nowhere. */
export function named(into: Lab, { lab, chosen }: Clip, at: DropPlace): Naming | Refusal {
  const index = indexOf(into);
  const giveTop = giver(into.hosts, into.segments, into.networks);
  const giveContainer = giver(into.hosts.flatMap(({ containers }) => containers));
  const giveNote = giver(into.notes);
  const whole = lab.hosts.filter(({ name }) => chosen.has(name));
  const inner = new Map<string, string>();

  const freshSegments = new Set(
    lab.segments.filter(({ name }) => chosen.has(name) || index.segment(name) === undefined).map(({ name }) => name),
  );
  const segments = new Map(
    lab.segments.map(({ name }) => [name, freshSegments.has(name) ? giveTop(name) : name] as const),
  );
  const hosts = new Map(whole.map(({ name }) => [name, giveTop(name)] as const));
  const onWhole = new Set(whole.map(({ name }) => name));
  const fresh = new Set(
    lab.networks
      .filter((network) => {
        if (chosen.has(network.name)) return true;
        const here = index.network(network.name);
        const same = here !== undefined && here.subnet === network.subnet && here.driver === network.driver;
        return !same && usedBy(lab, network.name, onWhole);
      })
      .map(({ name }) => name),
  );
  const networks = new Map(lab.networks.map(({ name }) => [name, fresh.has(name) ? giveTop(name) : name] as const));
  const notes = new Map(
    lab.notes.filter(({ name }) => chosen.has(noteId(name))).map(({ name }) => [name, giveNote(name)] as const),
  );
  const tags = retagged(into, lab, whole, fresh, (name) => (freshSegments.has(name) ? undefined : name));
  for (const host of whole) {
    const to = hosts.get(host.name) ?? host.name;
    const taken = new Set(host.interfaces.map(({ name }) => name));
    for (const item of host.interfaces) {
      const id = interfaceId(host.name, item.name);
      const tag = tags.interfaces.get(id);
      // One that is called by its tag is called by the new one.
      const wish = item.kind === 'vlan' && item.name === `${item.parent}.${item.vlan}` ? `${item.parent}.${tag}` : '';
      const name = tag === undefined || wish === '' || taken.has(wish) ? item.name : wish;
      inner.set(id, interfaceId(to, name));
    }
    for (const { name } of host.containers)
      inner.set(containerId(host.name, name), containerId(to, giveContainer(name)));
  }

  const loose = new Map<string, { host: string; nic?: string; tag?: number }>();
  const givers = new Map<string, (name: string) => string>();
  const tagsTaken = new Map<string, Set<number>>();
  for (const id of chosen) {
    const thing = thingNamed(lab, id);
    if (thing === undefined || !('host' in thing) || onWhole.has(thing.host)) continue;
    const host = hostOf(into, at) ?? (index.host(thing.host) === undefined ? onlyHost(into) : thing.host);
    if (host === undefined) return refuse(`choose the host first that ${thing.name} is to be on`);
    if (thing.kind === 'container') {
      const name = giveContainer(thing.name);
      loose.set(id, { host });
      inner.set(id, containerId(host, name));
      for (const { network } of indexOf(lab).container(thing.host, thing.name)?.attachments ?? []) {
        const target = networkOn(into, host, network, at);
        if (target === undefined) return refuse(`${host} has no network that ${thing.name} could be on`);
        networks.set(network, target);
      }
      continue;
    }
    const item = indexOf(lab).interface(thing.host, thing.name);
    if (item?.kind !== 'vlan') return refuse(`${id} is pasted with its host only: copy ${thing.host}`);
    const cards = index.host(host)?.interfaces.filter(({ kind }) => kind === 'nic') ?? [];
    const nic = cards.find(({ name }) => name === item.parent)?.name ?? cards[0]?.name;
    if (nic === undefined) return refuse(`${host} has no card that ${id} could stand on`);
    const card = interfaceId(host, nic);
    const used =
      tagsTaken.get(card) ??
      new Set(
        index.host(host)?.interfaces.flatMap((one) => (one.kind === 'vlan' && one.parent === nic ? [one.vlan] : [])),
      );
    tagsTaken.set(card, used);
    let tag = item.vlan;
    while (used.has(tag) && tag < 4094) tag += tag % 10 === 0 && tag < 4085 ? 10 : 1;
    if (used.has(tag)) return refuse(`${card} has no tag left`);
    used.add(tag);
    const give = givers.get(host) ?? giver(index.host(host)?.interfaces ?? []);
    givers.set(host, give);
    loose.set(id, { host, nic, tag });
    inner.set(id, interfaceId(host, give(`${nic}.${tag}`)));
  }
  const stands = new Map<string, { host: string; interface: string }>();
  for (const network of lab.networks) {
    const own: string = network.driver;
    if (!chosen.has(network.name) || usedBy(lab, network.name, onWhole) || own === 'bridge') continue;
    if (at.kind !== 'interface') return refuse(`choose the interface first that ${network.name} is to stand on`);
    stands.set(network.name, { host: at.host, interface: at.name });
  }
  return { names: { segments, hosts, networks, notes, inner }, whole, fresh, freshSegments, loose, tags, stands };
}

const usedBy = (lab: Lab, network: string, hosts: ReadonlySet<string>): boolean =>
  lab.networks.some(({ name, parents }) => name === network && parents.some(({ host }) => hosts.has(host))) ||
  lab.hosts.some(
    (host) =>
      hosts.has(host.name) &&
      host.containers.some(({ attachments }) => attachments.some((item) => item.network === network)),
  );

const onlyHost = ({ hosts }: Lab): string | undefined => (hosts.length === 1 ? hosts[0]?.name : undefined);

/** On that host: the network that is chosen, else the one of the same name, else any. */
function networkOn(into: Lab, host: string, name: string, at: DropPlace): string | undefined {
  const there = (network: string): boolean =>
    indexOf(into).parentOf(network, host) !== undefined ||
    indexOf(into)
      .host(host)
      ?.containers.some(({ attachments }) => attachments.some((item) => item.network === network)) === true;
  if (at.kind === 'network' && there(at.name)) return at.name;
  if (there(name)) return name;
  return into.networks.find((network) => there(network.name))?.name;
}
