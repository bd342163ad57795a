import { ActionIcon, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { isHostKind, type Outlined, outlineOf, rowsOf } from '../../../shared/drawing/outline.ts';
import { FOLD_FROM } from '../../../shared/drawing/place.ts';
import { actionOf } from '../../actions/actions.ts';
import { chooseThing } from '../../canvas/choose.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { turnRow, useOutline } from '../../store/outline.ts';
import { showOutline } from '../../store/panes.ts';
import { selectedIds, selectedThing, selectThings, toggleThing, useSelection } from '../../store/selection.ts';
import { Keys } from '../../ui/Keys.tsx';
import { move } from './move.ts';
import classes from './Outline.module.css';
import { OutlineItem } from './OutlineItem.tsx';

/** The drawing as a tree, for those who read it by ear or by key: the same things, chosen by the same selection. */
export function Outline() {
  const lab = useDocument((state) => state.lab);
  const turned = useOutline((state) => state.turned);
  const tree = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<string | undefined>(undefined);
  const chosen = useSelection((state) => selectedThing(state));
  const items = useMemo(() => (lab ? outlineOf(lab) : []), [lab]);
  // Of a lab that folds its hosts are closed here too.
  const folds = (lab?.hosts.length ?? 0) >= FOLD_FROM;
  const rows = useMemo(
    () => rowsOf(items, (item) => turned.get(item.key) ?? !(folds && isHostKind(item.kind))),
    [items, turned, folds],
  );
  // Tab stops at the row that had the focus last, or at what is chosen on the drawing.
  const stop = rows.find(({ item }) => item.key === at) ?? rows.find(({ item }) => item.id === chosen) ?? rows[0];
  useEffect(() => {
    setAt(undefined);
    if (chosen !== undefined) rowAt(tree.current, chosen)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (stop === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const { item } = stop;
    if (event.key === 'Enter' || event.key === ' ') {
      if (event.shiftKey && item.kind !== 'vlan') toggleThing(item.id);
      else chooseThing(item.id);
    } else {
      const step = move(rows, stop, event.key);
      if (step === undefined) return;
      if (step.turn !== undefined) turnRow(item.key, step.turn);
      if (step.to !== undefined) {
        setAt(step.to.item.key);
        if (event.shiftKey) selectBoth(item, step.to.item);
        focusRow(tree.current, step.to.item.key);
      }
    }
    event.preventDefault();
    // The drawing has arrows of its own.
    event.stopPropagation();
  };

  return (
    <nav className={classes.outline} aria-label="Outline" data-region="Outline">
      <header className={classes.head}>
        <h2>Outline</h2>
        <Tooltip
          label={
            <>
              Close <Keys keys={actionOf('outline').keys[0] ?? ''} />
            </>
          }
        >
          <ActionIcon size="sm" aria-label="Close the outline" onClick={() => showOutline(false)}>
            <IconX size={14} />
          </ActionIcon>
        </Tooltip>
      </header>
      {rows.length === 0 ? (
        <p className={classes.empty}>Nothing is drawn yet. What you draw is listed here, what stands on what.</p>
      ) : (
        <div
          ref={tree}
          role="tree"
          aria-label="Outline"
          aria-multiselectable="true"
          className={classes.tree}
          onKeyDown={onKeyDown}
        >
          {rows.map((row) => (
            <OutlineItem key={row.item.key} row={row} stop={row === stop} onFocus={setAt} />
          ))}
        </div>
      )}
    </nav>
  );
}

/** What is chosen grows by where the step begins and where it ends. */
const selectBoth = (...items: readonly Outlined[]): void =>
  selectThings([
    ...selectedIds(useSelection.getState()),
    ...items.filter(({ kind }) => kind !== 'vlan').map(({ id }) => id),
  ]);

const rowAt = (tree: HTMLElement | null, thing: string): HTMLElement | undefined =>
  [...(tree?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [])].find(({ dataset }) => dataset.thing === thing);

function focusRow(tree: HTMLElement | null, key: string): void {
  const rows = tree?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [];
  [...rows].find(({ dataset }) => dataset.row === key)?.focus();
}
