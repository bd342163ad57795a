import { type ReactNode, useMemo } from 'react';
import type { Tag } from '../../../shared/drawing/types.ts';
import { commandsOf } from '../../derived/commands-of.ts';
import { useMark } from '../../derived/live.ts';
import { useDocument } from '../../store/document/document-store.ts';
import type { MarkState } from '../../store/run/marks.ts';
import { selectThing } from '../../store/selection.ts';
import { Commands } from '../../ui/Commands.tsx';
import { STATE_WORDS, StateMark } from '../../ui/StateMark.tsx';
import classes from './Inspector.module.css';

/** Name, what it is, and how it stands. */
export function Head(props: {
  readonly name: string;
  readonly what: ReactNode;
  readonly mark: string;
  readonly word?: (state: MarkState) => string;
  readonly tag?: Tag | undefined;
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
      <p>
        {props.what} <Swatch tag={props.tag} />
      </p>
    </header>
  );
}

/** Of digits, one or several: in the face in which they stand below each other. */
const ADDRESS = /^\d[\d./]+(, \d[\d./]+)*$/;

/** What is said of something: an address in its own face, words as words are. */
export function Said({ children }: { readonly children: string | undefined }) {
  return children !== undefined && ADDRESS.test(children) ? <span className="mono">{children}</span> : children;
}

/** What is only shown. */
export function Fact({
  label,
  children,
  tag,
}: {
  readonly label: ReactNode;
  readonly children: ReactNode;
  readonly tag?: Tag | undefined;
}) {
  return (
    <dl className={classes.fact}>
      <dt>{label}</dt>
      <dd>
        {typeof children === 'string' ? <Said>{children}</Said> : children}
        <Swatch tag={tag} />
      </dd>
    </dl>
  );
}

/** The hue of a VLAN, and its name for whoever points at it. */
export function Swatch({ tag }: { readonly tag: Tag | undefined }) {
  if (tag === undefined) return null;
  return <span className={classes.swatch} data-vlan={tag} title={tag === 'untagged' ? 'untagged' : `VLAN ${tag}`} />;
}

export function ThingLink({ id, children = id }: { readonly id: string; readonly children?: string }) {
  // A VLAN is called by words.
  const isName = (id.endsWith(children) && !id.startsWith('#')) || ADDRESS.test(children);
  return (
    <button
      type="button"
      className={isName ? classes.link : `${classes.link} ${classes.words}`}
      onClick={() => selectThing(id)}
    >
      {children}
    </button>
  );
}

/** The commands that make this thing, as a person would type them. */
export function DeployRuns({ id }: { readonly id: string }) {
  const lab = useDocument((state) => state.lab);
  const commands = useMemo(() => (lab ? commandsOf(lab, id) : []), [lab, id]);
  if (commands.length === 0) return null;
  return (
    <section className={classes.section}>
      <h3>What deploy runs for this</h3>
      {commands.map(({ host, commands: list }) => (
        <div key={host}>
          {commands.length > 1 ? <p className={classes.on}>on {host}</p> : null}
          <Commands commands={list} />
        </div>
      ))}
    </section>
  );
}
