/** One more of a thing that is there, with names and addresses that are free. */
import type { Container, Host, Lab } from '../lab/lab.ts';
import { containerId, interfaceId, noteId } from '../lab/lab.ts';
import { indexOf, thingNamed } from '../lab/lookup.ts';
import { addressPart } from '../net/ip.ts';
import { networkOf, parseCidr } from '../net/ipv4.ts';
import {
  addContainer,
  addHost,
  addInterface,
  addNote,
  type Draft,
  draftOf,
  isRefusal,
  type Refusal,
  refuse,
  setParent,
} from './draft.ts';
import { newFault } from './draw.ts';
import { anotherPlace, freeAddress, freeHostName, freeName, freeNicName, nextContainerName } from './free.ts';
import { makeSegment } from './hosts.ts';
import { freePlaceOn, makeVlan, nextTag } from './networks.ts';
import { freeNoteName } from './notes.ts';
import type { Outcome } from './tools.ts';

interface Copied {
  readonly draft: Draft;
  readonly id: string;
}

/** Beside the thing, alike in everything but name and addresses, with all that is in it. */
export function duplicate(lab: Lab, id: string): Outcome {
  const copied = copyOf(draftOf(lab), id);
  return outcome(lab, copied, `duplicate ${id}`);
}

function outcome(lab: Lab, copied: Copied | Refusal, says: string): Outcome {
  if (isRefusal(copied)) return { ok: false, why: copied.why };
  const { draft, id } = copied;
  const fault = newFault(lab, draft.lab);
  if (fault !== undefined) return { ok: false, why: fault };
  return { ok: true, lab: draft.lab, edits: draft.edits, made: [id], select: id, says };
}

function copyOf(draft: Draft, id: string): Copied | Refusal {
  const index = indexOf(draft.lab);
  const thing = thingNamed(draft.lab, id);
  switch (thing?.kind) {
    case undefined:
      return refuse(`there is no ${id}`);
    case 'segment': {
      const made = makeSegment(draft);
      return { draft: made.draft, id: made.name };
    }
    case 'network':
      return refuse(`${id} is one network on all of its hosts: a second one stands on another VLAN`);
    case 'note': {
      const note = index.note(thing.name);
      if (note === undefined) return refuse(`there is no ${id}`);
      const name = freeNoteName(draft.lab);
      const at = note.at && { x: note.at.x + 24, y: note.at.y + 24 };
      return { draft: addNote(draft, { ...note, name, at }), id: noteId(name) };
    }
    case 'container': {
      const box = index.container(thing.host, thing.name);
      return box === undefined ? refuse(`there is no ${id}`) : copyContainer(draft, thing.host, box);
    }
    case 'interface':
      return copyInterface(draft, thing.host, thing.name);
    case 'host': {
      const host = index.host(thing.name);
      return host === undefined ? refuse(`there is no ${id}`) : copyHost(draft, host);
    }
  }
}

/** A card has its like beside it, without an address: a second one in the same subnet would answer for the first. */
function copyInterface(draft: Draft, on: string, name: string): Copied | Refusal {
  const index = indexOf(draft.lab);
  const host = index.host(on);
  const item = index.interface(on, name);
  if (host === undefined || item === undefined) return refuse(`there is no ${interfaceId(on, name)}`);
  switch (item.kind) {
    case 'nic': {
      const card = { ...item, name: freeNicName(host), address: undefined };
      return { draft: addInterface(draft, on, card), id: interfaceId(on, card.name) };
    }
    case 'vlan': {
      const nic = index.wire(on, name)?.nic;
      if (nic === undefined) return refuse(`${name} leads to no card: choose the card that it should be on`);
      const tag = nextTag(draft.lab, nic.segment, [{ host, nic: nic.name }]);
      if (tag === undefined) return refuse(`${nic.segment} has no tag left`);
      const made = makeVlan(draft, on, nic.name, tag);
      return isRefusal(made) ? made : { draft: made.draft, id: made.made };
    }
    case 'shim':
      return refuse(`one shim is enough for ${item.parent}: say in ${name} what else it reaches`);
    case 'bond':
    case 'bridge':
      return refuse(`its cards are in ${name} alone: choose others, and make a ${item.kind} of them`);
    case 'dummy':
      return refuse(`another dummy has a subnet of its own: choose ${on}, and make one`);
  }
}

function placesFor(lab: Lab, box: Container): Container['attachments'] | Refusal {
  const places: Container['attachments'][number][] = [];
  for (const { network, address } of box.attachments) {
    const known = indexOf(lab).network(network);
    if (known === undefined) continue;
    const place = address === undefined ? { network, address, mac: undefined } : freePlaceOn(lab, known);
    if (isRefusal(place)) return place;
    places.push(place);
  }
  return places;
}

export function copyContainer(draft: Draft, host: string, box: Container): Copied | Refusal {
  const attachments = placesFor(draft.lab, box);
  if (isRefusal(attachments)) return attachments;
  const name = nextContainerName(draft.lab, box.name);
  return { draft: addContainer(draft, host, { ...box, name, attachments }), id: containerId(host, name) };
}

function copyHost(draft: Draft, host: Host): Copied | Refusal {
  const name = host.name.startsWith('docker')
    ? freeHostName(draft.lab)
    : freeName(host.name.replace(/\d+$/, '') || host.name, (wish) => indexOf(draft.lab).host(wish) !== undefined);
  let next = draft;
  const interfaces: Host['interfaces'][number][] = [];
  for (const item of host.interfaces) {
    if (item.address === undefined) {
      interfaces.push(item);
      continue;
    }
    const block = parseCidr(item.address);
    const taken: Lab = { ...next.lab, hosts: [...next.lab.hosts, { ...host, name, interfaces, containers: [] }] };
    const from = block === undefined ? 0 : block.address - networkOf(block);
    const address = block && freeAddress(taken, block, from);
    if (block === undefined || address === undefined)
      return refuse(`the subnet of ${interfaceId(host.name, item.name)} is full`);
    interfaces.push({ ...item, address: `${address}/${block.prefix}` });
  }
  const own = addressPart(
    interfaces.find(({ address }) => address !== undefined)?.address ?? anotherPlace(next.lab, host.ssh.address, name),
  );
  next = addHost(next, { ...host, name, ssh: { ...host.ssh, address: own }, interfaces, containers: [] });
  for (const network of draft.lab.networks) {
    const parent = indexOf(draft.lab).parentOf(network.name, host.name);
    if (parent !== undefined) next = setParent(next, network.name, name, parent);
  }
  for (const box of host.containers) {
    const copied = copyContainer(next, name, box);
    if (isRefusal(copied)) return copied;
    next = copied.draft;
  }
  return { draft: next, id: name };
}
