/** Edits that take what is there to another place: as in `draft.ts`, the lab that is shown is the lab that is read after them. */
import {
  attachmentPath,
  containerPath,
  hostPath,
  interfacePath,
  move,
  networkPath,
  rename,
  segmentPath,
  set,
} from '../lab/edit/edits.ts';
import type { Edit } from '../lab/edit/language.ts';
import { type Attachment, containerId, type Lab, type Network } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { type Draft, step } from './draft.ts';
import { onContainer, onHost, onInterface, onNetwork } from './parts.ts';

/** Expectations, positions and the frames of notes name containers by their id. */
function mentioned(lab: Lab, from: string, to: string): Lab {
  const named = (id: string): string => (id === from ? to : id);
  return {
    ...lab,
    expect: lab.expect.map((item) => ({ ...item, from: named(item.from), to: named(item.to) })),
    notes: lab.notes.map((note) => ({ ...note, frame: note.frame.map(named) })),
    layout: { ...lab.layout, positions: lab.layout.positions.map((item) => ({ ...item, id: named(item.id) })) },
  };
}

export function renameContainer(draft: Draft, at: string, name: string, to: string): Draft {
  const lab = mentioned(draft.lab, containerId(at, name), containerId(at, to));
  return step(
    draft,
    onContainer(lab, at, name, (box) => ({ ...box, name: to })),
    rename(containerPath(at, name), to),
  );
}

/** To another host, where nothing has its name; its places on networks stay as they are. */
export function takeContainer(draft: Draft, at: string, name: string, to: string): Draft {
  const box = indexOf(draft.lab).container(at, name);
  if (box === undefined) return draft;
  const left = onHost(draft.lab, at, (item) => ({ ...item, containers: item.containers.filter((own) => own !== box) }));
  const there = onHost(left, to, (item) => ({ ...item, containers: [...item.containers, box] }));
  return step(
    draft,
    mentioned(there, containerId(at, name), containerId(to, name)),
    move(containerPath(at, name), hostPath(to)),
  );
}

/** Another address on a network that the container is on. */
export const setPlace = (draft: Draft, at: string, container: string, place: Attachment): Draft =>
  step(
    draft,
    onContainer(draft.lab, at, container, (box) => ({
      ...box,
      attachments: box.attachments.map((item) => (item.network === place.network ? place : item)),
    })),
    set(attachmentPath(at, container, place.network), { address: place.address, mac: place.mac }),
  );

/** The card is plugged into another segment. */
export const plugInto = (draft: Draft, at: string, name: string, segment: string): Draft =>
  step(
    draft,
    onInterface(draft.lab, at, name, (item) => (item.kind === 'nic' ? { ...item, segment } : item)),
    move(interfacePath(at, name), segmentPath(segment)),
  );

/** A sub-interface stands on another interface of its host. */
export const standOn = (draft: Draft, at: string, name: string, parent: string): Draft =>
  step(
    draft,
    onInterface(draft.lab, at, name, (item) => (item.kind === 'nic' ? item : { ...item, parent })),
    move(interfacePath(at, name), interfacePath(at, parent)),
  );

export const setSsh = (draft: Draft, at: string, address: string): Draft =>
  step(
    draft,
    onHost(draft.lab, at, (item) => ({ ...item, ssh: { ...item.ssh, address } })),
    set([...hostPath(at), 'ssh', 'address'], address),
  );

/** What of a network's addresses is its own. */
export type Addressed = Pick<Network, 'subnet' | 'gateway' | 'range' | 'reserved'>;

export function setAddressed(draft: Draft, name: string, to: Addressed): Draft {
  const before = indexOf(draft.lab).network(name);
  if (before === undefined) return draft;
  const path = networkPath(name);
  const edits: Edit[] = [];
  if (before.subnet !== to.subnet) edits.push(set([...path, 'subnet'], to.subnet));
  if (before.gateway !== to.gateway && to.gateway !== undefined) edits.push(set([...path, 'gateway'], to.gateway));
  if (before.range !== to.range && to.range !== undefined) edits.push(set([...path, 'range'], to.range));
  for (const { name: key, address } of to.reserved) {
    if (before.reserved.find((item) => item.name === key)?.address !== address)
      edits.push(set([...path, 'reserved', key], address));
  }
  return step(
    draft,
    onNetwork(draft.lab, name, (item) => ({ ...item, ...to })),
    ...edits,
  );
}
