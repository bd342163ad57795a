/** What every field of one form has in common. */
import { createContext, useContext } from 'react';
import type { Lab } from '../../../../shared/lab/lab.ts';
import { interfaceId } from '../../../../shared/lab/lab.ts';
import { thingNamed } from '../../../../shared/lab/lookup.ts';
import { candidatesOf } from '../../../../shared/lab/things/candidates.ts';
import type { Naming } from '../../../../shared/lab/things/notes.ts';
import type { ThingsForm } from '../../../../shared/lab/things/things-form.ts';
import type { Problem } from '../../../../shared/problem.ts';
import type { FormThing } from './give.ts';

export interface FormContext {
  readonly lab: Lab;
  readonly things: readonly FormThing[];
  readonly form: ThingsForm;
  /** Of the lab. */
  readonly problems: readonly Problem[];
  /** Why nothing can be typed now; undefined: it can. */
  readonly whyNot: string | undefined;
  /** The field that was asked for last, by its steps. */
  readonly asked: string | undefined;
}

export const FormContext = createContext<FormContext | undefined>(undefined);

export function useForm(): FormContext {
  const form = useContext(FormContext);
  if (form === undefined) throw new Error('a field outside of a form');
  return form;
}

type Path = Problem['path'];

const beginsWith = (path: Path, start: Path): boolean =>
  path.length >= start.length && start.every((step, at) => step === path[at]);

/** The loudest of the problems at a place of the file, or within it. */
export function problemAt(problems: readonly Problem[], place: Path): Problem | undefined {
  const here = problems.filter(
    ({ path, also = [] }) => beginsWith(path, place) || also.some((other) => beginsWith(other.path, place)),
  );
  return here.find(({ severity }) => severity === 'error') ?? here[0];
}

/** The host that a place belongs to; '': to none. */
export const hostOfPath = (path: Path): string => (path[0] === 'hosts' ? String(path[1] ?? '') : '');

/** What may stand at a place that names something: words with a meaning of their own, and names of things. */
export const namesAt = (lab: Lab, naming: Naming, host: string, path: Path): readonly string[] => [
  ...(naming.unless ?? []),
  ...candidatesOf(lab, naming, host, path),
];

/** The thing that a value names; undefined: there is none. */
export function namedThing(lab: Lab, naming: Naming | undefined, host: string, name: string): string | undefined {
  if (naming === undefined || name === '') return undefined;
  const id = naming.kind === 'interface' ? interfaceId(host, name) : name;
  return thingNamed(lab, id) && id;
}
