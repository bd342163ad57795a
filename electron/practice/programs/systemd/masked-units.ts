/** Units that nobody can start: a link to /dev/null stands where their file would be. */
import type { Process } from '../../os/machine.ts';
import { ADMIN_FOLDER, UNIT_FOLDER } from '../../os/synthetic/unit-files.ts';

const pathOf = (unit: string): string => `${ADMIN_FOLDER}/${unit}`;

export const isMasked = ({ userland: { files } }: Process, unit: string): boolean =>
  files.readLink?.(pathOf(unit)) === '/dev/null';

/** What a verb does to a unit that is masked, or is to be. */
export async function changeMasked(process: Process, verb: string, unit: string): Promise<number> {
  const { stderr, user, userland } = process;
  const { files } = userland;
  const path = pathOf(unit);
  const fails = async (why: string): Promise<number> => {
    await stderr.write(`Failed to ${verb} ${why}\n`);
    return 1;
  };
  if (user.uid !== 0) return fails('unit: Access denied');
  const masked = isMasked(process, unit);
  const isPackaged = files.status(`${UNIT_FOLDER}/${unit}`) !== undefined;
  switch (verb) {
    case 'mask':
      if (masked) return 0;
      if (files.readLink?.(path) !== undefined)
        return fails(`unit: File ${path} already exists and is a symlink to ${files.readLink(path)}.`);
      if (files.status(path) !== undefined) return fails(`unit: File ${path} already exists.`);
      files.makeLink?.(path, '/dev/null');
      await stderr.write(
        `${isPackaged ? '' : `Unit ${unit} does not exist, proceeding anyway.\n`}Created symlink ${path} \u2192 /dev/null.\n`,
      );
      return 0;
    case 'unmask':
      if (!masked) {
        if (!isPackaged && files.status(path) === undefined)
          await stderr.write(`Unit ${unit} does not exist, proceeding anyway.\n`);
        return 0;
      }
      files.remove(path);
      await stderr.write(`Removed "${path}".\n`);
      return 0;
    case 'stop':
    case 'disable':
      return 0;
    case 'enable':
      return fails(`unit: Unit file ${path} is masked.`);
    default:
      return fails(`${unit}: Unit ${unit} is masked.`);
  }
}
