import { reach } from '../derived/reach.ts';
import { selectedThing, selectPair, selectThing, useSelection } from '../store/selection.ts';
import { useUi } from '../store/ui.ts';

/** A thing that was pointed at. While presenting, where there is no matrix, one that pings and then another are a pair. */
export function chooseThing(id: string): void {
  const from = selectedThing(useSelection.getState());
  if (useUi.getState().presenting && from !== undefined && from !== id) {
    const { sources, targets } = reach();
    const target = targets.find((item) => item.id === id);
    if (target && sources.includes(from)) {
      selectPair(from, target);
      return;
    }
  }
  selectThing(id);
}
