import type { ActionId } from '../../actions/action.ts';
import { actionOf } from '../../actions/actions.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { useDraw } from '../../store/draw/draw-store.ts';
import classes from './Teach.module.css';

/** An empty canvas teaches: a lab in grey, to be filled in by clicking on what is dashed. */
export function Teach() {
  const empty = useDocument(({ lab }) => lab?.hosts.length === 0);
  const segments = useDocument(({ lab }) => lab?.segments.length ?? 0);
  const dragging = useDraw(({ dragged }) => dragged !== undefined);
  if (!empty) return null;
  const next = segments === 0 ? 1 : 2;
  return (
    <div className={classes.teach} data-dragging={dragging} data-drawn={segments > 0}>
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
        <Label id="add-container" what="takes the next free address" top={88} />
        <Label id="add-network" what="brings subnet and gateway" top={136} />
        <Label id="add-vlan" what="one tag, one colour" top={214} />
        <span className={classes.box} style={{ top: 84, left: 24, width: 128 }} />
        <span className={classes.box} style={{ top: 84, left: 168, width: 128 }} />
        <span className={classes.rail} style={{ top: 154 }} />
        <span className={classes.box} style={{ top: 216, left: 104, width: 112 }} />
        <span className={classes.box} style={{ top: 300, left: 100, width: 120 }} />
      </div>
      {segments === 0 ? (
        <Dashed id="add-segment" className={classes.segment} step={1} next={next === 1}>
          <strong>Draw a segment</strong>
          <span>the wire that everything plugs into</span>
        </Dashed>
      ) : null}
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
  return (
    <button type="button" className={`${classes.dashed} ${className}`} onClick={run}>
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
