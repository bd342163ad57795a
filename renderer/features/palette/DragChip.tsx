import { IconBan } from '@tabler/icons-react';
import { inWords } from '../../../shared/draw/tools.ts';
import { usePingChanges } from '../../derived/ping-changes.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { type Dragged, type DraggedThing, useDraw } from '../../store/draw/draw-store.ts';
import { TOOL_WORDS } from '../../store/draw/gestures.ts';
import { Pills } from '../moving/Pills.tsx';
import { moveWords } from '../moving/words.ts';
import classes from './DragChip.module.css';
import { landing } from './landing.ts';

const WIDTH = 280;

/** At the pointer: what would land where, called and addressed how; or why not. */
export function DragChip() {
  const dragged = useDraw((state) => state.dragged);
  if (!dragged) return null;
  const { x, y, outcome, kind } = dragged;
  // The inspector says more of the drop: nothing lies over it.
  const edge = document.querySelector('[data-region="Drawing"]')?.getBoundingClientRect().right ?? window.innerWidth;
  const left = x + 20 + WIDTH > edge ? Math.max(8, x - WIDTH - 12) : x + 20;
  // What is under a thing that is moved is looked at: the words stand above it.
  const above = kind === 'thing' ? y > 170 : y + 100 > window.innerHeight;
  const top = above ? y - 16 : y + 20;
  return (
    <div
      className={classes.chip}
      role="status"
      data-refused={outcome?.ok === false}
      style={{ transform: `translate(${left}px, ${top}px)${above ? ' translateY(-100%)' : ''}` }}
    >
      <Words dragged={dragged} />
    </div>
  );
}

function Words({ dragged }: { readonly dragged: Dragged }) {
  if (dragged.kind === 'thing') return <ThingWords dragged={dragged} />;
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
    return <Refused why={outcome.why} />;
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

/** A thing of the drawing, or a line that begins at it. */
function ThingWords({ dragged: { held, at, outcome } }: { readonly dragged: DraggedThing }) {
  const lab = useDocument((state) => state.lab);
  const pings = usePingChanges();
  if (held.how === 'connect' && (at === undefined || at.kind === 'lab')) {
    return (
      <>
        <strong>{inWords(held.what)}</strong>
        <span className={classes.more}>to what is ringed, or let go for what fits here</span>
      </>
    );
  }
  if (outcome === undefined || lab === undefined) {
    return (
      <>
        <strong>{inWords(held.what)}</strong>
        <span className={classes.more}>over the drawing it says where it would land</span>
      </>
    );
  }
  if (!outcome.ok) return <Refused why={outcome.why} />;
  const { title, own, others, besides } = moveWords(lab, outcome);
  const fact = own.find(({ label }) => label === 'Address' || label === 'Subnet');
  const address = fact?.now
    ?.split(', ')
    .filter((part) => !fact.was?.split(', ').includes(part))
    .join(', ');
  return (
    <>
      <strong>{title}</strong>
      {address === undefined ? null : <code>{address}</code>}
      {besides.length > 0 ? <span className={classes.more}>with {besides.slice(0, 2).join(', ')}</span> : null}
      {others.length > 0 ? (
        <span className={classes.more}>
          {others.length} {others.length === 1 ? 'address follows' : 'addresses follow'}
        </span>
      ) : null}
      <Pills changes={pings} />
      <span className={classes.more}>
        {held.how === 'move' && held.what.kind === 'container' ? 'Ctrl copies · ' : ''}Esc leaves it
      </span>
    </>
  );
}

function Refused({ why }: { readonly why: string }) {
  return (
    <span className={classes.why}>
      <IconBan size={16} />
      {why}
    </span>
  );
}
