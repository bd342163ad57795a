import type { ReactNode } from 'react';
import type { Tag } from '../../canvas/geometry/types.ts';
import type { MarkState } from '../../store/run/marks.ts';
import { useMark, useRun } from '../../store/run/run-store.ts';
import { selectThing } from '../../store/selection.ts';
import { Commands } from '../../ui/Commands.tsx';
import { STATE_WORDS, StateMark } from '../../ui/StateMark.tsx';
import classes from './Inspector.module.css';

/** Name, what it is, and how it stands. */
export function Head(props: {
  readonly name: string;
  readonly what: string;
  readonly mark: string;
  readonly word?: (state: MarkState) => string;
}) {
  const state = useMark(props.mark);
  return (
    <header className={classes.head}>
      <h2>{props.name}</h2>
      {state === 'unknown' ? null : (
        <span className={classes.state}>
          {props.word?.(state) ?? STATE_WORDS[state]}
          <StateMark state={state} />
        </span>
      )}
      <p>{props.what}</p>
    </header>
  );
}

/** What is only shown. */
export function Fact({
  label,
  children,
  tag,
}: {
  readonly label: string;
  readonly children: ReactNode;
  readonly tag?: Tag | undefined;
}) {
  return (
    <dl className={classes.fact}>
      <dt>{label}</dt>
      <dd>
        {children}
        {tag === undefined ? null : (
          <span className={classes.swatch} data-vlan={tag} title={tag === 'untagged' ? 'untagged' : `VLAN ${tag}`} />
        )}
      </dd>
    </dl>
  );
}

export function ThingLink({ id, children }: { readonly id: string; readonly children?: ReactNode }) {
  return (
    <button type="button" className={classes.link} onClick={() => selectThing(id)}>
      {children ?? id}
    </button>
  );
}

/** The commands of the newest plan that are about this thing; before a plan there is nothing to show. */
export function DeployRuns({ id }: { readonly id: string }) {
  const plan = useRun((state) => state.plan?.plan);
  if (plan?.intent !== 'deploy') return null;
  const commands = plan.hosts.flatMap(({ host, changes }) =>
    changes
      .filter(({ subject }) => subject === id)
      .map(({ resource, commands: list }) => ({ key: `${host} ${resource}`, host, list })),
  );
  if (commands.length === 0) return null;
  const many = new Set(commands.map(({ host }) => host)).size > 1;
  return (
    <section className={classes.section}>
      <h3>What deploy runs for this</h3>
      {commands.map(({ key, host, list }) => (
        <div key={key}>
          {many ? <p className={classes.on}>on {host}</p> : null}
          <Commands commands={list} />
        </div>
      ))}
    </section>
  );
}
