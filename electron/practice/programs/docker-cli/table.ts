/** Lists as the docker command prints them: a table, or a template's line for each thing. */
import { CliError } from './subcommand.ts';
import { compile } from './template/evaluate.ts';
import { TemplateError } from './template/parse.ts';

/** A row's fields by their names in templates, each ready to be printed. */
export type Row = Readonly<Record<string, unknown>>;

export interface Listing {
  /** Headings by field. */
  readonly headings: Readonly<Record<string, string>>;
  /** The fields of the plain table, in order. */
  readonly columns: readonly string[];
  /** Go's type of the rows, for error messages: `*formatter.ContainerContext`. */
  readonly type: string;
}

/**
 * @param format undefined or `table`: the plain table; `table TEMPLATE`; `json`; else a template for each row
 * @throws CliError where the template is none, or asks for what rows do not have
 */
export function renderList(
  { headings, columns, type }: Listing,
  rows: readonly Row[],
  format: string | undefined,
): string {
  const asked =
    format === undefined || format === 'table' ? `table ${columns.map((name) => `{{.${name}}}`).join('\\t')}` : format;
  const isTable = asked.startsWith('table');
  const source = (isTable ? asked.slice('table'.length) : asked).trim().replace(/\\t/g, '\t').replace(/\\n/g, '\n');
  const missing = (field: string): string => `can't evaluate field ${field} in type ${type}`;
  const render = said('parse', () => compile(source, { missing }));
  const lines = said('execute', () => rows.map((row) => `${render(inOrder(row))}\n`).join(''));
  if (!isTable) return lines;
  const header = compile(withoutFunctions(source), { missing: () => undefined })(headings);
  return aligned(`${header}\n${lines}`);
}

function said<T>(what: 'parse' | 'execute', make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof TemplateError ? new CliError(`failed to ${what} template: ${error.message}`) : error;
  }
}

/** Over the headings functions do nothing: `{{json .ID}}` is headed by what `{{.ID}}` is. */
const withoutFunctions = (source: string): string =>
  source
    .replace(/\{\{-?\s*(?:json|lower|upper|title|truncate|join|split|pad|println)\s+(\.\w+)[^}]*\}\}/g, '{{$1}}')
    .replace(/\{\{\s*if[^}]*\}\}(.*?)\{\{else\}\}.*?\{\{end\}\}/g, '$1');

/** Columns at least ten wide with three spaces between them; the last one is as long as it is. */
export function aligned(text: string): string {
  const rows = text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t'));
  const count = Math.max(...rows.map((cells) => cells.length));
  const widths = Array.from({ length: count }, (_, at) =>
    Math.max(10, ...rows.map((cells) => (at < cells.length - 1 ? [...(cells[at] ?? '')].length + 3 : 0))),
  );
  const line = (cells: readonly string[]): string =>
    cells.map((cell, at) => (at < cells.length - 1 ? pad(cell, widths[at] ?? 10) : cell)).join('');
  return `${rows.map(line).join('\n')}\n`;
}

const pad = (cell: string, width: number): string => cell + ' '.repeat(Math.max(0, width - [...cell].length));

/** `{{json .}}` tells all fields in order of their names. */
const inOrder = (row: Row): Row => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
