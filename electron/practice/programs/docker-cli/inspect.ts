/** `docker … inspect`: things as JSON with an indent of four, or by a template. */
import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { type Call, CliError } from './subcommand.ts';
import { compile } from './template/evaluate.ts';
import { TemplateError } from './template/parse.ts';

/** Go writes `<`, `>` and `&` so in JSON. */
const escaped = (text: string): string =>
  text.replace(/[<>&]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const indented = (value: unknown): string => escaped(JSON.stringify(value, null, 4));

/** The fields whose keys are names that people gave, so that one that is not there is no mistake in the template. */
const MAPS = [
  'Labels',
  'Options',
  'Networks',
  'Containers',
  'Ports',
  'ExposedPorts',
  'PortBindings',
  'Sysctls',
  'AuxiliaryAddresses',
  'Volumes',
];

export async function inspect(
  { flags, words, process }: Call,
  find: (name: string) => Record<string, unknown>,
  told: (error: Refusal, name: string) => string,
): Promise<number> {
  const format = flags.text('format') ?? '';
  const render = format === '' ? undefined : compiled(format);
  const found: Record<string, unknown>[] = [];
  const failures: string[] = [];
  let output = '';
  for (const name of words) {
    try {
      const thing = find(name);
      if (render === undefined) found.push(thing);
      else output += `${render(thing)}\n`;
    } catch (error) {
      if (error instanceof TemplateError) failures.push(`template parsing error: ${error.message}`);
      else if (error instanceof Refusal) failures.push(told(error, name));
      else throw error;
    }
  }
  if (render === undefined) output = `${found.length === 0 ? '[]' : indented(found)}\n`;
  await process.stdout.write(output === '' ? '\n' : output);
  if (failures.length > 0) throw new CliError(failures.join('\n'));
  return 0;
}

function compiled(format: string): (data: unknown) => string {
  try {
    return compile(format, {
      missing: (field, holder) =>
        holder !== undefined && MAPS.includes(holder) ? undefined : `map has no entry for key "${field}"`,
    });
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new CliError(`template parsing error: ${error.message}`, 64);
  }
}
