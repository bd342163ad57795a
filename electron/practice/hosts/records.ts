/** What Trunkline keeps on a practice host, from its files: as the probe reads them on a real one. */
import {
  inventoryFile,
  keyOfSavedFile,
  ownFilePaths,
  recordRoot,
  savedDirectory,
} from '../../../shared/host/record.ts';
import type { LabRecord } from '../../../shared/host/state.ts';
import type { Files } from '../os/files/files.ts';

export function readRecords(files: Files): readonly LabRecord[] {
  return namesIn(files, recordRoot)
    .filter((lab) => /^[a-z0-9-]+$/.test(lab) && files.status(`${recordRoot}/${lab}`)?.kind === 'directory')
    .map((lab) => {
      const saved = Object.fromEntries(
        namesIn(files, savedDirectory(lab)).flatMap((name) => {
          const key = keyOfSavedFile(name);
          const path = `${savedDirectory(lab)}/${name}`;
          if (key === undefined || files.status(path)?.kind !== 'file') return [];
          return [[key, files.read(path).split('\n', 1)[0] ?? '']];
        }),
      );
      return { lab, inventory: inventoryOf(files, lab), saved, ...ownFiles(files, saved) };
    });
}

/** Files elsewhere that a lab says are its own. */
function ownFiles(files: Files, saved: LabRecord['saved']): Pick<LabRecord, 'files'> {
  const paths = ownFilePaths(Object.entries(saved));
  if (paths.length === 0) return {};
  const there = paths.filter((path) => files.status(path)?.kind === 'file');
  return { files: Object.fromEntries(there.map((path) => [path, withEnd(files.read(path))])) };
}

const namesIn = (files: Files, path: string): readonly string[] =>
  files.status(path)?.kind === 'directory' ? files.list(path) : [];

/** Each of its lines with an end, as grep shows them. */
function inventoryOf(files: Files, lab: string): string | undefined {
  if (files.status(inventoryFile(lab))?.kind !== 'file') return undefined;
  const text = files.read(inventoryFile(lab));
  if (text === '') return undefined;
  return withEnd(text);
}

const withEnd = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);
