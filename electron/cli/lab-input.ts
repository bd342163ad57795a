/** The lab file that a command was given: a path, or `-` for standard input. */
import { LAB_TEXT_LIMIT, type OpenedFile } from '../../shared/api.ts';
import { failure, problem, type Result, success } from '../../shared/problem.ts';
import { readLabFile } from '../store/lab-files.ts';

/** @param signal ends the reading */
export function readLab(path: string, input: NodeJS.ReadableStream, signal: AbortSignal): Promise<Result<OpenedFile>> {
  return path === '-' ? readInput(input, signal) : readLabFile(path, signal);
}

async function readInput(input: NodeJS.ReadableStream, signal: AbortSignal): Promise<Result<OpenedFile>> {
  const stop = (): void => void (input as NodeJS.ReadStream).destroy(new Error('it was stopped'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    input.setEncoding('utf8');
    let text = '';
    for await (const part of input) {
      text += part;
      if (text.length > LAB_TEXT_LIMIT) throw new Error(`it has more than ${LAB_TEXT_LIMIT} characters`);
    }
    return success({ path: 'standard input', text });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failure(
      problem({
        code: 'file-unreadable',
        message: `Standard input could not be read: ${why}.`,
        hint: 'Name a file instead of -.',
      }),
    );
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
