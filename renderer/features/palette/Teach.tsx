import { useEffect, useRef } from 'react';
import type { ActionId } from '../../actions/action.ts';
import { actionOf } from '../../actions/actions.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { useDraw, wouldBe } from '../../store/draw/draw-store.ts';
import classes from './Teach.module.css';

/** An empty canvas teaches: a lab in grey, to be filled in by clicking on what is dashed. */
export function Teach() {
  const empty = useDocument(({ lab }) => lab?.hosts.length === 0);
  const segments = useDocument(({ lab }) => lab?.segments.length ?? 0);
  const dragging = useDraw(({ dragged }) => dragged !== undefined);
  // What would be there is drawn then, and nothing lies over it.
  const lands = useDraw((state) => wouldBe(state) !== undefined);
  if (!empty) return null;
  const next = segments === 0 ? 1 : 2;
  return (
    <div className={classes.teach} data-dragging={dragging} data-lands={lands} data-drawn={segments > 0}>
      <div className={classes.words}>
        <h2>Draw a lab</h2>
        <p>
          Drag from the left, press a key, or click what is dashed. Nothing needs a name or an address: all is filled
          in, and all can be typed over.
        </p>
      </div>
      <Dashed id="add-host" className={classes.host} step={2} next={next === 2}>
        <strong>Drop a host here</strong>
        <span>it plugs itself into the segment and gets the next free address</span>
      </Dashed>
      <div className={classes.filled} aria-hidden="true">
        <span className={classes.step}>3</span>
        <strong className={classes.fill}>Fill a host</strong>
        <Label id="add-container" what="takes the next free address" top={53} />
        <Label id="add-network" what="brings subnet and gateway" top={98} />
        <Label id="add-vlan" what="one tag, one colour" top={149} />
        <span className={classes.label} style={{ top: 203 }}>
          <strong>NIC</strong>
          <span>comes with the host</span>
        </span>
        <span className={classes.box} style={{ top: 52, left: 24, width: 128 }} />
        <span className={classes.box} style={{ top: 52, left: 168, width: 128 }} />
        <span className={classes.rail} style={{ top: 112 }} />
        <span className={classes.box} style={{ top: 148, left: 104, width: 112 }} />
        <span className={classes.box} style={{ top: 202, left: 100, width: 120 }} />
        <svg className={classes.wires} aria-hidden="true">
          <path d="M88,92v20M232,92v20M160,118v30M160,188v14" />
        </svg>
      </div>
      {segments === 0 ? (
        <Dashed id="add-segment" className={classes.segment} step={1} next={next === 1}>
          <strong>Draw a segment</strong>
          <span>the wire that everything plugs into</span>
        </Dashed>
      ) : null}
      <span className={`${classes.cable} ${classes.ofHost}`} />
      <span className={`${classes.cable} ${classes.ofFilled}`} />
    </div>
  );
}

interface DashedProps {
  readonly id: ActionId;
  readonly className: string | undefined;
  readonly step: number;
  /** Only the next step wears the accent. */
  readonly next: boolean;
  readonly children: React.ReactNode;
}

function Dashed({ id, className, step, next, children }: DashedProps) {
  const { keys, run } = actionOf(id);
  const button = useRef<HTMLButtonElement>(null);
  // Whoever has asked for an empty lab goes on here: what was pressed is gone.
  useEffect(() => {
    if (next && document.activeElement?.matches('main')) button.current?.focus({ preventScroll: true });
  }, [next]);
  return (
    <button
      ref={button}
      type="button"
      className={`${classes.dashed} ${className}`}
      data-next-step={next || undefined}
      onClick={run}
    >
      <span className={classes.step} data-next={next} aria-hidden="true">
        {step}
      </span>
      {children}
      <span className={classes.key} aria-hidden="true">
        {keys[0]}
      </span>
    </button>
  );
}

function Label({ id, what, top }: { readonly id: ActionId; readonly what: string; readonly top: number }) {
  const { name, keys } = actionOf(id);
  return (
    <span className={classes.label} style={{ top }}>
      <strong>
        {name} <kbd>{keys[0]}</kbd>
      </strong>
      <span>{what}</span>
    </span>
  );
}
