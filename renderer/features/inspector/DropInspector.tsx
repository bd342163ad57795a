import { useMemo } from 'react';
import type { Made } from '../../../shared/draw/tools.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { pairs } from '../../../shared/reach/endpoints.ts';
import { predictLab } from '../../../shared/reach/predict.ts';
import { commandsOf } from '../../derived/commands-of.ts';
import { withShift } from '../../derived/with-shift.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { useDraw } from '../../store/draw/draw-store.ts';
import { Commands } from '../../ui/Commands.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { Spoken } from '../../ui/Spoken.tsx';
import classes from './Inspector.module.css';
import { Fact } from './parts.tsx';

const LISTED = 8;
/** Larger labs are not predicted with every move of the pointer. */
const PREDICTED = 40;

/** While something is dragged: what the drop would make, which pings it gains and loses, and what deploy would run for it. */
export function DropInspector({ made }: { readonly made: Made }) {
  const lab = useDocument((state) => state.lab);
  // The drawing stays while the pointer moves: what its pings do is computed once for a drag.
  const now = useMemo(() => (lab && lab.hosts.length <= PREDICTED ? reached(lab) : undefined), [lab]);
  const pings = useMemo(() => now && changed(now, reached(made.lab)), [now, made]);
  const commands = useMemo(() => commandsOf(made.lab, made.select), [made]);
  const more = useMore(lab, made);
  return (
    <>
      <header className={classes.head}>
        <h2>{made.select}</h2>
        <p>lands here, not there yet</p>
      </header>
      <section className={classes.section}>
        <h3>This drop makes</h3>
        {made.made.slice(0, LISTED).map((id) => (
          <Fact key={id} label={id}>
            {id === made.select ? 'chosen then' : ''}
          </Fact>
        ))}
        {made.made.length > LISTED ? <p>and {made.made.length - LISTED} more</p> : null}
        {more.slice(0, LISTED).map((id) => (
          <Fact key={id} label={id}>
            <Spoken name="with Shift">
              with <Keys keys="Shift" />
            </Spoken>
          </Fact>
        ))}
        {more.length > LISTED ? <p>and {more.length - LISTED} more with Shift</p> : null}
      </section>
      {pings === undefined ? null : (
        <section className={classes.section}>
          <h3>Pings</h3>
          <p>
            {pings.gained.length + pings.lost.length === 0
              ? 'No ping changes.'
              : [
                  pings.gained.length > 0 ? `${pings.gained.length} more come back` : '',
                  pings.lost.length > 0 ? `${pings.lost.length} get lost` : '',
                ]
                  .filter((words) => words !== '')
                  .join(', ')}
          </p>
          {[...pings.lost.map((pair) => `− ${pair}`), ...pings.gained.map((pair) => `+ ${pair}`)]
            .slice(0, LISTED)
            .map((line) => (
              <Fact key={line} label={line}>
                {''}
              </Fact>
            ))}
        </section>
      )}
      {commands.length > 0 ? (
        <section className={classes.section}>
          <h3>What deploy runs for this</h3>
          {commands.map(({ host, commands: list }) => (
            <Commands key={host} commands={list} />
          ))}
        </section>
      ) : null}
    </>
  );
}

/** Anew only when the drop makes something else: the pointer moves more often than that. */
function useMore(lab: Lab | undefined, made: Made): readonly string[] {
  const count = useDraw((state) => state.count);
  return useMemo(() => {
    const { dragged } = useDraw.getState();
    return lab && dragged?.outcome === made ? withShift(lab, dragged, count) : [];
  }, [lab, made, count]);
}

interface PingChanges {
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

const changed = (before: ReadonlySet<string>, after: ReadonlySet<string>): PingChanges => ({
  gained: [...after].filter((pair) => !before.has(pair)),
  lost: [...before].filter((pair) => !after.has(pair)),
});

function reached(lab: Lab): ReadonlySet<string> {
  const prediction = predictLab(lab);
  return new Set(
    pairs(prediction.endpoints)
      .filter(({ source, target }) => prediction.outcome(source, target).verdict === 'reachable')
      .map(({ source, target }) => `${source.id} → ${target.id}`),
  );
}
