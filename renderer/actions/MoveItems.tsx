import { Menu } from '@mantine/core';
import { letGo } from '../../shared/draw/hold.ts';
import { type DropPlace, placeOf } from '../../shared/draw/tools.ts';
import { useDocument } from '../store/document/document-store.ts';
import { finishEdit, notEditable } from '../store/draw/gestures.ts';
import { selectedThing, useSelection } from '../store/selection.ts';
import { MenuChoice } from '../ui/MenuChoice.tsx';
import { useNow } from './action.ts';

/** Further ones are in the list of `Move to…`. */
const MOST = 5;

/** Where the chosen container could go: each network on each of its hosts; those that do not take it say why. */
export function MoveItems() {
  const lab = useDocument((state) => state.lab);
  const id = useSelection(selectedThing);
  const whyNone = useNow(notEditable);
  // `Move to…` says why nothing can be moved now.
  if (whyNone !== undefined || lab === undefined || id === undefined || !id.includes('/')) return null;
  const places = lab.networks
    .flatMap(({ name, parents }) => parents.map(({ host }): DropPlace => ({ kind: 'network', name, host })))
    .slice(0, MOST);
  const held = { how: 'move', what: placeOf(lab, id) } as const;
  return (
    <>
      <Menu.Divider />
      <Menu.Label>Move to</Menu.Label>
      {places.map((to) => {
        const outcome = letGo(lab, held, to);
        const words = to.kind === 'network' ? `${to.name} on ${to.host}` : '';
        return (
          <MenuChoice key={words} why={outcome.ok ? undefined : outcome.why} onClick={() => finishEdit(outcome)}>
            {words}
          </MenuChoice>
        );
      })}
    </>
  );
}
