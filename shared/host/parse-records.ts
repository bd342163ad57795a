import { linesByFile } from './lines-by-file.ts';
import { inventoryFile, keyOfSavedFile, ownFilePaths } from './record.ts';
import type { Section } from './sections.ts';
import type { LabRecord } from './state.ts';

/** What Trunkline keeps on the host: `record LAB` begins a lab, `saved NAME` an old value of it; inventories are among the files. */
export function parseRecords(
  all: readonly Section[],
  files: ReadonlyMap<string, readonly string[]>,
): readonly LabRecord[] {
  const records: { readonly lab: string; readonly saved: [string, string][] }[] = [];
  for (const { name, argument, text } of all) {
    if (name === 'record') records.push({ lab: argument, saved: [] });
    if (name !== 'saved') continue;
    const key = keyOfSavedFile(argument);
    if (key !== undefined) records.at(-1)?.saved.push([key, text.split('\n', 1)[0] ?? '']);
  }
  const paths = new Set(records.flatMap(({ saved }) => ownFilePaths(saved)));
  const own = linesByFile(all.find(({ name }) => name === 'own-files')?.text ?? '', paths);
  return records.map(({ lab, saved }) => ({
    lab,
    inventory: files
      .get(inventoryFile(lab))
      ?.map((line) => `${line}\n`)
      .join(''),
    saved: Object.fromEntries(saved),
    ...filesOf(saved, own),
  }));
}

/** Those that a lab says are its own, as far as they are there. A line without an end is shown with one. */
function filesOf(
  saved: readonly (readonly [string, string])[],
  own: ReadonlyMap<string, readonly string[]>,
): Pick<LabRecord, 'files'> {
  const paths = ownFilePaths(saved);
  if (paths.length === 0) return {};
  const there = paths.flatMap((path) => {
    const lines = own.get(path);
    return lines === undefined ? [] : [[path, lines.map((line) => `${line}\n`).join('')] as const];
  });
  return { files: Object.fromEntries(there) };
}
