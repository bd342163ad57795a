/**
 * The drawing as plain numbers: what stands where, and which line leads from what to what.
 * Pure and without React, so that the canvas, an exported picture and the tests share it.
 * All lengths are pixels at zoom 1; y grows downward.
 */

import type { Container, Host, Interface, LabNote, Network } from '../lab/lab.ts';
import type { Span } from '../markdown/markdown.ts';

/** One line of a note. */
export interface NoteLine {
  /** Of its middle, from the upper edge of the note. */
  readonly y: number;
  /** From the left edge of the note. */
  readonly x: number;
  readonly size: number;
  /** Before an item of a list. */
  readonly mark: string;
  readonly spans: readonly Span[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect extends Point {
  readonly width: number;
  readonly height: number;
}

/** The VLAN of a wire or a thing; untagged is its own layer-2 domain. */
export type Tag = number | 'untagged';

/** A straight line or a cubic Bézier curve. */
export type Piece = readonly [Point, Point] | readonly [Point, Point, Point, Point];
export type Path = readonly Piece[];

/**
 * Something drawn inside a host. `vertex` names it in the graph of wires, `id` is the id of the thing in the lab.
 * Several items can share an id: a network has one rail on each of its hosts.
 */
export type Item = {
  readonly id: string;
  readonly vertex: string;
  readonly rect: Rect;
  readonly tag: Tag | undefined;
} & (
  | { readonly kind: 'container'; readonly container: Container; readonly address: string | undefined }
  | { readonly kind: 'rail'; readonly network: Network; readonly line: Rect; readonly label: Rect }
  | { readonly kind: 'interface'; readonly iface: Interface }
  | { readonly kind: 'forwarding'; readonly words: string }
);

/** Words on the drawing, and what they frame. */
export interface PlacedNote {
  readonly id: string;
  readonly note: LabNote;
  readonly rect: Rect;
  readonly lines: readonly NoteLine[];
  /** Around what the note names; undefined: there is nothing. */
  readonly frame: Rect | undefined;
}

/** A line between two vertices; `from` is where the path begins. */
export interface DrawnWire {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly path: Path;
  readonly tag: Tag | undefined;
  readonly look: 'wire' | 'dotted';
}

/** Where a tag leaves a NIC toward its segment: relative to the host. */
export interface Port {
  readonly vertex: string;
  readonly nic: string;
  readonly segment: string;
  readonly tag: Tag;
  readonly at: Point;
  /** Ids of the things whose frames leave here, for a host that is folded and does not draw them. */
  readonly carries: readonly string[];
}

/** A host's inside, relative to its own upper left corner; the same wherever the host stands. */
export interface HostLayout {
  readonly host: Host;
  readonly width: number;
  readonly height: number;
  readonly folded: boolean;
  /** How many containers are not shown of a host that is not folded. */
  readonly hidden: number;
  /** The segment is above: the inside is mirrored, so that NICs are on the upper edge. */
  readonly flipped: boolean;
  readonly header: Rect;
  readonly items: readonly Item[];
  readonly wires: readonly DrawnWire[];
  readonly ports: readonly Port[];
}

export interface PlacedHost {
  readonly id: string;
  readonly rect: Rect;
  readonly layout: HostLayout;
}

export interface Stripe {
  readonly vertex: string;
  readonly tag: Tag;
  readonly y: number;
  readonly x1: number;
  readonly x2: number;
}

export interface SegmentBar {
  readonly id: string;
  readonly rect: Rect;
  readonly carries: string;
  readonly stripes: readonly Stripe[];
}

/** A wire from a host's edge to its segment, in the drawing's coordinates. */
export interface Cable extends DrawnWire {
  readonly tag: Tag;
  readonly host: string;
  readonly segment: string;
  readonly nic: string;
  readonly plug: Point;
  /** False: the segment does not carry this tag, so the wire ends at its edge. */
  readonly carried: boolean;
}

export interface Drawing {
  readonly hosts: readonly PlacedHost[];
  readonly segments: readonly SegmentBar[];
  readonly cables: readonly Cable[];
  readonly notes: readonly PlacedNote[];
  readonly bounds: Rect;
}
