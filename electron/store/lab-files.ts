/** Lab files on disk: read with a bound, written whole. */
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { LAB_TEXT_LIMIT, type OpenedFile } from '../../shared/api.ts';
import { failure, type Problem, problem, type Result, success } from '../../shared/problem.ts';
import { writeAtomically } from './atomic-file.ts';

export async function readLabFile(path: string): Promise<Result<OpenedFile>> {
  const full = resolve(path);
  try {
    const found = await stat(full);
    if (found.isDirectory()) return failure(unreadable(path, 'it is a folder'));
    // A character is one to four bytes.
    if (found.size > LAB_TEXT_LIMIT * 4) return failure(unreadable(path, `it is too large (${found.size} bytes)`));
    return success({ path: full, text: await readFile(full, 'utf8') });
  } catch (error) {
    return failure(unreadable(path, words(error)));
  }
}

export async function writeLabFile(path: string, text: string): Promise<Result<{ readonly path: string }>> {
  try {
    await writeAtomically(resolve(path), text);
    return success({ path: resolve(path) });
  } catch (error) {
    return failure(
      problem({
        code: 'file-not-saved',
        message: `${path} could not be saved: ${words(error)}.`,
        hint: 'Choose another place, or mend its rights; nothing was lost.',
      }),
    );
  }
}

const unreadable = (path: string, why: string): Problem =>
  problem({
    code: 'file-unreadable',
    message: `${path} could not be read: ${why}.`,
    hint: 'Check the path and its rights.',
  });

function words(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EACCES':
    case 'EPERM':
      return 'this user may not';
    case 'ENOSPC':
      return 'the disk is full';
    case 'EROFS':
      return 'that place is read-only';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
