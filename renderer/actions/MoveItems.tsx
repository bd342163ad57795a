import { Menu } from '@mantine/core';
import { moveContainer } from '../../shared/draw/copies.ts';
import { useDocument } from '../store/document/document-store.ts';
import { finishEdit } from '../store/draw/gestures.ts';
import { selectedThing, useSelection } from '../store/selection.ts';

/** Where the chosen container could go: each network on each of its hosts; those that do not take it say why. */
export function MoveItems() {
  const lab = useDocument((state) => state.lab);
  const id = useSelection(selectedThing);
  if (lab === undefined || id === undefined || !id.includes('/')) return null;
  const places = lab.networks
    .flatMap(({ name, parents }) => parents.map(({ host }) => ({ network: name, host })))
    .slice(0, 12);
  return (
    <>
      <Menu.Divider />
      <Menu.Label>Move to</Menu.Label>
      {places.map((to) => {
        const outcome = moveContainer(lab, id, to);
        return (
          <Menu.Item
            key={`${to.network} ${to.host}`}
            disabled={!outcome.ok}
            title={outcome.ok ? undefined : outcome.why}
            onClick={() => finishEdit(outcome)}
          >
            {to.network} on {to.host}
          </Menu.Item>
        );
      })}
    </>
  );
}
