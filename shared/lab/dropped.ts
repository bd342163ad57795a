/** What a person drops on the window, looked at before it is opened: a lab file, or a sentence that says why it is none. */
import { type Problem, problem } from '../problem.ts';
import { shown } from '../shown.ts';
import { LAB_TEXT_LIMIT } from './limits.ts';
import { examineLab } from './read.ts';

/** As the browser tells it, before anything is read. */
export interface Dropped {
  readonly name: string;
  /** MIME type; '' where nobody knows. */
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  readonly isFolder: boolean;
}

/** A character is one to four bytes. */
const LARGEST = LAB_TEXT_LIMIT * 4;

const notOpened = (why: string, hint = 'Drop a lab file; its first line is `trunkline: 1`.'): Problem =>
  problem({
    severity: 'warning',
    code: 'not-opened',
    message: `Not opened: ${why}.`,
    hint: `${hint} Nothing was changed.`,
  });

/** Why none of these can be opened; undefined: it is one file that may be a lab. */
export function faultOfDropped(items: readonly Dropped[]): Problem | undefined {
  const [item, ...others] = items;
  if (item === undefined) return notOpened('there is no file in what was dropped');
  if (others.length > 0)
    return notOpened(`${items.length} files were dropped, and one lab is open at a time`, 'Drop one.');
  const name = shown(item.name);
  if (item.isFolder) return notOpened(`${name} is a folder`, 'Drop the lab file that is in it.');
  const kind = /^(image|audio|video|font)\//.exec(item.type)?.[1];
  if (kind !== undefined) return notOpened(`${name} is ${KINDS[kind]}, and a lab is a text file`);
  if (item.size > LARGEST) return notOpened(`${name} has ${item.size} bytes, and a lab file has at most ${LARGEST}`);
  return undefined;
}

const KINDS: Readonly<Record<string, string>> = {
  image: 'a picture',
  audio: 'a sound',
  video: 'a film',
  font: 'a font',
};

/** Faults of a text that is no lab at all; one that is a lab with mistakes is opened, to be mended. */
const NO_LAB: ReadonlySet<string> = new Set([
  'file-too-large',
  'not-text',
  'empty-file',
  'not-a-lab',
  'missing-version',
  'newer-version',
]);

/** Why this text is not opened as a lab; undefined: it is, right or wrong. @param name of the file that it came from */
export function faultOfText(name: string, text: string): Problem | undefined {
  // What is no text at all decodes to characters that stand for nothing.
  if (text.includes('\uFFFD') && !/^\s*trunkline\s*:/m.test(text)) return notOpened(`${shown(name)} is not text`);
  const { source, problems } = examineLab(text);
  const fault = problems.find(({ code }) => NO_LAB.has(code));
  if (fault === undefined && (source !== undefined || /^\s*trunkline\s*:/m.test(text))) return undefined;
  const why = (fault ?? problems[0])?.message.replace(/\.$/, '') ?? 'it is no lab file';
  return notOpened(`${shown(name)}: ${why.charAt(0).toLowerCase()}${why.slice(1)}`);
}
