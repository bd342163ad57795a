/** What a person types into a field, as data of the file and back; and what is wrong with it, in the words of the field. */
import { z } from 'zod';
import { shown } from '../../shown.ts';
import { type Data, isList, isMap } from '../data.ts';
import { joinWords } from '../words.ts';
import { plain } from './form.ts';
import { bare } from './notes.ts';
import type { FilePlace } from './place.ts';

/** The data that the text stands for; undefined: nothing is said. What it is not, `faultOf` tells. */
export function typedData(place: FilePlace, text: string): Data | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const forms = place.forms ?? [place];
  const shapes = forms.map(({ schema }) => bare(schema));
  if (shapes.some((shape) => shape instanceof z.ZodEnum && shape.options.includes(trimmed))) return trimmed;
  if (shapes.some((shape) => shape instanceof z.ZodBoolean) && /^(?:true|false)$/.test(trimmed))
    return trimmed === 'true';
  if (shapes.some((shape) => shape instanceof z.ZodNumber) && /^-?\d+$/.test(trimmed)) return Number(trimmed);
  const item = forms.find((form) => form.item !== undefined)?.item;
  if (item === undefined || shapes.some((shape) => shape instanceof z.ZodString)) return trimmed;
  // A list as people type it: `10, 20`; brackets are what the file has.
  return trimmed
    .replace(/^\[(.*)\]$/s, '$1')
    .split(',')
    .flatMap((part) => typedData(item, part) ?? []);
}

/** The text that stands for the data in a field. */
export function textOfData(place: FilePlace, data: Data | undefined): string {
  if (data === undefined || data === null) return '';
  // A map of names and values has one line as well: what it means as a list.
  if (isMap(data)) return place.note.meaning === undefined ? '' : textOfData(place, place.note.meaning(data));
  if (!isList(data)) return String(data);
  const words = data.map(String);
  return (place.forms ?? []).some(({ schema }) => bare(schema) instanceof z.ZodString)
    ? joinWords(words)
    : words.join(', ');
}

/** What is wrong with data at this place, as a sentence that names the value and says what helps; undefined: nothing in itself. */
export function faultOf(place: FilePlace, data: Data): string | undefined {
  const checked = bare(place.schema).safeParse(plain(data));
  if (checked.success) return undefined;
  const issue = deepest(checked.error.issues[0] as z.core.$ZodIssue);
  const [first = '', hint = ''] = issue.message.split('\n');
  const value = partOf(data, issue.path);
  const says = /^(?:is|has|begins) /.test(first) ? `${value} ${first}.` : `${value} is not ${first}.`;
  return `${says} ${hint}`.trim();
}

/** Of several shapes, the one that the value is of but for a fault; else what all of them are together. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const found = issue.errors.find(
    (each) => each[0] !== undefined && (each[0].path.length > 0 || !WRONG_KIND.has(each[0].code)),
  )?.[0];
  return found === undefined ? issue : deepest(found);
}

const WRONG_KIND: ReadonlySet<string | undefined> = new Set(['invalid_type', 'invalid_value']);

function partOf(data: Data, path: readonly PropertyKey[]): string {
  let part: Data | undefined = data;
  for (const step of path) part = isList(part) ? part[Number(step)] : undefined;
  if (part === undefined) return shown(String(data));
  return typeof part === 'string' ? shown(part) : String(part);
}
