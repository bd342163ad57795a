import { useMemo } from 'react';
import type { Lab } from '../../../shared/lab/lab.ts';
import { INTERFACE_WORDS } from '../../derived/interface-words.ts';
import { pathOfThing, type ThingWithData, thingById } from '../../store/document/thing.ts';
import { selectThings } from '../../store/selection.ts';
import { count } from '../../ui/words.ts';
import { Form } from './form/Form.tsx';
import classes from './Inspector.module.css';
import { Fact, Head, ThingLink } from './parts.tsx';

/** Of a large choice the first are named. */
const NAMED = 12;

/** Several things at once: how many of each kind, and what all of them say in common, changed for all in one step. */
export function SeveralInspector({ lab, ids }: { readonly lab: Lab; readonly ids: ReadonlySet<string> }) {
  const things = [...ids].flatMap((id) => thingById(lab, id) ?? []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: where they stand changes with the lab
  const forms = useMemo(() => things.map((thing) => ({ id: thing.id, path: pathOfThing(thing) })), [lab, ids]);
  const kinds = new Map<string, ThingWithData[]>();
  for (const thing of things) kinds.set(kindOf(thing), [...(kinds.get(kindOf(thing)) ?? []), thing]);
  return (
    <>
      <Head name={count(things.length, 'thing')} what={kindsInWords(kinds)} mark="" />
      <Form key={[...ids].join(' ')} things={forms} />
      {[...kinds].map(([kind, of]) => (
        <section key={kind} className={classes.section}>
          <h3>
            {kinds.size === 1 ? (
              'Chosen'
            ) : (
              <button
                type="button"
                className={`${classes.link} ${classes.words}`}
                aria-label={`Choose only ${count(of.length, kind)}`}
                onClick={() => selectThings(of.map(({ id }) => id))}
              >
                {count(of.length, kind)}
              </button>
            )}
          </h3>
          {of.slice(0, NAMED).map((thing) => (
            <Fact key={thing.id} label={thing.kind === 'note' ? thing.note.name : thing.id}>
              <ThingLink id={thing.id}>choose</ThingLink>
            </Fact>
          ))}
          {of.length > NAMED ? <p className={classes.hint}>and {of.length - NAMED} more</p> : null}
        </section>
      ))}
    </>
  );
}

const kindOf = (thing: ThingWithData): string =>
  thing.kind === 'host' && thing.host.routing?.forward
    ? 'router'
    : thing.kind === 'interface'
      ? INTERFACE_WORDS[thing.iface.kind].short
      : thing.kind;

const kindsInWords = (kinds: ReadonlyMap<string, readonly ThingWithData[]>): string =>
  [...kinds].map(([kind, of]) => count(of.length, kind)).join(', ');
