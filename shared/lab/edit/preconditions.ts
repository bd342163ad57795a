/** What must be so before an edit: the thing is there, a new name is one and is free. */
import { type Problem, problem } from '../../problem.ts';
import { shown } from '../../shown.ts';
import { containerId, interfaceId, type Lab } from '../lab.ts';
import { indexOf, type Thing } from '../lookup.ts';
import {
  containerNameFault,
  hostNameFault,
  interfaceFault,
  type NameFault,
  networkNameFault,
  segmentNameFault,
} from '../names.ts';
import type { Edit } from './edits.ts';

const FAULTS: Readonly<Record<Thing['kind'], NameFault>> = {
  segment: segmentNameFault,
  host: hostNameFault,
  interface: interfaceFault,
  container: containerNameFault,
  network: networkNameFault,
};

/** The things that an edit changes, and that must be there. */
function targetsOf(edit: Edit): readonly Thing[] {
  switch (edit.kind) {
    case 'change-segment':
      return [{ kind: 'segment', name: edit.name }];
    case 'change-ssh':
    case 'add-interface':
    case 'add-container':
    case 'set-routing':
      return [{ kind: 'host', name: edit.host }];
    case 'change-interface':
      return [{ kind: 'interface', host: edit.host, name: edit.name }];
    case 'change-container':
      return [{ kind: 'container', host: edit.host, name: edit.name }];
    case 'attach':
    case 'change-attachment':
    case 'detach':
      return [{ kind: 'container', host: edit.host, name: edit.container }];
    case 'change-network':
      return [{ kind: 'network', name: edit.name }];
    case 'set-network-parent':
    case 'set-reserved':
      return [{ kind: 'network', name: edit.network }];
    case 'rename':
    case 'remove':
      return [edit.thing];
    default:
      return [];
  }
}

const idOf = (thing: Thing): string => {
  if (thing.kind === 'container') return containerId(thing.host, thing.name);
  return thing.kind === 'interface' ? interfaceId(thing.host, thing.name) : thing.name;
};

function isThere(lab: Lab, thing: Thing): boolean {
  const index = indexOf(lab);
  switch (thing.kind) {
    case 'segment':
      return index.segment(thing.name) !== undefined;
    case 'host':
      return index.host(thing.name) !== undefined;
    case 'network':
      return index.network(thing.name) !== undefined;
    case 'interface':
      return index.interface(thing.host, thing.name) !== undefined;
    case 'container':
      return index.container(thing.host, thing.name) !== undefined;
  }
}

export function missingIn(lab: Lab, edit: Edit): Problem | undefined {
  const thing = targetsOf(edit).find((item) => !isThere(lab, item));
  if (thing !== undefined) return missing(`There is no ${thing.kind} ${shown(idOf(thing))}`);
  if (edit.kind !== 'change-attachment' && edit.kind !== 'detach') return undefined;
  const container = indexOf(lab).container(edit.host, edit.container);
  if (container?.attachments.some((item) => item.network === edit.network)) return undefined;
  return missing(`${containerId(edit.host, edit.container)} is not on a network ${shown(edit.network)}`);
}

const missing = (what: string): Problem =>
  problem({
    code: 'no-such-thing',
    message: `${what}, so that it cannot be changed.`,
    hint: 'It may have been removed or renamed meanwhile.',
  });

/** The name that an edit gives to a thing. */
function newNameOf(edit: Edit): Thing | undefined {
  switch (edit.kind) {
    case 'add-segment':
      return { kind: 'segment', name: edit.segment.name };
    case 'add-host':
      return { kind: 'host', name: edit.host.name };
    case 'add-network':
      return { kind: 'network', name: edit.network.name };
    case 'add-interface':
      return { kind: 'interface', host: edit.host, name: edit.interface.name };
    case 'add-container':
      return { kind: 'container', host: edit.host, name: edit.container.name };
    case 'rename':
      return edit.thing.name === edit.to ? undefined : { ...edit.thing, name: edit.to };
    default:
      return undefined;
  }
}

export function nameProblem(lab: Lab, edit: Edit): Problem | undefined {
  const thing = newNameOf(edit);
  if (thing === undefined) return attachmentTaken(lab, edit);
  const fault = FAULTS[thing.kind](thing.name);
  if (fault !== undefined) {
    return problem({
      code: 'bad-name',
      message: `The name ${shown(thing.name)} ${fault}.`,
      hint: `Choose another name for the ${thing.kind}.`,
    });
  }
  return isThere(lab, thing) ? taken(`There is a ${thing.kind} ${idOf(thing)} already.`) : undefined;
}

function attachmentTaken(lab: Lab, edit: Edit): Problem | undefined {
  const to =
    edit.kind === 'attach'
      ? edit.attachment.network
      : edit.kind === 'change-attachment' && edit.change.network !== edit.network
        ? edit.change.network
        : undefined;
  if (to === undefined || (edit.kind !== 'attach' && edit.kind !== 'change-attachment')) return undefined;
  const container = indexOf(lab).container(edit.host, edit.container);
  if (!container?.attachments.some((item) => item.network === to)) return undefined;
  return taken(`${containerId(edit.host, edit.container)} is on ${to} already.`);
}

const taken = (message: string): Problem => problem({ code: 'name-taken', message, hint: 'Choose another one.' });
