/**
 * The line that a packet takes through the drawing, given the hops of its trace: exactly the wires that it takes, up to
 * where it ends. A folded host is one vertex behind its ports.
 */

import { hostOfId } from '../lab/ids.ts';
import { railVertex } from './column-layout.ts';
import { stripeVertex } from './drawing.ts';
import { forwardingVertex, nicVertex } from './host-layout.ts';
import { at, end, moved, polyline, reversed, start } from './path.ts';
import type { Drawing, DrawnWire, Path, PlacedHost, Point, Tag } from './types.ts';

/** What of a hop the way through the drawing follows from. */
export interface RouteHop {
  /** Ids of things of the lab in the order in which the packet touches them. */
  readonly things: readonly string[];
  /** Of the frame where it leaves a card, the outermost first; undefined: it leaves none. */
  readonly tags?: readonly number[];
}

export interface RoutePath {
  /** All of it, through boxes too: where the packet moves. */
  readonly whole: Path;
  /** Only what runs on wires, rails and stripes, with the tag that the frame has there: what is lit. */
  readonly lit: readonly LitPiece[];
  /** The vertices on the way. */
  readonly on: ReadonlySet<string>;
  /** Ids of the wires and cables on the way. */
  readonly wires: ReadonlySet<string>;
}

export interface LitPiece {
  readonly path: Path;
  readonly tag: Tag | undefined;
  readonly onStripe: boolean;
}

interface Link {
  readonly to: string;
  readonly path: Path;
  readonly tag: Tag | undefined;
  readonly id: string;
}

interface Graph {
  readonly links: ReadonlyMap<string, readonly Link[]>;
  /** The level of the line that runs through a rail or a stripe. */
  readonly lines: ReadonlyMap<string, number>;
  readonly stripes: ReadonlySet<string>;
  readonly hosts: ReadonlyMap<string, PlacedHost>;
  /** The host that a vertex is drawn in; stripes are in none. */
  readonly hostOf: ReadonlyMap<string, string>;
}

/** Undefined: the hops touch fewer than two things that wires connect. */
export function routeThrough(drawing: Drawing, hops: readonly RouteHop[]): RoutePath | undefined {
  const graph = graphOf(drawing);
  const way: { vertex: string; link: Link | undefined }[] = [];
  for (const stop of hops.flatMap((hop) => stopsOf(graph, hop))) {
    const last = way.at(-1);
    if (!last) way.push({ vertex: stop, link: undefined });
    else if (stop !== last.vertex) {
      // Within a host not all that a packet passes is joined by a wire: it goes on at the next thing that is drawn.
      const links = shortest(graph, last.vertex, stop);
      if (links) for (const link of links) way.push({ vertex: link.to, link });
      else way.push({ vertex: stop, link: undefined });
    }
  }
  return way.some(({ link }) => link) ? walk(graph, way) : undefined;
}

/** The vertices that a hop's things are drawn at; what is not drawn is passed over. */
function stopsOf(graph: Graph, { things, tags }: RouteHop): readonly string[] {
  // A frame in a frame is drawn by the tag that its own interface has.
  const tag: Tag = tags?.at(-1) ?? 'untagged';
  const isSegment = (thing: string | undefined): boolean =>
    thing !== undefined && !graph.hosts.has(thing) && graph.stripes.has(stripeVertex(thing, tag));
  return things.flatMap((thing, index) => {
    if (tags && isSegment(thing)) return [stripeVertex(thing, tag)];
    const host = hostOfThing(graph, things, index);
    if (!host) return [];
    const vertex = vertexIn(host, thing, tags && tag);
    return vertex !== undefined && graph.hostOf.has(vertex) ? [vertex] : [];
  });
}

/** A network is on many hosts: meant is the one on the host of the thing beside it. */
function hostOfThing(graph: Graph, things: readonly string[], index: number): PlacedHost | undefined {
  for (const near of [things[index], things[index - 1], things[index + 1]]) {
    const host = near === undefined ? undefined : graph.hosts.get(hostOfId(near));
    if (host) return host;
  }
  return undefined;
}

/** @param tag of the frame with which a card is passed to or from its segment */
function vertexIn({ id, layout }: PlacedHost, thing: string, tag: Tag | undefined): string | undefined {
  const nic = layout.ports.find((port) => `${id}:${port.nic}` === thing)?.nic;
  if (nic !== undefined && tag !== undefined) return nicVertex(id, nic, tag);
  if (layout.folded) return insideVertex(id);
  if (nic !== undefined) return nicVertex(id, nic, 'untagged');
  if (thing === id) return forwardingVertex(id);
  return thing.startsWith(`${id}:`) || thing.startsWith(`${id}/`) ? thing : railVertex(id, thing);
}

/** All that a folded host does not draw. */
const insideVertex = (host: string): string => `${host}#inside`;

function walk(graph: Graph, way: readonly { vertex: string; link: Link | undefined }[]): RoutePath {
  const whole: Path[number][] = [];
  const lit: LitPiece[] = [];
  const on = new Set<string>();
  const wires = new Set<string>();
  let pen: { point: Point; vertex: string; tag: Tag | undefined } | undefined;
  for (const { vertex, link } of way) {
    on.add(vertex);
    if (!link) {
      pen = undefined;
      continue;
    }
    wires.add(link.id);
    const from = start(link.path);
    if (pen && from) {
      const level = graph.lines.get(pen.vertex);
      const through =
        level === undefined
          ? polyline(pen.point, from)
          : polyline(pen.point, at(pen.point.x, level), at(from.x, level), from);
      whole.push(...through);
      if (level !== undefined) {
        const along = through.filter((piece) => piece[0].y === level && piece[1].y === level);
        lit.push({ path: along, tag: pen.tag, onStripe: graph.stripes.has(pen.vertex) });
      }
    }
    whole.push(...link.path);
    lit.push({ path: link.path, tag: link.tag, onStripe: false });
    const to = end(link.path);
    if (to) pen = { point: to, vertex, tag: link.tag };
  }
  return { whole, lit, on, wires };
}

const graphs = new WeakMap<Drawing, Graph>();

function graphOf(drawing: Drawing): Graph {
  const known = graphs.get(drawing);
  if (known) return known;
  const links = new Map<string, Link[]>();
  const lines = new Map<string, number>();
  const stripes = new Set<string>();
  const hostOf = new Map<string, string>();
  const connect = (from: string, link: Link): void => {
    const list = links.get(from);
    if (list) list.push(link);
    else links.set(from, [link]);
  };
  const add = (wire: Pick<DrawnWire, 'id' | 'from' | 'to' | 'path' | 'tag'>, by: Point): void => {
    const path = moved(wire.path, by);
    connect(wire.from, { to: wire.to, path, tag: wire.tag, id: wire.id });
    connect(wire.to, { to: wire.from, path: reversed(path), tag: wire.tag, id: wire.id });
  };
  for (const { id, rect, layout } of drawing.hosts) {
    for (const item of layout.items) {
      if (item.kind === 'rail') lines.set(item.vertex, rect.y + item.line.y + item.line.height / 2);
      hostOf.set(item.vertex, id);
    }
    for (const port of layout.ports) hostOf.set(port.vertex, id);
    for (const wire of layout.wires) add(wire, rect);
    if (!layout.folded) continue;
    const inside = insideVertex(id);
    hostOf.set(inside, id);
    const middle = at(FOLDED_INSIDE, layout.height / 2);
    for (const { vertex, at: port, tag } of layout.ports) {
      add({ id: `${vertex}>${inside}`, from: vertex, to: inside, path: polyline(port, middle), tag }, rect);
    }
  }
  for (const bar of drawing.segments) {
    for (const stripe of bar.stripes) {
      lines.set(stripe.vertex, stripe.y);
      stripes.add(stripe.vertex);
    }
  }
  for (const cable of drawing.cables) if (cable.carried) add(cable, at(0, 0));
  const hosts = new Map(drawing.hosts.map((host) => [host.id, host]));
  const graph = { links, lines, stripes, hosts, hostOf };
  graphs.set(drawing, graph);
  return graph;
}

/** Where packets end in a folded host, from its left edge: at its icon. */
const FOLDED_INSIDE = 24;

/** Within the host that both are in, or over the one cable between a card and its stripe. */
function shortest(graph: Graph, from: string, target: string): readonly Link[] | undefined {
  const home = graph.hostOf.get(from) ?? graph.hostOf.get(target);
  const may = (vertex: string): boolean => vertex === target || graph.hostOf.get(vertex) === home;
  const cameBy = new Map<string, { previous: string; link: Link } | undefined>([[from, undefined]]);
  const queue = [from];
  for (let head = 0; head < queue.length; head++) {
    const vertex = queue[head] as string;
    if (vertex === target) {
      const legs: Link[] = [];
      let step = cameBy.get(vertex);
      while (step) {
        legs.unshift(step.link);
        step = cameBy.get(step.previous);
      }
      return legs;
    }
    for (const link of graph.links.get(vertex) ?? []) {
      if (cameBy.has(link.to) || !may(link.to)) continue;
      cameBy.set(link.to, { previous: vertex, link });
      queue.push(link.to);
    }
  }
  return undefined;
}
