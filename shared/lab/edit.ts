/**
 * A lab file open for editing. The text is the truth; an edit gives the next text, in which everything that was not edited is the same,
 * byte for byte: comments, order, quotes, indentation, line breaks. Undo keeps texts.
 */
import { failure, type Problem, problem, type Result, success } from '../problem.ts';
import { applyPatches } from './edit/apply.ts';
import type { Edit } from './edit/edits.ts';
import { patchesOf } from './edit/patches.ts';
import { missingIn, nameProblem } from './edit/preconditions.ts';
import { type Examined, examineLab, examineSource } from './read.ts';

export type {
  AttachmentChange,
  ContainerChange,
  Edit,
  InterfaceChange,
  NetworkChange,
  SshChange,
} from './edit/edits.ts';

/** What was read from the text is `lab` and `problems`; see `Examined`. */
export interface LabDocument extends Examined {
  readonly text: string;
}

export const openLab = (text: string): LabDocument => ({ text, ...examineLab(text) });

/**
 * The document after all edits, or why one of them cannot be made; then nothing is changed. An edit may leave references without their
 * thing (the document's problems say so), but never a file that is not of a lab's shape: an address that is none is refused.
 */
export function editLab(document: LabDocument, edits: readonly Edit[]): Result<LabDocument> {
  let current = document;
  for (const edit of edits) {
    const next = editOnce(current, edit);
    if (!next.ok) return next;
    current = next.value;
  }
  return success(current);
}

/** `editLab` for those who keep texts. */
export function editText(text: string, edits: readonly Edit[]): Result<string> {
  const edited = editLab(openLab(text), edits);
  return edited.ok ? success(edited.value.text) : edited;
}

function editOnce(document: LabDocument, edit: Edit): Result<LabDocument> {
  const { source, lab, problems } = document;
  if (source === undefined || lab === undefined) return failure(notNow(problems));
  const refused = missingIn(lab, edit) ?? nameProblem(lab, edit);
  if (refused !== undefined) return failure(refused);
  const patches = patchesOf({ lab, root: source.root }, edit);
  if (patches.length === 0) return success(document);
  const applied = applyPatches(source, patches);
  if (!applied.ok) return failure(applied.problem);
  const examined = examineSource(applied.source);
  return examined.lab === undefined
    ? failure(...examined.problems)
    : success({ text: applied.source.text, ...examined });
}

function notNow(problems: readonly Problem[]): Problem {
  const [first] = problems;
  return problem({
    code: 'not-editable',
    message: `The file cannot be changed before it can be read${first === undefined ? '' : `: ${first.message}`}`,
    hint: first?.hint ?? 'Mend the YAML text first.',
  });
}
