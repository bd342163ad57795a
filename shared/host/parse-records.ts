import { inventoryFile, keyOfSavedFile } from './record.ts';
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
  return records.map(({ lab, saved }) => ({
    lab,
    inventory: files
      .get(inventoryFile(lab))
      ?.map((line) => `${line}\n`)
      .join(''),
    saved: Object.fromEntries(saved),
  }));
}
