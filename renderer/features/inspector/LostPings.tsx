import { useMemo } from 'react';
import { cureOf } from '../../derived/cure.ts';
import { pingChanges } from '../../derived/ping-changes.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { useDraw } from '../../store/draw/draw-store.ts';
import { applied } from '../../store/draw/gestures.ts';
import { CureOffer } from '../moving/CureOffer.tsx';
import { Pills } from '../moving/Pills.tsx';
import classes from './Inspector.module.css';

/** After a gesture that lost pings, until the next one: how many, and what brings them back. */
export function LostPings() {
  const last = useDraw((state) => state.last);
  const stands = useDocument(({ text }) => last !== undefined && text === last.text);
  const found = useMemo(() => {
    if (last === undefined || !stands) return undefined;
    const changes = pingChanges(last.before, last.made.lab, last.made.moved);
    const cure = changes !== undefined && changes.lost.size > 0 ? cureOf(last.before, last.made) : undefined;
    return changes && cure && { changes, cure };
  }, [last, stands]);
  if (found === undefined) return null;
  const { changes, cure } = found;
  return (
    <section className={classes.lost} aria-label="Pings lost">
      <Pills changes={changes} />
      <CureOffer cure={cure} lost={changes.lost.size} onTake={() => applied(cure.edits, cure.says)} />
    </section>
  );
}
