/** Until the lab file's editor is here. */
import { parseDocument } from 'yaml';

export function setIn(text: string, path: readonly (string | number)[], value: unknown): string {
  const document = parseDocument(text);
  document.setIn(path, value);
  return document.toString({ lineWidth: 0 });
}
