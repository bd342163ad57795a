/** What the drop of a dragged tool would make besides if Shift were held: on all hosts of the segment, not on one. */
import { useMemo } from 'react';
import { draw } from '../../shared/draw/draw.ts';
import type { Made } from '../../shared/draw/tools.ts';
import { hostOfId } from '../../shared/lab/ids.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { indexOf } from '../../shared/lab/lookup.ts';
import { useDocument } from '../store/document/document-store.ts';
import { defaultsNow } from '../store/draw/defaults.ts';
import { type DraggedTool, useDraw } from '../store/draw/draw-store.ts';

const WIDE: readonly DraggedTool['tool'][] = ['vlan', 'network', 'container'];

/** Two tell of it at the same time. */
const known = new WeakMap<Made, readonly OneMore[]>();

/** Something that would be on one more host. */
interface OneMore {
  readonly what: string;
  readonly host: string;
}

/** What would be new, without what is made anyway. Anew only when the drop makes something else: the pointer moves more often than that. */
export function useMoreWithShift(made: Made): readonly OneMore[] {
  const lab = useDocument((state) => state.lab);
  return useMemo(() => {
    const { dragged, count } = useDraw.getState();
    if (lab === undefined || dragged?.kind !== 'tool' || dragged.outcome !== made) return [];
    const more = known.get(made) ?? withShift(lab, dragged, count);
    known.set(made, more);
    return more;
  }, [lab, made]);
}

function withShift(
  lab: Lab,
  { tool, at, digits, everywhere, outcome }: DraggedTool,
  count: number,
): readonly OneMore[] {
  if (!at || everywhere || !outcome?.ok || !WIDE.includes(tool)) return [];
  const wide = draw(lab, {
    tool,
    at,
    exact: true,
    everywhere: true,
    count,
    defaults: defaultsNow(),
    ...(digits !== '' && { vlan: Number(digits) }),
  });
  if (!wide.ok) return [];
  const made = wide.made.filter((id) => !outcome.made.includes(id)).map((id) => ({ what: id, host: hostOfId(id) }));
  // A network is one, on however many hosts.
  const here = hostsOf(outcome.lab, outcome.select);
  const joined = hostsOf(wide.lab, outcome.select).filter((host) => !here.includes(host));
  return [...made, ...joined.map((host) => ({ what: `${outcome.select} on ${host}`, host }))];
}

const hostsOf = (lab: Lab, network: string): readonly string[] =>
  indexOf(lab)
    .network(network)
    ?.parents.map(({ host }) => host) ?? [];
