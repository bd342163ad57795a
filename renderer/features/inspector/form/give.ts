/** From a field of the inspector to the lab: one named step of undo, or what is wrong, in the words of the field. */
import { changeDriver } from '../../../../shared/draw/driver.ts';
import { changeMode } from '../../../../shared/draw/mode.ts';
import type { Outcome } from '../../../../shared/draw/tools.ts';
import type { Data, Path } from '../../../../shared/lab/data.ts';
import type { Value } from '../../../../shared/lab/edit/language.ts';
import { add, type Edit, unset } from '../../../../shared/lab/edit.ts';
import type { Lab, NetworkDriver } from '../../../../shared/lab/lab.ts';
import { fieldEdits, fieldStep, type SharedField } from '../../../../shared/lab/things/things-form.ts';
import { faultOf, textOfData } from '../../../../shared/lab/things/typed.ts';
import type { Problem } from '../../../../shared/problem.ts';
import { editDocument, useDocument } from '../../../store/document/document-store.ts';
import { defaultsNow } from '../../../store/draw/defaults.ts';

/** What a form is about. */
export interface FormThing {
  /** Empty: the lab. */
  readonly id: string;
  readonly path: Path;
}

/** Gives the field this value in all of the things; undefined: nothing is said. @returns what is wrong, if anything */
export function giveValue(
  things: readonly FormThing[],
  field: SharedField,
  data: Data | undefined,
): string | undefined {
  const { label, expected } = field.field;
  if (data === undefined && !field.field.optional) return `${label} is needed. ${expected}`;
  const fault = data === undefined ? undefined : faultOf(field.place, data);
  if (fault !== undefined) return fault;
  if (field.steps[0] === 'driver' && things.every(({ path }) => path[0] === 'networks'))
    return giveEach(things, `${textOfData(field.place, data)}`, (lab, id) =>
      changeDriver(lab, id, data as NetworkDriver['driver'], defaultsNow()),
    );
  if (field.steps[0] === 'mode' && typeof data === 'string' && things.every(({ path }) => path[0] === 'networks'))
    return giveEach(things, data, (lab, id) => changeMode(lab, id, data as Mode, defaultsNow()));
  const edits = fieldEdits(
    things.map(({ path }) => path),
    field.steps,
    data,
  );
  const ids = things.map(({ id }) => id).filter((id) => id !== '');
  const step = fieldStep(label, ids, data === undefined ? undefined : textOfData(field.place, data) || 'another list');
  return done(edits, step, field.steps, things);
}

type Mode = NonNullable<NetworkDriver['mode']>;

/** Driver and mode of a network take more with them than a field knows. */
function giveEach(
  things: readonly FormThing[],
  what: string,
  change: (lab: Lab, id: string) => Outcome,
): string | undefined {
  let { lab } = useDocument.getState();
  const edits: Edit[] = [];
  let says = '';
  for (const { id } of things) {
    if (lab === undefined) return undefined;
    const outcome = change(lab, id);
    if (!outcome.ok) return `Not possible: ${outcome.why}.`;
    ({ lab, says } = outcome);
    edits.push(...outcome.edits);
  }
  return makeEdits(edits, things.length === 1 ? says : `make ${things.length} networks ${what}`);
}

/** Tries the edits; what clashes with another fact of the same thing that may be left out is done without that one. */
function done(
  edits: readonly Edit[],
  step: string,
  steps: readonly string[],
  things: readonly FormThing[],
): string | undefined {
  const found = editDocument(edits, step);
  const [problem] = found;
  if (problem === undefined) return undefined;
  const thing = things.find(({ path }) => path.every((key, at) => key === problem.path[at]));
  const [key, ...deeper] = problem.path.slice(thing?.path.length ?? 0);
  // So does the login of a machine that is not ours any more.
  if (thing !== undefined && key !== undefined && deeper.length === 0 && key !== steps[0]) {
    const without = things.map(({ path }) => unset([...path, key]));
    if (editDocument([...without, ...edits], step).length === 0) return undefined;
  }
  return wordsOf(problem);
}

/** One more at the end of a list. @returns what is wrong, if anything */
export function addItem(path: Path, value: Data, step: string): string | undefined {
  const [problem] = editDocument([add(path, value as Value as never)], step);
  return problem && wordsOf(problem);
}

/** Edits of one thing, as one step. @returns what is wrong, if anything */
export function makeEdits(edits: readonly Edit[], step: string): string | undefined {
  const [problem] = editDocument(edits, step);
  return problem && wordsOf(problem);
}

/** The line is where the text is; here it is the field. */
const wordsOf = ({ message, hint }: Problem): string => {
  const words = message.replace(/^Line \d+: /, '');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${hint}`.trim();
};
