/** The open file as it was read last: while its text is broken, the last one that was not. */
import type { LabDocument } from '../../shared/lab/edit.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import type { SourceNode } from '../../shared/lab/source.ts';
import { useDocument } from '../store/document/document-store.ts';
import { memo, useDerived } from './derive.ts';

let last: { readonly lab: Lab; readonly root: SourceNode } | undefined;

const rootFor = memo(({ source, lab: read }: LabDocument, lab: Lab | undefined): SourceNode | undefined => {
  if (source !== undefined && read !== undefined) last = { lab: read, root: source.root };
  // What is drawn is the lab that was read last: the file that it came from.
  return last !== undefined && last.lab === lab ? last.root : undefined;
});

export const readRoot = (): SourceNode | undefined => {
  const { document, lab } = useDocument.getState();
  return rootFor(document, lab);
};
export const useReadRoot = (): SourceNode | undefined => useDerived(readRoot);
