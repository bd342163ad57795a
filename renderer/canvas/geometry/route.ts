/**
 * The line that a packet takes through the drawing, given the things it passes. Things are matched to vertices of the
 * graph of wires; between two of them the shortest way is taken, so a hop that names nothing drawn is no harm.
 */
import { at, end, moved, polyline, reversed, start } from './path.ts';
import type { Drawing, Path, PlacedHost, Point, Tag, Wire } from './types.ts';

export interface RoutePath {
  /** All of it, through boxes too: where the packet moves. */
  readonly whole: Path;
  /** Only what runs on wires, rails and stripes, with the tag that the frame has there: what is lit. */
  readonly lit: readonly LitPiece[];
  /** Ids of the wires and vertices on the way. */
  readonly on: ReadonlySet<string>;
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
  /** The vertices that stand for a thing of the lab. */
  readonly verticesOf: ReadonlyMap<string, readonly string[]>;
}

/** Undefined: the hops name fewer than two things that wires connect. */
export function routeThrough(drawing: Drawing, hops: readonly string[]): RoutePath | undefined {
  const graph = graphOf(drawing);
  const stops = hops.flatMap((hop) => {
    const vertices = graph.verticesOf.get(hop);
    return vertices ? [vertices] : [];
  });
  const way: { vertex: string; link: Link | undefined }[] = [];
  for (const stop of stops) {
    const last = way.at(-1);
    if (!last) {
      const next = stops[1];
      const begin = next ? nearest(graph, stop, next) : undefined;
      if (!begin) return undefined;
      way.push({ vertex: begin, link: undefined });
      continue;
    }
    if (stop.includes(last.vertex)) continue;
    const leg = shortest(graph, last.vertex, new Set(stop));
    if (!leg) continue;
    for (const link of leg) way.push({ vertex: link.to, link });
  }
  return way.length > 1 ? walk(graph, way) : undefined;
}

function walk(graph: Graph, way: readonly { vertex: string; link: Link | undefined }[]): RoutePath {
  const whole: Path[number][] = [];
  const lit: LitPiece[] = [];
  const on = new Set<string>();
  let pen: { point: Point; vertex: string; tag: Tag | undefined } | undefined;
  for (const { vertex, link } of way) {
    on.add(vertex);
    if (!link) continue;
    on.add(link.id);
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
  return { whole, lit, on };
}

const graphs = new WeakMap<Drawing, Graph>();

function graphOf(drawing: Drawing): Graph {
  const known = graphs.get(drawing);
  if (known) return known;
  const links = new Map<string, Link[]>();
  const lines = new Map<string, number>();
  const stripes = new Set<string>();
  const verticesOf = new Map<string, string[]>();
  const connect = (from: string, link: Link): void => {
    const list = links.get(from);
    if (list) list.push(link);
    else links.set(from, [link]);
  };
  const add = (wire: Wire, by: Point): void => {
    const path = moved(wire.path, by);
    connect(wire.from, { to: wire.to, path, tag: wire.tag, id: wire.id });
    connect(wire.to, { to: wire.from, path: reversed(path), tag: wire.tag, id: wire.id });
  };
  const name = (id: string, vertex: string): void => {
    const list = verticesOf.get(id);
    if (list?.includes(vertex)) return;
    if (list) list.push(vertex);
    else verticesOf.set(id, [vertex]);
  };

  for (const host of drawing.hosts) addHost(host, lines, name, add);
  for (const bar of drawing.segments) {
    for (const stripe of bar.stripes) {
      lines.set(stripe.vertex, stripe.y);
      stripes.add(stripe.vertex);
      name(bar.id, stripe.vertex);
      name(stripe.vertex, stripe.vertex);
    }
  }
  for (const cable of drawing.cables) if (cable.carried) add(cable, at(0, 0));
  const graph = { links, lines, stripes, verticesOf };
  graphs.set(drawing, graph);
  return graph;
}

function addHost(
  { id, rect, layout }: PlacedHost,
  lines: Map<string, number>,
  name: (id: string, vertex: string) => void,
  add: (wire: Wire, by: Point) => void,
): void {
  if (layout.folded) {
    for (const port of layout.ports) {
      name(id, port.vertex);
      for (const thing of port.carries) name(thing, port.vertex);
    }
    return;
  }
  for (const item of layout.items) {
    if (item.kind === 'rail') lines.set(item.vertex, rect.y + item.line.y + item.line.height / 2);
    if (item.kind === 'forwarding') name(item.vertex, item.vertex);
    else if (item.kind !== 'interface' || item.iface.kind !== 'nic') name(item.id, item.vertex);
    if (item.kind === 'rail') name(`${id}|${item.id}`, item.vertex);
    if (item.kind === 'interface' && item.iface.kind !== 'nic' && item.iface.address) name(id, item.vertex);
  }
  for (const port of layout.ports) {
    name(`${id}:${port.nic}`, port.vertex);
    if (port.tag === 'untagged') name(id, port.vertex);
  }
  for (const wire of layout.wires) add(wire, rect);
}

/** Of several vertices the one that is nearest to any of the targets. */
function nearest(graph: Graph, from: readonly string[], targets: readonly string[]): string | undefined {
  let best: { vertex: string; hops: number } | undefined;
  for (const vertex of from) {
    if (targets.includes(vertex)) return vertex;
    const leg = shortest(graph, vertex, new Set(targets));
    if (leg && (!best || leg.length < best.hops)) best = { vertex, hops: leg.length };
  }
  return best?.vertex;
}

function shortest(graph: Graph, from: string, targets: ReadonlySet<string>): readonly Link[] | undefined {
  const cameBy = new Map<string, { previous: string; link: Link } | undefined>([[from, undefined]]);
  const queue = [from];
  for (let head = 0; head < queue.length; head++) {
    const vertex = queue[head] as string;
    if (targets.has(vertex)) {
      const legs: Link[] = [];
      let step = cameBy.get(vertex);
      while (step) {
        legs.unshift(step.link);
        step = cameBy.get(step.previous);
      }
      return legs;
    }
    for (const link of graph.links.get(vertex) ?? []) {
      if (cameBy.has(link.to)) continue;
      cameBy.set(link.to, { previous: vertex, link });
      queue.push(link.to);
    }
  }
  return undefined;
}
