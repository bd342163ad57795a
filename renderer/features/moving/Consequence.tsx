import type { Made, Outcome } from '../../../shared/draw/tools.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { thingNamed } from '../../../shared/lab/lookup.ts';
import { cureOf, withCure } from '../../derived/cure.ts';
import { pingChanges } from '../../derived/ping-changes.ts';
import { CureOffer } from './CureOffer.tsx';
import classes from './HoldSheet.module.css';
import { Pills } from './Pills.tsx';
import { aloud, moveWords } from './words.ts';

const LISTED = 6;

interface Props {
  readonly lab: Lab;
  readonly outcome: Outcome | undefined;
  /** The same with what brings the lost pings back. */
  readonly onCure?: (made: Made) => void;
}

/** What an answer would do, or why it does nothing: seen, and said to those who hear the window. */
export function Consequence({ lab, outcome, onCure }: Props) {
  const words = outcome?.ok ? moveWords(lab, outcome) : undefined;
  const makes = outcome?.ok ? newIn(lab, outcome) : [];
  const pings = outcome?.ok ? pingChanges(lab, outcome.lab, outcome.moved) : undefined;
  const cure = outcome?.ok && pings !== undefined && pings.lost.size > 0 && onCure ? cureOf(lab, outcome) : undefined;
  return (
    <div className={classes.consequence}>
      <p className="visually-hidden" role="status">
        {outcome === undefined
          ? ''
          : words === undefined
            ? `Not possible: ${outcome.ok ? '' : outcome.why}.`
            : aloud(words, pings)}
      </p>
      {words === undefined ? (
        <p className={classes.why}>{outcome === undefined || outcome.ok ? 'Choose an end.' : outcome.why}</p>
      ) : (
        <>
          <dl className={classes.facts}>
            {[...words.own, ...words.others].slice(0, LISTED).map(({ label, now, was }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  {now}
                  {was === undefined || was === '' ? null : <span className={classes.detail}> was {was}</span>}
                </dd>
              </div>
            ))}
          </dl>
          {words.own.length + words.others.length > LISTED ? (
            <p className={classes.detail}>and {words.own.length + words.others.length - LISTED} more</p>
          ) : null}
          {makes.length > 0 ? (
            <p className={classes.detail}>
              makes {makes.slice(0, LISTED).join(', ')}
              {makes.length > LISTED ? ` and ${makes.length - LISTED} more` : ''}
            </p>
          ) : null}
          <Pills changes={pings} />
          {cure === undefined || pings === undefined ? null : (
            <CureOffer
              cure={cure}
              lost={pings.lost.size}
              onTake={outcome?.ok ? () => onCure?.(withCure(outcome, cure)) : undefined}
            />
          )}
        </>
      )}
    </div>
  );
}

/** What was not there before, and is not what moves. */
const newIn = (lab: Lab, { made, moved = [] }: Made): readonly string[] =>
  made.filter((id) => thingNamed(lab, id) === undefined && !moved.some(([, to]) => to === id));
