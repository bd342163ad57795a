import { useMemo } from 'react';
import type { Change } from '../../../shared/draw/changes.ts';
import type { Made } from '../../../shared/draw/tools.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { commandsOf } from '../../derived/commands-of.ts';
import { usePingChanges } from '../../derived/ping-changes.ts';
import { withShift } from '../../derived/with-shift.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { useDraw } from '../../store/draw/draw-store.ts';
import { Commands } from '../../ui/Commands.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { Spoken } from '../../ui/Spoken.tsx';
import { Pills } from '../moving/Pills.tsx';
import { moveWords } from '../moving/words.ts';
import classes from './Inspector.module.css';
import { Fact } from './parts.tsx';

const LISTED = 8;

/** While something is dragged: what the drop would make or move, which pings it gains and loses, and what deploy would run for it. */
export function DropInspector({ made }: { readonly made: Made }) {
  const lab = useDocument((state) => state.lab);
  const isTool = useDraw(({ dragged }) => dragged?.kind === 'tool');
  const commands = useMemo(() => commandsOf(made.lab, made.select), [made]);
  return (
    <>
      {isTool || lab === undefined ? <MadeByTool lab={lab} made={made} /> : <Moved lab={lab} made={made} />}
      <Pings />
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

function MadeByTool({ lab, made }: { readonly lab: Lab | undefined; readonly made: Made }) {
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
    </>
  );
}

/** What is otherwise of the thing and of others, and what was made on the way. */
function Moved({ lab, made }: { readonly lab: Lab; readonly made: Made }) {
  const { title, own, others, besides } = useMemo(() => moveWords(lab, made), [lab, made]);
  return (
    <>
      <header className={classes.head}>
        <h2>{made.select}</h2>
        <p>{title}</p>
      </header>
      {own.length > 0 ? (
        <section className={classes.section}>
          <Changes changes={own} />
        </section>
      ) : null}
      {others.length > 0 ? (
        <section className={classes.section}>
          <h3>Addresses that follow</h3>
          <Changes changes={others} />
        </section>
      ) : null}
      {besides.length > 0 ? (
        <section className={classes.section}>
          <h3>Made for it</h3>
          {besides.slice(0, LISTED).map((id) => (
            <Fact key={id} label={id}>
              {''}
            </Fact>
          ))}
          {besides.length > LISTED ? <p>and {besides.length - LISTED} more</p> : null}
        </section>
      ) : null}
    </>
  );
}

function Changes({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <>
      {changes.slice(0, LISTED).map(({ label, now, was }) => (
        <Fact key={label} label={label}>
          <span>
            {now} {was === undefined || was === '' ? null : <small className={classes.was}>was {was}</small>}
          </span>
        </Fact>
      ))}
      {changes.length > LISTED ? <p>and {changes.length - LISTED} more</p> : null}
    </>
  );
}

function Pings() {
  const pings = usePingChanges();
  if (pings === undefined) return null;
  const lines = [...[...pings.lost].map((pair) => `− ${pair}`), ...[...pings.gained].map((pair) => `+ ${pair}`)];
  return (
    <section className={classes.section}>
      <h3>Pings</h3>
      <Pills changes={pings} />
      <ul className={classes.pings}>
        {lines.slice(0, LISTED).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {lines.length > LISTED ? <p>and {lines.length - LISTED} more</p> : null}
    </section>
  );
}

/** Anew only when the drop makes something else: the pointer moves more often than that. */
function useMore(lab: Lab | undefined, made: Made): readonly string[] {
  const count = useDraw((state) => state.count);
  return useMemo(() => {
    const { dragged } = useDraw.getState();
    return lab && dragged?.kind === 'tool' && dragged.outcome === made ? withShift(lab, dragged, count) : [];
  }, [lab, made, count]);
}
