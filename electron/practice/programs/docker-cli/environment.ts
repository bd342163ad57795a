/** `-e` and `--env-file` of `docker run` and `docker exec`. */
import { FileError } from '../../os/files/files.ts';
import { resolvePath } from '../../os/files/paths.ts';
import type { Process } from '../../os/machine.ts';
import type { Flags } from './flags.ts';

/** A file that --env-file names cannot be read: in the words of Go. */
export class EnvFileError extends Error {}

/** As `NAME=VALUE`. A name alone has the value that it has where docker is typed, and is left out without one. */
export function environment(given: Flags, { env, userland, cwd }: Process): readonly string[] {
  const lines = given.list('env-file').flatMap((path) => {
    try {
      return userland.files
        .read(resolvePath(cwd, path))
        .split('\n')
        .map((line) => line.trimStart())
        .filter((line) => line !== '' && !line.startsWith('#'));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      throw new EnvFileError(`open ${path}: ${error.message.toLowerCase()}`);
    }
  });
  return [...lines, ...given.list('env')].flatMap((item) => {
    if (item.includes('=')) return [item];
    return env[item] === undefined ? [] : [`${item}=${env[item]}`];
  });
}
