/** What a lab should do, said by hand: which pings are wanted and which are forbidden. */
import { remove, set, unset } from './edit/edits.ts';
import type { Edit } from './edit/language.ts';
import { hostOfId } from './ids.ts';
import type { Lab } from './lab.ts';

/** What may be pinged: a container, or an interface with an address; the address is '' where Docker picks one. */
interface PingEnd {
  readonly id: string;
  readonly address: string;
}

/**
 * What an expectation may call the end of a ping, the nearest first: itself, its address, and of a host's interface the host, which
 * stands for every address that it has.
 */
export const calledBy = ({ id, address }: PingEnd): readonly string[] => [
  ...new Set([id, ...(address === '' ? [] : [address]), ...(id.includes(':') ? [hostOfId(id)] : [])]),
];

/** Places of the expectations of one pair in the file's list; a pair that is named twice has both. */
function placesOf(lab: Lab, from: string, to: string): readonly number[] {
  return lab.expect.flatMap((item, at) => (item.from === from && item.to === to ? [at] : []));
}

/** What is expected of a pair; undefined: whatever is predicted. */
export const expectedOf = (lab: Lab, from: string, to: string): boolean | undefined =>
  lab.expect[placesOf(lab, from, to).at(-1) ?? -1]?.reachable;

/**
 * The edits after which this ping is wanted (true), forbidden (false), or expected to do what is predicted (undefined).
 * @param from a container or a host; `to`: a container, or an interface with an address
 */
export function expectEdits(lab: Lab, from: string, to: string, wanted: boolean | undefined): readonly Edit[] {
  const [first, ...others] = placesOf(lab, from, to);
  // From the end, so that places before it stay what they are.
  const gone = [...others].reverse().map((at) => remove(['expect', at]));
  if (first === undefined) {
    if (wanted === undefined) return [];
    const made = { from, to, reachable: wanted };
    return [lab.expect.length === 0 ? set(['expect'], [made]) : addTo(made)];
  }
  // An empty list is written as none.
  if (wanted === undefined && gone.length + 1 === lab.expect.length) return [unset(['expect'])];
  return [...gone, wanted === undefined ? remove(['expect', first]) : set(['expect', first, 'reachable'], wanted)];
}

const addTo = (value: { readonly from: string; readonly to: string; readonly reachable: boolean }): Edit => ({
  kind: 'add',
  path: ['expect'],
  value,
});

/** What undo says of it. */
export const expectStep = (from: string, to: string, wanted: boolean | undefined): string =>
  wanted === undefined
    ? `expect of ${from} to ${to} what is predicted`
    : `expect ${from} ${wanted ? 'to reach' : 'not to reach'} ${to}`;
