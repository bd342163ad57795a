/** A lab in another form. */
import type { Answers, RequestInput } from '../../shared/api.ts';
import type { Exported } from '../../shared/export/exported.ts';
import { type FormatName, formatNamed } from '../../shared/export/format-list.ts';
import { EXPORTERS } from '../../shared/export/formats.ts';
import { readLab } from '../../shared/lab/read.ts';
import { type Result, success } from '../../shared/problem.ts';

/** What a format makes of a lab's text. */
export function exported(text: string, format: FormatName): Result<Exported & { readonly lab: string }> {
  const read = readLab(text);
  if (!read.ok) return read;
  const made = EXPORTERS[format](read.value);
  return made.ok ? success({ ...made.value, lab: read.value.name }) : made;
}

export async function exportLab({ text, format }: RequestInput<'exportLab'>): Promise<Answers['exportLab']> {
  const made = exported(text, format);
  if (!made.ok) return made;
  const { extension, media } = formatNamed(format);
  const { lab, whole, unsaid } = made.value;
  return success({ name: `${lab}.${extension}`, media, content: { kind: 'text', text: whole }, unsaid });
}
