/** Of a folded lab: the hosts that somebody looks at, each with the things there that are to be seen. */
import { lookedAt } from '../../shared/drawing/looked.ts';
import { FOLD_FROM } from '../../shared/drawing/place.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import type { Verdict } from '../../shared/reach/verdict.ts';
import { useDocument } from '../store/document/document-store.ts';
import { type Selection, useSelection } from '../store/selection.ts';
import { memo, useDerived } from './derive.ts';
import { explanationOfSelection } from './lit-route.ts';

export type Looked = ReadonlyMap<string, ReadonlySet<string>>;
const NOBODY: Looked = new Map();

const lookedFor = memo(
  (lab: Lab | undefined, selection: Selection | undefined, explanation: Verdict | undefined): Looked => {
    if (!lab || !selection || lab.hosts.length < FOLD_FROM) return NOBODY;
    if (selection.kind === 'pair') {
      return lookedAt(lab, [{ things: [selection.from, selection.to.id] }, ...(explanation?.hops ?? [])]);
    }
    // A host that is pointed at is opened by a double click.
    if (selection.kind === 'things') {
      const inside = [...selection.ids].filter((id) => /[/:]/.test(id));
      return inside.length === 0 ? NOBODY : lookedAt(lab, [{ things: inside }]);
    }
    return /[/:]/.test(selection.id) ? lookedAt(lab, [{ things: [selection.id] }]) : NOBODY;
  },
);

const looked = (): Looked =>
  lookedFor(useDocument.getState().lab, useSelection.getState().selection, explanationOfSelection());

export const useLooked = (): Looked => useDerived(looked);
