/** `trunkline export`: the lab in another form, on standard output, in a file, or a file for each host in a folder. No host is asked. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { formatNamed } from '../../shared/export/format-list.ts';
import { answered, refused } from '../../shared/outcome.ts';
import { failure, type Problem, problem, type Result, success } from '../../shared/problem.ts';
import { type Made, makeExport } from '../backend/export-lab.ts';
import { writeAtomically } from '../store/atomic-file.ts';
import { fullPath } from '../store/paths.ts';
import { fileWords } from '../store/regular-file.ts';
import type { CommandEnd } from './end.ts';
import { wrapped } from './layout.ts';
import { labText, type Run } from './run.ts';

export async function exportCommand(run: Run): Promise<CommandEnd> {
  const { terminal, arguments: given } = run;
  const { format, theme, out } = given;
  if (format === undefined) throw new Error('an export has a format');
  const made = await makeExport(join(__dirname, 'assets'), { text: labText(run), format, theme });
  if (!made.ok) return { ending: refused(made.problems) };
  const { files, whole, unsaid } = made.value;
  for (const sentence of unsaid) for (const line of wrapped(`note: ${sentence}`, terminal.width)) terminal.say(line);
  if (out === undefined) {
    if (given.json) return { ending: answered(), document: { format, files: files.map(asJson), unsaid }, told: true };
    terminal.file(whole);
    return { ending: answered(), told: true };
  }
  const kept = formatNamed(format).eachHost
    ? files.map(({ name, data }) => ({ path: join(out, name), data }))
    : [{ path: out, data: whole }];
  const itself = await among(
    kept.map(({ path }) => path),
    run.file?.path,
  );
  if (itself !== undefined) return { ending: refused([ownFile(itself)]) };
  const written: string[] = [];
  const problems: Problem[] = [];
  for (const { path, data } of kept) {
    const made = await write(path, data);
    if (made.ok) written.push(made.value);
    else problems.push(...made.problems);
  }
  if (problems.length > 0) return { ending: refused(problems) };
  if (given.json) return { ending: answered(), document: { format, written, unsaid }, told: true };
  for (const path of written) terminal.out(`Written: ${path}`);
  return { ending: answered(), told: true };
}

/** That one of the paths which leads to the lab file itself, by whatever way. */
async function among(paths: readonly string[], lab: string | undefined): Promise<string | undefined> {
  const identityOf = async (path: string): Promise<string | undefined> => {
    const found = await stat(path, { bigint: true }).catch(() => undefined);
    return found && `${found.dev} ${found.ino}`;
  };
  const own = lab === undefined ? undefined : await identityOf(lab);
  if (own === undefined) return undefined;
  for (const path of paths) if ((await identityOf(path)) === own) return path;
  return undefined;
}

const ownFile = (path: string): Problem =>
  problem({
    code: 'file-not-saved',
    message: `${path} is the lab file itself; nothing was written.`,
    hint: 'Choose another place for what is made from it.',
  });

const asJson = ({ name, data }: Made['files'][number]): object =>
  typeof data === 'string' ? { name, text: data } : { name, base64: Buffer.from(data).toString('base64') };

/** @returns its full path */
async function write(path: string, data: string | Uint8Array): Promise<Result<string>> {
  try {
    const full = fullPath(path);
    await writeAtomically(full, data);
    return success(full);
  } catch (error) {
    return failure(
      problem({
        code: 'file-not-saved',
        message: `${path} could not be written: ${fileWords(error)}.`,
        hint: 'Choose another place, or mend its rights.',
      }),
    );
  }
}
