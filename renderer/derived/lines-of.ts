/** What an edit would write into the file, line by line. */
import { diffIndices } from 'node-diff3';
import type { Edit } from '../../shared/lab/edit.ts';
import { editLab } from '../../shared/lab/edit.ts';
import { useDocument } from '../store/document/document-store.ts';

export interface FileLine {
  readonly sign: '+' | '−';
  readonly text: string;
}

/** Of the open file; none where it cannot be edited so. */
export function linesOf(edits: readonly Edit[]): readonly FileLine[] {
  const { document } = useDocument.getState();
  const edited = editLab(document, edits);
  return edited.ok ? changedLines(document.text, edited.value.text) : [];
}

/** Between what both begin and end with: the lines that only one of them has. */
export function changedLines(before: string, after: string): readonly FileLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let begin = 0;
  while (begin < old.length && begin < now.length && old[begin] === now[begin]) begin += 1;
  let end = 0;
  while (end < old.length - begin && end < now.length - begin && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const signed = (sign: FileLine['sign'], texts: readonly string[]): readonly FileLine[] =>
    texts.map((text) => ({ sign, text: text.trimEnd() }));
  const lines = diffIndices(old.slice(begin, old.length - end), now.slice(begin, now.length - end))
    .flatMap(({ buffer1Content, buffer2Content }) => [...signed('−', buffer1Content), ...signed('+', buffer2Content)])
    .filter(({ text }) => text !== '');
  // What stands within what is told by their indentation, and what they are all within is not shown.
  const within = Math.min(...lines.map(({ text }) => text.search(/\S/)));
  return lines.map(({ sign, text }) => ({ sign, text: text.slice(within) }));
}
