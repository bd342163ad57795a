/** What can stand at the cursor: keys with what they mean, words, and names of things that are there. */
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { useDocument } from '../../store/document/document-store.ts';
import { cursorAt } from './context.ts';
import { keysFor, namesFor } from './references.ts';
import { type KeyThere, keysAt, valuesAt } from './schema.ts';

export function complete(context: CompletionContext): CompletionResult | null {
  const { path, word, key, siblings } = cursorAt(context.state.doc.toString(), context.pos);
  if (word === '' && !context.explicit) return null;
  const { lab } = useDocument.getState();
  const from = context.pos - word.length;
  if (key !== undefined) {
    const there = [...path, key];
    const names = lab ? namesFor(lab, there) : [];
    const options: readonly Completion[] = [
      ...names.map((label) => ({ label, type: 'variable' })),
      ...valuesAt(there).map((label) => ({ label, type: 'keyword' })),
    ];
    return options.length === 0 ? null : { from, options };
  }
  const used = new Set(siblings);
  const names = (lab ? keysFor(lab, path) : []).filter((name) => !used.has(name));
  const keys = keysAt(path).filter((item) => !used.has(item.key));
  const options: readonly Completion[] = [
    ...names.map((name) => ({ label: name, apply: `${name}: `, type: 'variable' })),
    ...keys.map(optionOf),
  ];
  return options.length === 0 ? null : { from, options };
}

const optionOf = ({ key, description, holds, optional }: KeyThere): Completion => ({
  label: key,
  apply: holds === 'value' ? `${key}: ` : `${key}:`,
  type: 'property',
  detail: holds === 'value' ? '' : holds,
  info: `${optional ? 'Optional. ' : ''}${description}`,
});
