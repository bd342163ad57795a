/** The open lab and the file as somebody else has left it, in one: fetched when both are asked about. */
import type { OpenedFile } from '../../shared/api.ts';
import { type Merged, mergeTexts } from '../../shared/lab/merge.ts';
import { useDocument } from '../store/document/document-store.ts';

/** Undefined: nobody knows what both were made from. */
export function mergeWith(file: OpenedFile): Merged | undefined {
  const { saved, text } = useDocument.getState();
  return saved === undefined ? undefined : mergeTexts(saved, text, file.text);
}
