/** Units that packages bring: their files, and whether they are enabled, which is by links. */
import type { Files } from '../../os/files/files.ts';
import type { Process } from '../../os/machine.ts';
import { ADMIN_FOLDER, linksOf, linkTo, UNIT_FOLDER } from '../../os/synthetic/unit-files.ts';
import { isMasked } from './masked-units.ts';

export type UnitFileState = 'enabled' | 'disabled' | 'static' | 'masked' | 'alias';

/** Undefined: no package brings one of that name. */
export function packagedText(files: Files, unit: string): string | undefined {
  const path = `${UNIT_FOLDER}/${unit}`;
  return files.status(path)?.kind === 'file' ? files.read(path) : undefined;
}

/** Those that packages bring, and what stands for them or hides them. */
export const packagedUnits = (files: Files): readonly string[] => [
  ...new Set([
    ...(files.status(UNIT_FOLDER)?.kind === 'directory' ? files.list(UNIT_FOLDER) : []),
    ...files.list(ADMIN_FOLDER).filter((name) => files.readLink?.(`${ADMIN_FOLDER}/${name}`) !== undefined),
  ]),
];

/** Undefined: there is no file of that name. */
export function packagedState(process: Process, unit: string): UnitFileState | undefined {
  const { files } = process.userland;
  if (isMasked(process, unit)) return 'masked';
  if (files.readLink?.(`${ADMIN_FOLDER}/${unit}`) !== undefined) return 'alias';
  const text = packagedText(files, unit);
  if (text === undefined) return undefined;
  const links = linksOf(text, unit);
  if (links.length === 0) return 'static';
  // networkd's stands for itself.
  return links.some((link) => files.status(link) !== undefined) ? 'enabled' : 'disabled';
}

/** Those that have a script of old as well, of which systemctl tells. */
const WITH_SCRIPT = ['docker.service', 'ssh.service', 'networking.service'];

/** `enable`, `disable`, `reenable` of one that is there. */
export async function link(process: Process, verb: 'enable' | 'disable' | 'reenable', unit: string): Promise<number> {
  const { stderr, argv, userland } = process;
  const { files } = userland;
  const quiet = argv.some((word) => word === '-q' || word === '--quiet');
  const say = async (line: string): Promise<void> => (quiet ? undefined : await stderr.write(`${line}\n`));
  if (WITH_SCRIPT.includes(unit) && verb !== 'reenable') {
    const script = '/lib/systemd/systemd-sysv-install';
    await say(`Synchronizing state of ${unit} with SysV service script with ${script}.`);
    await say(`Executing: ${script} ${verb} ${unit.replace('.service', '')}`);
  }
  const state = packagedState(process, unit);
  if (state === 'masked' && verb !== 'disable') {
    await stderr.write(`Failed to ${verb} unit: Unit file ${ADMIN_FOLDER}/${unit} is masked.\n`);
    return 1;
  }
  if (state === 'alias') {
    await stderr.write(`Failed to ${verb} unit: Refusing to operate on alias name or linked unit file: ${unit}\n`);
    return 1;
  }
  const links = linksOf(packagedText(files, unit) ?? '', unit);
  if (verb !== 'enable')
    for (const path of links.toReversed()) {
      if (files.readLink?.(path) === undefined) continue;
      files.remove(path);
      await say(`Removed "${path}".`);
    }
  if (verb !== 'disable')
    for (const path of links) {
      if (files.status(path) !== undefined) continue;
      linkTo(files, path, `${UNIT_FOLDER}/${unit}`);
      await say(`Created symlink ${path} \u2192 ${UNIT_FOLDER}/${unit}.`);
    }
  return 0;
}
