/**
 * A lab while a gesture adds to it: the lab as it would be, and the edits that make the file say so. Every edit that a gesture
 * makes is made here, so that the lab that is shown before a drop is the lab that is read after it.
 */
import {
  add,
  attachmentPath,
  containerPath,
  hostPath,
  interfacePath,
  move,
  networkPath,
  notePath,
  segmentPath,
  set,
} from '../lab/edit/edits.ts';
import type { Edit } from '../lab/edit/language.ts';
import type { Attachment, Container, Host, Interface, Lab, LabNote, Network, Segment } from '../lab/lab.ts';
import { placedAgain } from '../lab/things/lab.ts';
import {
  attachmentData,
  containerData,
  hostData,
  interfaceData,
  networkData,
  noteData,
  segmentData,
} from '../lab/things/model.ts';
import { changed, onContainer, onHost, onInterface, onNetwork } from './parts.ts';

export interface Draft {
  readonly lab: Lab;
  readonly edits: readonly Edit[];
}

/** A short sentence without its full stop: why it cannot be done here. */
export interface Refusal {
  readonly why: string;
}

export const refuse = (why: string): Refusal => ({ why });
export const isRefusal = (value: object): value is Refusal => 'why' in value;

export const draftOf = (lab: Lab): Draft => ({ lab, edits: [] });

/** The lab after these edits. */
export const step = ({ edits }: Draft, lab: Lab, ...made: readonly Edit[]): Draft => ({
  lab: placedAgain(lab),
  edits: [...edits, ...made],
});

export const addSegment = (draft: Draft, segment: Segment): Draft =>
  step(
    draft,
    { ...draft.lab, segments: [...draft.lab.segments, segment] },
    add(segmentPath(segment.name), segmentData(segment)),
  );

export const setVlans = (draft: Draft, name: string, vlans: Segment['vlans']): Draft =>
  step(
    draft,
    { ...draft.lab, segments: changed(draft.lab.segments, name, (segment) => ({ ...segment, vlans })) },
    set([...segmentPath(name), 'vlans'], vlans),
  );

export const addHost = (draft: Draft, host: Host): Draft =>
  step(draft, { ...draft.lab, hosts: [...draft.lab.hosts, host] }, add(hostPath(host.name), hostData(host)));

export const addInterface = (draft: Draft, host: string, item: Interface): Draft =>
  step(
    draft,
    onHost(draft.lab, host, (at) => ({ ...at, interfaces: [...at.interfaces, item] })),
    add(interfacePath(host, item.name), interfaceData(item)),
  );

export const setAddress = (draft: Draft, host: string, name: string, address: string): Draft =>
  step(
    draft,
    onInterface(draft.lab, host, name, (item) => ({ ...item, address })),
    set([...interfacePath(host, name), 'address'], address),
  );

export const setPromiscuous = (draft: Draft, host: string, name: string): Draft =>
  step(
    draft,
    onInterface(draft.lab, host, name, (item) => (item.kind === 'nic' ? { ...item, promiscuous: true } : item)),
    set([...interfacePath(host, name), 'promiscuous'], true),
  );

export const addContainer = (draft: Draft, host: string, container: Container): Draft =>
  step(
    draft,
    onHost(draft.lab, host, (at) => ({ ...at, containers: [...at.containers, container] })),
    add(containerPath(host, container.name), containerData(container)),
  );

/** The container leaves one network for another, with an address there. */
export const moveAttachment = (draft: Draft, host: string, container: string, network: string, to: Attachment): Draft =>
  step(
    draft,
    onContainer(draft.lab, host, container, (box) => ({
      ...box,
      attachments: box.attachments.map((item) => (item.network === network ? to : item)),
    })),
    move(attachmentPath(host, container, network), networkPath(to.network)),
    set(attachmentPath(host, container, to.network), { address: to.address, mac: to.mac }),
  );

export const attach = (draft: Draft, host: string, container: string, attachment: Attachment): Draft =>
  step(
    draft,
    onContainer(draft.lab, host, container, (box) => ({
      ...box,
      attachments: [...box.attachments, attachment],
    })),
    add(attachmentPath(host, container, attachment.network), attachmentData(attachment)),
  );

export const addNetwork = (draft: Draft, network: Network): Draft =>
  step(
    draft,
    { ...draft.lab, networks: [...draft.lab.networks, network] },
    add(networkPath(network.name), networkData(network)),
  );

export const addNote = (draft: Draft, note: LabNote): Draft =>
  step(draft, { ...draft.lab, notes: [...draft.lab.notes, note] }, add(notePath(note.name), noteData(note)));

export const setParent = (draft: Draft, network: string, host: string, parent: string): Draft =>
  step(
    draft,
    onNetwork(draft.lab, network, (item) => ({
      ...item,
      parents: item.parents.some((entry) => entry.host === host)
        ? item.parents.map((entry) => (entry.host === host ? { host, interface: parent } : entry))
        : [...item.parents, { host, interface: parent }],
    })),
    set([...networkPath(network), 'parents', host], parent),
  );
