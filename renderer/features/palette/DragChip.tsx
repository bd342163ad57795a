import { IconBan } from '@tabler/icons-react';
import { type Dragged, useDraw } from '../../store/draw/draw-store.ts';
import { TOOL_WORDS } from '../../store/draw/gestures.ts';
import classes from './DragChip.module.css';
import { landing } from './landing.ts';

const WIDTH = 280;

/** At the pointer: what would land where, called and addressed how; or why not. */
export function DragChip() {
  const dragged = useDraw((state) => state.dragged);
  if (!dragged) return null;
  const { x, y, outcome } = dragged;
  const left = x + 20 + WIDTH > window.innerWidth ? x - WIDTH - 12 : x + 20;
  const top = y + 100 > window.innerHeight ? y - 80 : y + 20;
  return (
    <div
      className={classes.chip}
      role="status"
      data-refused={outcome?.ok === false}
      style={{ transform: `translate(${left}px, ${top}px)` }}
    >
      <Words dragged={dragged} />
    </div>
  );
}

function Words({ dragged }: { readonly dragged: Dragged }) {
  const { outcome, tool } = dragged;
  if (outcome === undefined) {
    return (
      <>
        <strong>{TOOL_WORDS[tool]}</strong>
        <span className={classes.more}>over the drawing it says where it would land</span>
      </>
    );
  }
  if (!outcome.ok) {
    return (
      <span className={classes.why}>
        <IconBan size={16} />
        {outcome.why}
      </span>
    );
  }
  const { what, where, details } = landing(outcome, tool);
  return (
    <>
      <span>
        <strong>{what}</strong> {where}
      </span>
      {details.map((line) => (
        <code key={line}>{line}</code>
      ))}
      <span className={classes.more}>{tool === 'vlan' ? 'type a number for another tag · ' : ''}Esc leaves it</span>
    </>
  );
}
