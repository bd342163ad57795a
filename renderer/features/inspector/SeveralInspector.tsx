import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { type Path, setOrUnset } from '../../../shared/lab/edit.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { type FieldsOf, fieldNamed } from '../../../shared/lab/things/fields.ts';
import { editDocument } from '../../store/document/document-store.ts';
import { pathOfThing, type ThingWithData, thingById } from '../../store/document/thing.ts';
import { selectThings } from '../../store/selection.ts';
import { count } from '../../ui/words.ts';
import classes from './Inspector.module.css';
import { Fact, Head, ThingLink } from './parts.tsx';

/** Of a large choice the first are named. */
const NAMED = 12;

/** Several things at once: how many of each kind, and what all of them say in common, changed for all in one step. */
export function SeveralInspector({ lab, ids }: { readonly lab: Lab; readonly ids: ReadonlySet<string> }) {
  const things = [...ids].flatMap((id) => thingById(lab, id) ?? []);
  const kinds = new Map<string, ThingWithData[]>();
  for (const thing of things) kinds.set(kindOf(thing), [...(kinds.get(kindOf(thing)) ?? []), thing]);
  const [only] = kinds.size === 1 ? kinds.values() : [];
  return (
    <>
      <Head name={count(things.length, 'thing')} what={kindsInWords(kinds)} mark="" />
      {only === undefined ? (
        <p className={classes.hint}>Choose things of one kind to change what they have in common.</p>
      ) : (
        commonFields(only).map((field) => (
          <CommonField key={`${field.label} ${only.length}`} field={field} things={only} />
        ))
      )}
      {[...kinds].map(([kind, of]) => (
        <section key={kind} className={classes.section}>
          <h3>
            {kinds.size === 1 ? (
              kind
            ) : (
              <button
                type="button"
                className={classes.link}
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
      ? ({ nic: 'card', vlan: 'sub-interface', shim: 'shim' }[thing.iface.kind] ?? 'interface')
      : thing.kind;

const kindsInWords = (kinds: ReadonlyMap<string, readonly ThingWithData[]>): string =>
  [...kinds].map(([kind, of]) => count(of.length, kind)).join(', ');

interface Common {
  readonly label: string;
  readonly number: boolean;
  readonly pathOf: (thing: ThingWithData) => Path;
  readonly said: (thing: ThingWithData) => string;
}

const field = (
  of: FieldsOf,
  name: string,
  said: (thing: ThingWithData) => unknown,
  within: readonly string[] = [],
): Common => {
  const { label, unit, input } = fieldNamed(of, name);
  return {
    label: unit === undefined ? label : `${label}, ${unit}`,
    number: input === 'number',
    pathOf: (thing) => [...pathOfThing(thing), ...within, name],
    said: (thing) => String(said(thing) ?? ''),
  };
};

/** What may well be the same for several things: no names, no addresses. */
function commonFields([first]: readonly ThingWithData[]): readonly Common[] {
  switch (first?.kind) {
    case 'container':
      return [field('container', 'image', (thing) => (thing.kind === 'container' ? thing.container.image : ''))];
    case 'host':
      return [
        field('ssh', 'user', (thing) => (thing.kind === 'host' ? thing.host.ssh.user : ''), ['ssh']),
        field('ssh', 'port', (thing) => (thing.kind === 'host' ? thing.host.ssh.port : ''), ['ssh']),
      ];
    case 'network':
      return [field('network', 'mode', (thing) => (thing.kind === 'network' ? thing.network.mode : ''))];
    case 'segment':
      return [field('segment', 'mtu', (thing) => (thing.kind === 'segment' ? thing.segment.mtu : ''))];
    case 'interface':
      return first.iface.kind === 'vlan'
        ? [
            field('vlan', 'vlan', (thing) =>
              thing.kind === 'interface' && thing.iface.kind === 'vlan' ? thing.iface.vlan : '',
            ),
          ]
        : [];
    default:
      return [];
  }
}

function CommonField({ field: of, things }: { readonly field: Common; readonly things: readonly ThingWithData[] }) {
  const values = new Set(things.map(of.said));
  const value = values.size === 1 ? ([...values][0] ?? '') : '';
  const [draft, setDraft] = useState(value);
  const [error, setError] = useState<string | undefined>(undefined);
  useEffect(() => {
    setDraft(value);
    setError(undefined);
  }, [value]);
  const commit = (): void => {
    const text = draft.trim();
    if (text === value) return;
    const next = text === '' ? undefined : of.number && /^\d+$/.test(text) ? Number(text) : text;
    const [problem] = editDocument(
      things.map((thing) => setOrUnset(of.pathOf(thing), next)),
      `set ${of.label} of ${things.length} things`,
    );
    setError(problem && `${problem.message} ${problem.hint}`);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') setDraft(value);
  };
  return (
    <TextInput
      label={of.label}
      value={draft}
      placeholder={values.size > 1 ? `${values.size} different ones` : ''}
      error={error}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
      spellCheck={false}
      autoComplete="off"
      classNames={{ root: classes.field as string, input: classes.input as string, label: classes.label as string }}
    />
  );
}
