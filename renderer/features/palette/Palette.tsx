import { type KeyboardEvent, useRef } from 'react';
import type { Tool } from '../../../shared/draw/tools.ts';
import { type ActionId, useNow } from '../../actions/action.ts';
import { actionOf } from '../../actions/actions.ts';
import { ariaShortcuts } from '../../actions/keys.ts';
import { TOOL_ICONS } from '../../actions/tool-icons.tsx';
import { MOST_AT_ONCE, setCount, useDraw } from '../../store/draw/draw-store.ts';
import { off, reason } from '../../ui/off.ts';
import { beginDrag } from './drag.ts';
import classes from './Palette.module.css';

const GROUPS: readonly (readonly ActionId[])[] = [
  ['add-segment', 'add-host', 'add-router'],
  ['add-vlan', 'add-network', 'add-container'],
  ['add-note'],
];

/** What can be drawn: dragged to its place, or by click or key put where it makes sense. */
export function Palette() {
  const bar = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const buttons = [...(bar.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
    event.preventDefault();
  };
  return (
    <div
      ref={bar}
      className={classes.palette}
      role="toolbar"
      aria-label="Palette"
      data-region="Palette"
      aria-orientation="vertical"
      onKeyDown={onKeyDown}
    >
      {GROUPS.map((ids) => (
        <div key={ids[0]} className={classes.group}>
          {ids.map((id) => (
            <ToolButton key={id} id={id} />
          ))}
        </div>
      ))}
      <Count />
    </div>
  );
}

function ToolButton({ id }: { readonly id: ActionId }) {
  const { name, keys, run, whyNot } = actionOf(id);
  const why = useNow(whyNot);
  const tool = id.slice('add-'.length) as Tool;
  const Icon = TOOL_ICONS[tool];
  const dragged = useDraw(({ dragged }) => dragged?.kind === 'tool' && dragged.tool === tool);
  return (
    <button
      type="button"
      className={classes.tool}
      aria-keyshortcuts={ariaShortcuts(keys)}
      aria-disabled={why !== undefined}
      {...reason(why)}
      data-dragged={dragged}
      onClick={(event) => {
        // A drag that ended here is no click.
        if (why === undefined && event.currentTarget.dataset.dropped !== 'true') run();
        delete event.currentTarget.dataset.dropped;
      }}
      onPointerDown={(event) => {
        if (why === undefined && event.button === 0) beginDrag(tool, event.nativeEvent);
      }}
    >
      <Icon size={26} />
      <span>{name}</span>
      <span className={classes.key} aria-hidden="true">
        {keys[0]}
      </span>
    </button>
  );
}

function Count() {
  const count = useDraw((state) => state.count);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form
    <div className={classes.count} role="group" aria-label="How many at once">
      <div>
        <button
          type="button"
          aria-label="One less at once"
          onClick={() => setCount(count - 1)}
          {...off(count <= 1 ? 'it is one' : undefined)}
        >
          −
        </button>
        <output>{count}</output>
        <button
          type="button"
          aria-label="One more at once"
          onClick={() => setCount(count + 1)}
          {...off(count >= MOST_AT_ONCE ? `${MOST_AT_ONCE} are the most` : undefined)}
        >
          +
        </button>
      </div>
      <span>at once</span>
    </div>
  );
}
