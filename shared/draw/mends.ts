/** One click that mends a problem of the drawing and takes more than a rule knows: addresses, routes and names that are free. */
import type { Edit } from '../lab/edit.ts';
import type { Lab } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import type { Problem } from '../problem.ts';
import { type Draft, draftOf, isRefusal, type Refusal } from './draft.ts';
import { newFault } from './draw.ts';
import { oneForEachHost, withRoutes } from './routed.ts';
import { DEFAULTS, type Defaults } from './tools.ts';

export interface Mend {
  /** `A network for each host`. */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** The lab after it. */
  readonly lab: Lab;
}

interface Way {
  readonly title: string;
  mend(lab: Lab, subject: string, defaults: Defaults): Draft | Refusal;
}

/** By the code of the problem. */
const WAYS: Readonly<Record<string, Way>> = {
  'l3-on-several-hosts': {
    title: 'A network for each host',
    mend: (lab, name, defaults) => oneForEachHost(draftOf(lab), name, defaults),
  },
  'l3-without-route': {
    title: 'Add the routes',
    mend: (lab, _, defaults) => withRoutes(draftOf(lab), defaults),
  },
};

/** Undefined: nothing is known that would mend it here. */
export function mendFor(lab: Lab, { code, subject }: Problem, defaults: Defaults = DEFAULTS): Mend | undefined {
  const way = WAYS[code];
  if (way === undefined || indexOf(lab).network(subject)?.external === true) return undefined;
  const mended = way.mend(lab, subject, defaults);
  if (isRefusal(mended) || mended.edits.length === 0 || newFault(lab, mended.lab) !== undefined) return undefined;
  return { title: way.title, edits: mended.edits, lab: mended.lab };
}
