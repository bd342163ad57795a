/** What can be drawn, and where. */
import type { Edit } from '../lab/edit.ts';
import { interfaceId, type Lab } from '../lab/lab.ts';
import { indexOf, thingNamed } from '../lab/lookup.ts';

export const TOOLS = ['segment', 'host', 'router', 'vlan', 'network', 'container', 'note'] as const;
export type Tool = (typeof TOOLS)[number];

/** Where a tool is put down. */
export type DropPlace =
  | { readonly kind: 'lab' }
  /** With a tag: one stripe of it. */
  | { readonly kind: 'segment'; readonly name: string; readonly tag?: number | 'untagged' | undefined }
  | { readonly kind: 'host'; readonly host: string }
  | { readonly kind: 'interface'; readonly host: string; readonly name: string }
  /** With a host: its rail there. */
  | { readonly kind: 'network'; readonly name: string; readonly host?: string | undefined }
  | { readonly kind: 'container'; readonly host: string; readonly name: string };

/** What new things are called and addressed from. */
export interface Defaults {
  /** Of networks: a /24 for each VLAN. */
  readonly pool: string;
  /** Of the first host on the first segment. */
  readonly firstHost: string;
  readonly user: string;
  readonly image: string;
  readonly command: readonly string[];
}

export const DEFAULTS: Defaults = {
  pool: '172.16.0.0/16',
  firstHost: '192.168.1.11',
  user: 'root',
  image: 'busybox',
  command: ['sh'],
};

export interface Gesture {
  readonly tool: Tool;
  readonly at: DropPlace;
  /** It was put down at that very thing; else it is what was selected, and the tool finds what near it takes it. */
  readonly exact?: boolean;
  readonly count?: number;
  /** Where on the drawing, in its pixels. */
  readonly point?: { readonly x: number; readonly y: number } | undefined;
  /** Of a note: ids of what its frame goes around; without it, of what it is put down at. */
  readonly frame?: readonly string[];
  /** On each host of the segment. */
  readonly everywhere?: boolean;
  /** The tag that was typed. */
  readonly vlan?: number | undefined;
  readonly defaults?: Defaults;
}

export interface Made {
  readonly ok: true;
  /** The lab as it would be. */
  readonly lab: Lab;
  readonly edits: readonly Edit[];
  /** What is new, the wanted things first; what was made with them after. */
  readonly made: readonly string[];
  /** The thing to select; empty: what was chosen stays so. */
  readonly select: string;
  /** The step in words, for undo: `add docker02`. */
  readonly says: string;
  /** Things that were there and may have another id now, the one that was held first: what each was, what it is. */
  readonly moved?: readonly (readonly [string, string])[] | undefined;
  /** Things that went with it, to be selected too. */
  readonly others?: readonly string[];
}

export interface NotMade {
  readonly ok: false;
  /** One short sentence without its full stop. */
  readonly why: string;
}

export type Outcome = Made | NotMade;

/** The id of the thing at a place. */
export function idOf(place: DropPlace): string | undefined {
  switch (place.kind) {
    case 'lab':
      return undefined;
    case 'host':
      return place.host;
    case 'segment':
    case 'network':
      return place.name;
    case 'interface':
      return `${place.host}:${place.name}`;
    case 'container':
      return `${place.host}/${place.name}`;
  }
}

/** The place of a thing, by its id. */
export function placeOf(lab: Lab, id: string | undefined): DropPlace {
  const thing = id === undefined ? undefined : thingNamed(lab, id);
  switch (thing?.kind) {
    case undefined:
      return { kind: 'lab' };
    case 'host':
      return { kind: 'host', host: thing.name };
    case 'note':
      return { kind: 'lab' };
    case 'segment':
    case 'network':
      return { kind: thing.kind, name: thing.name };
    case 'interface':
    case 'container':
      return thing;
  }
}

/** The host that a place is on, if it is on one: a network is where it has the fewest containers. */
export function hostOf(lab: Lab, at: DropPlace): string | undefined {
  switch (at.kind) {
    case 'host':
    case 'interface':
    case 'container':
      return at.host;
    case 'network':
      return at.host ?? leastFilled(lab, at.name);
    default:
      return undefined;
  }
}

export function leastFilled(lab: Lab, network: string): string | undefined {
  const index = indexOf(lab);
  const hosts = index.network(network)?.parents.map(({ host }) => host) ?? [];
  const filled = (host: string): number =>
    index.host(host)?.containers.filter((box) => box.attachments.some((item) => item.network === network)).length ?? 0;
  return hosts.reduce<string | undefined>(
    (best, host) => (best === undefined || filled(host) < filled(best) ? host : best),
    undefined,
  );
}

/** `mac_net20 on docker02`, as a sentence speaks of it. */
export function inWords(place: DropPlace): string {
  switch (place.kind) {
    case 'lab':
      return 'the lab';
    case 'host':
      return place.host;
    case 'interface':
      return interfaceId(place.host, place.name);
    case 'container':
      return place.name;
    case 'segment':
      return typeof place.tag === 'number' ? `VLAN ${place.tag} of ${place.name}` : place.name;
    case 'network':
      return place.host === undefined ? place.name : `${place.name} on ${place.host}`;
  }
}
