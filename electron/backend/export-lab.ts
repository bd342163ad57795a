/** A lab in another form, as a person keeps it. */
import type { Answers, RequestInput } from '../../shared/api.ts';
import { type FormatName, formatNamed } from '../../shared/export/format-list.ts';
import { EXPORTERS } from '../../shared/export/formats.ts';
import { readLab } from '../../shared/lab/read.ts';
import type { Scheme } from '../../shared/lab/vlan-colours.ts';
import { type Result, success } from '../../shared/problem.ts';
import { rasterise } from './rasterise.ts';

type Data = string | Uint8Array;

export interface Made {
  readonly lab: string;
  /** One, or one for each host. */
  readonly files: readonly { readonly name: string; readonly data: Data }[];
  /** The same as one. */
  readonly whole: Data;
  readonly unsaid: readonly string[];
}

export interface Wish {
  readonly text: string;
  readonly format: FormatName;
  readonly theme: Scheme;
}

/** @param assets folder of what the build has put together for pictures */
export async function makeExport(assets: string, { text, format, theme }: Wish): Promise<Result<Made>> {
  const read = readLab(text);
  if (!read.ok) return read;
  const made = EXPORTERS[format](read.value, { scheme: theme });
  if (!made.ok) return made;
  const { files, whole, unsaid } = made.value;
  const lab = read.value.name;
  if (!formatNamed(format).pixels) {
    return success({ lab, files: files.map((file) => ({ name: file.name, data: file.text })), whole, unsaid });
  }
  const { png, scale } = await rasterise(assets, whole);
  const small =
    scale < 1 ? ['The lab is so large that its words are small: the formats svg and html have no such limit.'] : [];
  return success({ lab, files: [{ name: `${lab}.png`, data: png }], whole: png, unsaid: [...unsaid, ...small] });
}

export const exporter =
  (assets: string) =>
  async ({ text, format, theme }: RequestInput<'exportLab'>): Promise<Answers['exportLab']> => {
    const made = await makeExport(assets, { text, format, theme: theme ?? 'light' });
    if (!made.ok) return made;
    const { extension, media } = formatNamed(format);
    const { lab, whole, unsaid } = made.value;
    const content =
      typeof whole === 'string'
        ? ({ kind: 'text', text: whole } as const)
        : ({ kind: 'base64', base64: Buffer.from(whole).toString('base64') } as const);
    return success({ name: `${lab}.${extension}`, media, content, unsaid });
  };
