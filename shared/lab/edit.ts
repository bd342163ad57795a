/**
 * A lab file open for editing. The text is the truth; an edit gives the next text, in which everything that was not edited is the same,
 * byte for byte: comments, order, quotes, indentation, line breaks. Undo keeps texts.
 */
import { failure, type Problem, problem, type Result, success } from '../problem.ts';
import { applyPatches } from './edit/apply.ts';
import type { Patch } from './edit/data.ts';
import type { Edit } from './edit/language.ts';
import { isOfValue, thingPatches, valuePatches } from './edit/patches.ts';
import { refusal } from './edit/preconditions.ts';
import { type Examined, examineLab, examineSource } from './read.ts';
import type { Path, Source } from './source.ts';

export {
  add,
  attachmentPath,
  containerPath,
  hostPath,
  interfacePath,
  move,
  networkPath,
  notePath,
  pathOf,
  remove,
  rename,
  segmentPath,
  set,
  setOrUnset,
  unset,
  type ValueAt,
} from './edit/edits.ts';
export type { Edit, Value } from './edit/language.ts';
export type { Path };

/** What was read from the text is `lab` and `problems`; see `Examined`. */
export interface LabDocument extends Examined {
  readonly text: string;
}

/** @param before a document that the text is much the same as: where it is the same, it is not read again */
export const openLab = (text: string, before?: LabDocument): LabDocument => ({
  text,
  ...examineLab(text, before?.source),
});

/**
 * The document after all edits, or why one of them cannot be made; then nothing is changed. Each finds what those before it left. They may
 * leave references without their thing (the document's problems say so), but never a file that is not of a lab's shape: an address
 * that is none is refused.
 */
export function editLab(document: LabDocument, edits: readonly Edit[]): Result<LabDocument> {
  if (document.source === undefined || document.lab === undefined) return failure(notNow(document.problems));
  let source = document.source;
  let read: LabDocument | undefined = document;
  for (const edit of edits) {
    const refused = refusal(source.root, edit);
    if (refused !== undefined) return failure(refused);
    // What is only set needs no drawing: several of them may mend together what one alone would break.
    let patches: readonly Patch[];
    if (isOfValue(edit)) patches = valuePatches(source.root, edit);
    else {
      read ??= readAgain(source);
      if (read.lab === undefined) return failure(...read.problems);
      patches = thingPatches({ lab: read.lab, root: source.root }, edit);
    }
    if (patches.length === 0) continue;
    const applied = applyPatches(source, patches);
    if (!applied.ok) return failure(applied.problem);
    source = applied.source;
    read = undefined;
  }
  read ??= readAgain(source);
  return read.lab === undefined ? failure(...read.problems) : success(read);
}

const readAgain = (source: Source): LabDocument => ({ text: source.text, ...examineSource(source) });

/** `editLab` for those who keep texts. */
export function editText(text: string, edits: readonly Edit[]): Result<string> {
  const edited = editLab(openLab(text), edits);
  return edited.ok ? success(edited.value.text) : edited;
}

function notNow(problems: readonly Problem[]): Problem {
  const [first] = problems;
  return problem({
    code: 'not-editable',
    message: `The file cannot be changed before it can be read${first === undefined ? '' : `: ${first.message}`}`,
    hint: first?.hint ?? 'Mend the YAML text first.',
  });
}
