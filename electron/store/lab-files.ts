/** Lab files on disk: read with a bound, written whole, and never over a version that nobody here has seen. */
import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { LAB_TEXT_LIMIT, type OpenedFile, type SavedFile } from '../../shared/api.ts';
import { failure, type Problem, problem, type Result, success } from '../../shared/problem.ts';
import { writeAtomically } from './atomic-file.ts';
import { inTurn } from './lock.ts';
import { fullPath } from './paths.ts';
import { fileWords, readText, readTextIfThere } from './regular-file.ts';

/** A character is one to four bytes. */
const MOST = LAB_TEXT_LIMIT * 4;

/** @param signal ends the reading */
export async function readLabFile(path: string, signal?: AbortSignal): Promise<Result<OpenedFile>> {
  try {
    const full = fullPath(path);
    const text = await readText(full, { most: MOST, signal, whole: true });
    return success({ path: full, text, version: versionOf(text) });
  } catch (error) {
    return failure(unreadable(path, fileWords(error)));
  }
}

/**
 * @param before the version of the file that the text was made from; undefined: the person chose this place for it, whatever
 *   is there
 */
export async function writeLabFile(path: string, text: string, before?: string): Promise<Result<SavedFile>> {
  try {
    const full = fullPath(path);
    // Of two that save at the same time, the second one finds what the first has written.
    return await inTurn(`lab file ${await realpath(full).catch(() => full)}`, async () => {
      if (before !== undefined && (await changedSince(full, before, text))) return failure(changed(path));
      await writeAtomically(full, text);
      return success({ path: full, version: versionOf(text) });
    });
  } catch (error) {
    return failure(
      problem({
        code: 'file-not-saved',
        message: `${path} could not be saved: ${fileWords(error)}.`,
        hint: 'Choose another place, or mend its rights; nothing was lost.',
      }),
    );
  }
}

/** What is there now is neither what the text was made from nor the text itself. A file that is gone is no loss to write again. */
async function changedSince(path: string, before: string, text: string): Promise<boolean> {
  const there = await readTextIfThere(path, { most: MOST });
  return there !== undefined && versionOf(there) !== before && there !== text;
}

const versionOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

const changed = (path: string): Problem =>
  problem({
    code: 'file-changed',
    message: `${path} was changed by another program since it was opened, and was not overwritten.`,
    hint: 'Both versions are kept: the other one in the file, yours here. Save yours in another place, or open the file again.',
  });

const unreadable = (path: string, why: string): Problem =>
  problem({
    code: 'file-unreadable',
    message: `${path} could not be read: ${why}.`,
    hint: 'Check the path and its rights; a lab file is text in UTF-8.',
  });
