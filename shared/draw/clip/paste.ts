/**
 * A part of a lab put into another one, or into the one that it is from: renamed and renumbered so that nothing clashes, with all
 * links within it. Segments and networks that are the same here are joined and not doubled, unless they themselves were copied.
 */
import { type Data, isMap } from '../../lab/data.ts';
import {
  add,
  containerPath,
  hostPath,
  interfacePath,
  networkPath,
  notePath,
  segmentPath,
  set,
} from '../../lab/edit/edits.ts';
import type { Edit } from '../../lab/edit/language.ts';
import { editLab, type LabDocument } from '../../lab/edit.ts';
import { containerId, type Host, interfaceId, type Lab } from '../../lab/lab.ts';
import { indexOf, thingNamed } from '../../lab/lookup.ts';
import { parseCidr, parseIpv4 } from '../../net/ipv4.ts';
import { isRefusal, type Refusal, refuse } from '../draft.ts';
import { newFault } from '../draw.ts';
import { anotherPlace, knownBlocks, usedAddresses } from '../free.ts';
import type { DropPlace, NotMade } from '../tools.ts';
import { Addresses } from './addresses.ts';
import { type Naming, named } from './naming.ts';
import { type Clip, readClip } from './read.ts';
import { keyOfPath, newId, rewritten } from './renamed.ts';

export interface Pasted {
  readonly ok: true;
  readonly edits: readonly Edit[];
  /** Ids of what is new and was meant. */
  readonly made: readonly string[];
  /** The step, for undo: `paste docker03`. */
  readonly says: string;
}

/** How far below and beside the first one a copy stands, in pixels. */
const ASIDE = 24;

/** @param at where parts of hosts go: the thing that is chosen */
export function paste(document: LabDocument, text: string, at: DropPlace, verb = 'paste'): Pasted | NotMade {
  const made = pasted(document, text, at, verb);
  return isRefusal(made) ? { ok: false, why: made.why } : made;
}

function pasted(document: LabDocument, text: string, at: DropPlace, verb: string): Pasted | Refusal {
  const into = document.lab;
  if (into === undefined) return refuse('the file has an error: mend it first');
  const clip = readClip(text);
  if (isRefusal(clip)) return clip;
  const naming = named(into, clip, at);
  if (isRefusal(naming)) return naming;
  const addresses = addressed(into, clip, naming);
  if (isRefusal(addresses)) return addresses;
  const edits = editsOf(clip, naming, addresses);
  const edited = editLab(document, edits);
  if (!edited.ok) return refuse(sentence(edited.problems[0]?.message));
  const before = new Set(document.problems.map(({ message }) => message));
  const wrong = edited.value.problems.find(({ severity, message }) => severity === 'error' && !before.has(message));
  if (wrong !== undefined) return refuse(sentence(wrong.message));
  const fault = edited.value.lab && newFault(into, edited.value.lab);
  if (fault !== undefined) return refuse(fault);
  const made = [...clip.chosen].map((id) => newId(id, clip.lab, naming.names));
  const what = made.length === 1 ? made[0] : `${made.length} things`;
  return { ok: true, edits, made, says: [`${verb} ${what}`, ...naming.tags.words].join(', ') };
}

const sentence = (message = 'it does not fit'): string => message.replace(/\.$/, '');

function addressed(into: Lab, { lab }: Clip, { whole, fresh, loose, names }: Naming): Addresses | Refusal {
  const addresses = new Addresses(usedAddresses(into), knownBlocks(into));
  for (const network of lab.networks) {
    const block = parseCidr(network.subnet);
    if (fresh.has(network.name) && block !== undefined && !addresses.takeBlock(block))
      return refuse(`there is no free subnet for ${network.name}`);
  }
  const take = (text: string | undefined, subnet: string | undefined, range?: string): boolean => {
    const [single = ''] = (text ?? '').split('/');
    const address = parseIpv4(single);
    const block = parseCidr(subnet ?? text ?? '');
    return address === undefined || addresses.take(address, block, parseCidr(range ?? ''));
  };
  const full = (id: string): Refusal => refuse(`the subnet of ${id} is full`);
  const takeBox = (id: string, box: Host['containers'][number]): Refusal | undefined => {
    for (const { network, address } of box.attachments) {
      const target = names.networks.get(network) ?? network;
      const known = fresh.has(network) ? indexOf(lab).network(network) : indexOf(into).network(target);
      if (address === undefined || known === undefined) continue;
      if (!take(address, known.subnet, known.range)) return full(id);
    }
    return undefined;
  };
  for (const host of whole) {
    for (const item of host.interfaces)
      if (!take(item.address, undefined)) return full(interfaceId(host.name, item.name));
    // One that no card has: beside that of its first card.
    const first = host.interfaces.find(({ address }) => address !== undefined)?.address;
    if (!take(host.ssh.address, first)) return full(host.name);
    for (const box of host.containers) {
      const refused = takeBox(containerId(host.name, box.name), box);
      if (refused !== undefined) return refused;
    }
  }
  for (const id of loose.keys()) {
    const thing = thingNamed(lab, id);
    if (thing?.kind === 'container') {
      const box = indexOf(lab).container(thing.host, thing.name);
      const refused = box && takeBox(id, box);
      if (refused !== undefined) return refused;
    } else if (thing?.kind === 'interface') {
      if (!take(indexOf(lab).interface(thing.host, thing.name)?.address, undefined)) return full(id);
    }
  }
  return addresses;
}

function editsOf({ lab, data, chosen }: Clip, naming: Naming, addresses: Addresses): readonly Edit[] {
  const { names, whole, fresh, freshSegments, loose, tags, stands } = naming;
  const values = new Map<string, Data>();
  for (const [id, { nic, tag }] of loose) {
    const thing = thingNamed(lab, id);
    if (thing?.kind !== 'interface' || nic === undefined || tag === undefined) continue;
    const path = interfacePath(thing.host, thing.name);
    values.set(keyOfPath([...path, 'parent']), nic);
    values.set(keyOfPath([...path, 'vlan']), tag);
  }
  for (const [id, tag] of tags.interfaces) {
    const thing = thingNamed(lab, id);
    if (thing?.kind === 'interface') values.set(keyOfPath([...interfacePath(thing.host, thing.name), 'vlan']), tag);
  }
  for (const { name, ssh } of whole) {
    const to = names.hosts.get(name) ?? name;
    // Numbers move with all others; a machine that is known by a name is another one under another name.
    if (to !== name && ssh.address !== '' && parseIpv4(ssh.address) === undefined)
      values.set(keyOfPath([...hostPath(name), 'ssh', 'address']), anotherPlace(lab, ssh.address, to));
  }
  const result = rewritten(data, { lab, names, values, address: (text) => addresses.text(text) });
  const at = (...path: readonly string[]): Data | undefined =>
    path.reduce<Data | undefined>((inner, step) => (isMap(inner) ? inner.get(step) : undefined), result);
  const put = (path: readonly string[], value: Data | undefined): Edit =>
    add(path, (value ?? new Map()) as ReadonlyMap<string, Data>);

  const edits: Edit[] = [];
  for (const name of freshSegments) {
    const to = names.segments.get(name) ?? name;
    const used =
      chosen.has(name) ||
      whole.some((host) => host.interfaces.some((item) => 'segment' in item && item.segment === name));
    if (used) edits.push(put(segmentPath(to), at('segments', to)));
  }
  for (const host of whole) {
    const to = names.hosts.get(host.name) ?? host.name;
    edits.push(put(hostPath(to), at('hosts', to)));
  }
  for (const network of lab.networks) {
    const to = names.networks.get(network.name) ?? network.name;
    if (fresh.has(network.name))
      edits.push(put(networkPath(to), onlyOn(at('networks', to), names.hosts, stands.get(network.name))));
    else
      for (const { host } of network.parents) {
        const on = names.hosts.get(host);
        const parent = on === undefined ? undefined : at('networks', to, 'parents', on);
        if (on !== undefined && typeof parent === 'string')
          edits.push(set([...networkPath(to), 'parents', on], parent));
      }
  }
  for (const [id, { host }] of loose) {
    const thing = thingNamed(lab, id);
    const [, name = ''] = /^[^/:]*[/:](.*)$/s.exec(names.inner.get(id) ?? '') ?? [];
    if (thing?.kind === 'container')
      edits.push(put(containerPath(host, name), at('hosts', thing.host, 'containers', name)));
    if (thing?.kind === 'interface')
      edits.push(put(interfacePath(host, name), at('hosts', thing.host, 'interfaces', name)));
  }
  for (const name of names.notes.values()) edits.push(put(notePath(name), asideOf(at('notes', name))));
  const isNew = (id: string): boolean => names.inner.has(id) || names.hosts.has(id);
  const expect = at('expect');
  for (const [index, { from, to }] of lab.expect.entries()) {
    const item = Array.isArray(expect) ? (expect[index] as Data) : undefined;
    if (isNew(from) && isNew(to) && item !== undefined) edits.push(add(['expect'], item as ReadonlyMap<string, Data>));
  }
  for (const { id, x, y } of lab.layout.positions) {
    const to = names.hosts.get(id);
    if (to !== undefined) edits.push(set(['layout', to], { x: x + ASIDE, y: y + ASIDE }));
  }
  return edits;
}

/** A network made anew stands on what is pasted with it, and on nothing else. */
function onlyOn(
  network: Data | undefined,
  hosts: ReadonlyMap<string, string>,
  stands: { readonly host: string; readonly interface: string } | undefined,
): Data | undefined {
  if (!isMap(network)) return network;
  const pastedHosts = new Set(hosts.values());
  const parents = network.get('parents');
  if (!isMap(parents)) return network;
  const kept = new Map([...parents].filter(([host]) => pastedHosts.has(host)));
  if (stands !== undefined) kept.set(stands.host, stands.interface);
  return new Map([...network, ['parents', kept]]);
}

function asideOf(note: Data | undefined): Data | undefined {
  const place = isMap(note) ? note.get('at') : undefined;
  if (!isMap(note) || !isMap(place)) return note;
  const moved = new Map([...place].map(([key, value]) => [key, typeof value === 'number' ? value + ASIDE : value]));
  return new Map([...note, ['at', moved]]);
}
