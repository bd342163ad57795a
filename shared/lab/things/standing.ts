/** What interfaces stand on: other interfaces of their host, up to a card. */
import { type Problem, problem } from '../../problem.ts';
import { interfaceId } from '../ids.ts';
import { reference } from './leaves.ts';
import type { Check, OfInterfaces } from './notes.ts';
import { key } from './shapes.ts';

export const interfaceRef = reference('an interface’s name', 'Name an interface of that host.');

/** Names of a circle from one of them to the same again; of a long one its beginning and its end. */
function inCircle(circle: readonly string[]): string {
  const all = [...circle, circle[0] ?? ''];
  return (all.length <= 10 ? all : [...all.slice(0, 7), '…', ...all.slice(-2)]).join(' → ');
}

/**
 * On how many interfaces one can stand, the card included. Linux: `MAX_NEST_DEV` is 8 levels with the interface itself
 * (`__netdev_upper_dev_link` in net/core/dev.c answers EMLINK, `Too many links`).
 */
export const NESTED_MAX = 7;

interface Standing {
  /** The circles of parents, each by the first of its interfaces in the file, which it begins with. */
  readonly circles: ReadonlyMap<string, readonly string[]>;
  /** On how many others an interface stands, a card on none; NaN: in a circle, or on one that is missing. */
  readonly depths: ReadonlyMap<string, number>;
}

/** Follows every interface to its card, and no interface twice. */
function standingOf(host: OfInterfaces): Standing {
  const named = new Map(host.interfaces.map((item) => [item.name, item]));
  const places = new Map(host.interfaces.map(({ name }, place) => [name, place]));
  const place = (name: string): number => places.get(name) ?? 0;
  const depths = new Map<string, number>();
  const circles = new Map<string, readonly string[]>();
  for (const start of host.interfaces) {
    const way = new Map<string, number>();
    let current: OfInterfaces['interfaces'][number] | undefined = start;
    while (current !== undefined && !depths.has(current.name) && !way.has(current.name)) {
      way.set(current.name, way.size);
      current = current.parent === undefined ? undefined : named.get(current.parent);
    }
    const names = [...way.keys()];
    const last = names.at(-1);
    const entered = current && way.get(current.name);
    if (entered !== undefined) {
      const circle = names.slice(entered);
      const first = circle.reduce((a, b) => (place(b) < place(a) ? b : a));
      const at = circle.indexOf(first);
      circles.set(first, [...circle.slice(at), ...circle.slice(0, at)]);
    }
    const onCard = current === undefined && named.get(last ?? '')?.kind === 'nic';
    let depth = onCard ? -1 : ((current && depths.get(current.name)) ?? Number.NaN);
    for (const name of names.reverse()) depths.set(name, ++depth);
  }
  return { circles, depths };
}

const standings = new WeakMap<OfInterfaces, Standing>();

function known(host: OfInterfaces): Standing {
  const found = standings.get(host) ?? standingOf(host);
  standings.set(host, found);
  return found;
}

const check: Check = ({ around, path, host: hostName }): readonly Problem[] => {
  const host = around.host(hostName);
  const name = String(path.at(-2));
  if (host === undefined) return [];
  const { circles, depths } = known(host);
  const subject = interfaceId(hostName, name);
  const circle = circles.get(name);
  if (circle !== undefined)
    return [
      problem({
        code: 'parent-cycle',
        message: `${subject} stands on itself: ${inCircle(circle)}.`,
        hint: 'Parents must end at a network card, one that has a segment.',
        subject,
        path,
      }),
    ];
  if (depths.get(name) !== NESTED_MAX + 1) return [];
  return [
    problem({
      code: 'nested-interfaces',
      message: `${subject} stands on ${NESTED_MAX + 1} interfaces, each on the next, and the kernel stacks no more than ${NESTED_MAX}.`,
      hint: 'Let it stand on the network card or on an interface near it.',
      subject,
      path,
    }),
  ];
};

/** The parent of a sub-interface or a shim. */
export const parent = key(
  interfaceRef,
  { label: 'Parent interface', example: 'ens33' },
  { names: { kind: 'interface', code: 'unknown-parent' }, check },
);
