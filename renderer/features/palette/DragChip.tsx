import { IconBan } from '@tabler/icons-react';
import { useLayoutEffect, useRef } from 'react';
import { inWords, type Made, type Tool } from '../../../shared/draw/tools.ts';
import { usePingChanges } from '../../derived/ping-changes.ts';
import { useMoreWithShift } from '../../derived/with-shift.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { type Dragged, type DraggedThing, useDraw } from '../../store/draw/draw-store.ts';
import { TOOL_WORDS } from '../../store/draw/gestures.ts';
import { Pills } from '../moving/Pills.tsx';
import { moveWords } from '../moving/words.ts';
import { type Avoided, placeChip } from './chip-place.ts';
import classes from './DragChip.module.css';
import { landing } from './landing.ts';

/** Of more, the words cannot help but to lie over some. */
const MOST_HOSTS = 24;

/** At the pointer: what would land where, called and addressed how; or why not. */
export function DragChip() {
  const dragged = useDraw((state) => state.dragged);
  const chip = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!dragged) return;
    const place = (): void => {
      if (chip.current) stand(chip.current, dragged);
    };
    place();
    // What would land is drawn a moment later, and where the pointer rests the drawing makes room for it: then it lies elsewhere.
    const view = document.querySelector('.react-flow__viewport');
    if (view === null) return;
    const observer = new MutationObserver(place);
    observer.observe(view, { attributeFilter: ['style'], childList: true, subtree: true });
    return () => observer.disconnect();
  }, [dragged]);
  if (!dragged) return null;
  return (
    <div className={classes.chip} role="status" data-refused={dragged.outcome?.ok === false} ref={chip}>
      <Words dragged={dragged} />
    </div>
  );
}

/** Beside the pointer, over neither what would land, nor where. */
function stand(chip: HTMLElement, { x, y }: Dragged): void {
  const drawing = document.querySelector('[data-region="Drawing"]');
  if (drawing === null) return;
  // The inspector says more of the drop: nothing lies over it.
  const within = drawing.getBoundingClientRect();
  const isOver = x >= within.left;
  const ghosts = [...drawing.querySelectorAll('button[data-ghost], [data-ghost-host]')];
  const aimed = [...drawing.querySelectorAll('[data-aimed="true"]')];
  const hosts = [...drawing.querySelectorAll('[role="group"]')].slice(0, MOST_HOSTS);
  // Of a segment all of it, not only the stripe that is under the pointer.
  const pointed = document.elementFromPoint(x, y);
  const under =
    pointed?.closest('.react-flow__node-segment') ?? pointed?.closest('[data-region="Drawing"] [data-thing]');
  const at = placeChip(
    { x, y },
    { width: chip.offsetWidth, height: chip.offsetHeight },
    isOver ? within : document.body.getBoundingClientRect(),
    [
      ...ghosts.map((one): Avoided => ({ rect: one.getBoundingClientRect(), weight: 4 })),
      ...aimed.map((one): Avoided => ({ rect: one.getBoundingClientRect(), weight: 1 })),
      ...hosts.map((one): Avoided => ({ rect: one.getBoundingClientRect(), weight: 0.5 })),
      ...(under ? [{ rect: under.getBoundingClientRect(), weight: 2 }] : []),
    ],
  );
  chip.style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px)`;
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
  return <Landing made={outcome} tool={tool} />;
}

function Landing({ made, tool }: { readonly made: Made; readonly tool: Tool }) {
  const more = new Set(useMoreWithShift(made).map(({ host }) => host));
  const { what, where, details } = landing(made, tool);
  return (
    <>
      <span>
        <strong>{what}</strong> {where}
      </span>
      {details.map((line) => (
        <code key={line}>{line}</code>
      ))}
      <span className={classes.more}>
        {tool === 'vlan' ? 'type a number for another tag · ' : ''}
        {more.size > 0 ? `Shift: ${more.size > 1 ? 'all hosts' : `${[...more].join()} too`} · ` : ''}
        Esc leaves it
      </span>
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
