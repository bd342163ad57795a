/** What interfaces stand on: other interfaces of their host, up to a card. */

import { perObject } from '../../per-object.ts';
import { type Problem, problem } from '../../problem.ts';
import { interfaceId } from '../ids.ts';
import { reference } from './leaves.ts';
import { type Check, type FieldNote, noted, type OfInterfaces } from './notes.ts';
import { key, list } from './shapes.ts';

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
  /** The circles of what stands on what, each by the first of its interfaces in the file, which it begins with. */
  readonly circles: ReadonlyMap<string, readonly string[]>;
  /** On how many others an interface stands, a card on none; NaN: in a circle, or on one that is missing. */
  readonly depths: ReadonlyMap<string, number>;
}

type OfInterface = OfInterfaces['interfaces'][number];

const under = ({ parent, members = [] }: OfInterface): readonly string[] => (parent === undefined ? members : [parent]);

/** Follows every interface down to what it ends at, and no interface twice; without recursion, since files can be long. */
function standingOf(host: OfInterfaces): Standing {
  const named = new Map(host.interfaces.map((item) => [item.name, item]));
  const places = new Map(host.interfaces.map(({ name }, place) => [name, place]));
  const place = (name: string): number => places.get(name) ?? 0;
  const depths = new Map<string, number>();
  const circles = new Map<string, readonly string[]>();
  for (const start of host.interfaces) {
    const way: { readonly item: OfInterface; next: number }[] = depths.has(start.name)
      ? []
      : [{ item: start, next: 0 }];
    const on = new Set(way.map(({ item }) => item.name));
    for (let top = way.at(-1); top !== undefined; top = way.at(-1)) {
      const names = under(top.item);
      const name = names[top.next];
      if (name === undefined) {
        depths.set(top.item.name, depths.get(top.item.name) ?? depthOn(names, depths));
        on.delete(top.item.name);
        way.pop();
        continue;
      }
      top.next += 1;
      if (on.has(name)) {
        const circle = way.map(({ item }) => item.name).slice(way.findIndex(({ item }) => item.name === name));
        for (const member of circle) depths.set(member, Number.NaN);
        const first = circle.reduce((a, b) => (place(b) < place(a) ? b : a));
        const at = circle.indexOf(first);
        circles.set(first, [...circle.slice(at), ...circle.slice(0, at)]);
      }
      const item = named.get(name);
      if (item === undefined) depths.set(top.item.name, Number.NaN);
      else if (!depths.has(name) && !on.has(name)) {
        way.push({ item, next: 0 });
        on.add(name);
      }
    }
  }
  return { circles, depths };
}

const depthOn = (names: readonly string[], depths: ReadonlyMap<string, number>): number =>
  names.length === 0 ? 0 : 1 + Math.max(...names.map((name) => depths.get(name) ?? Number.NaN));

const known = perObject(standingOf);

const check: Check = ({ around, path, host: hostName }): readonly Problem[] => {
  const host = around.host(hostName);
  const name = String(path[3]);
  if (host === undefined) return [];
  const { circles, depths } = known(host);
  const subject = interfaceId(hostName, name);
  const circle = circles.get(name);
  if (circle !== undefined)
    return [
      problem({
        code: 'parent-cycle',
        message: `${subject} stands on itself: ${inCircle(circle)}.`,
        hint: 'What an interface stands on must end at a network card, one that has a segment.',
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

/** The interfaces that a bond or a bridge joins. */
export const members = (expected: string, field: FieldNote) =>
  key(
    noted(list(expected, noted(interfaceRef.clone(), { names: { kind: 'interface', code: 'unknown-interface' } })), {
      check,
    }),
    field,
    { as: 'members' },
  );
