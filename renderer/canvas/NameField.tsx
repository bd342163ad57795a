import type { Rect } from '../../shared/drawing/types.ts';
import { thingNamed } from '../../shared/lab/lookup.ts';
import { useDocument } from '../store/document/document-store.ts';
import { rename } from '../store/draw/gestures.ts';
import classes from './NameField.module.css';
import { useTypedOver } from './use-typed-over.ts';

/** Of the line that a name stands in, in pixels. */
const LINE = 30;
const TALLEST = 56;

/** As high as what says the name there: it is not read twice, and no other word of it is cut through. */
const heightOf = ({ height }: Rect): number => Math.max(LINE, Math.min(height, TALLEST));

/** The name of a thing, typed over where it stands. Enter takes it, Escape leaves it as it is. */
export function NameField({ id, rect }: { readonly id: string; readonly rect: Rect }) {
  const name = useDocument(({ lab }) => (lab ? thingNamed(lab, id)?.name : undefined)) ?? '';
  const { field, draft, fault, type, onKeyDown, onBlur } = useTypedOver<HTMLInputElement>(name, (typed) =>
    typed.trim() === '' ? [] : rename(id, typed.trim()),
  );
  return (
    <div
      className={`${classes.place} nodrag nopan`}
      style={{ transform: `translate(${rect.x}px, ${rect.y}px)`, width: Math.max(rect.width, 120) }}
    >
      <input
        style={{ height: heightOf(rect) }}
        ref={field}
        className={classes.field}
        aria-label={`Name of ${name}`}
        aria-invalid={fault !== undefined}
        value={draft}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      />
      {fault === undefined ? null : (
        <p className={classes.fault} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
