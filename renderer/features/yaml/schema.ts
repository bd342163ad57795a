/** What may stand at a place of the lab file, as its JSON Schema says it. */
import labJsonSchema from '../../../lab.schema.json?raw';

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
}

let parsed: Schema | undefined;
const root = (): Schema => {
  parsed ??= JSON.parse(labJsonSchema) as Schema;
  return parsed;
};

/** The shapes that one of may be there. */
const forms = (schema: Schema): readonly Schema[] => (schema.anyOf ? schema.anyOf.flatMap(forms) : [schema]);

/** A list's items are entered without a key of their own. */
const entered = (schema: Schema): readonly Schema[] =>
  forms(schema).flatMap((form) => (form.items ? entered(form.items) : [form]));

function step(schemas: readonly Schema[], key: string): readonly Schema[] {
  return schemas.flatMap(entered).flatMap((schema) => {
    const known = schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
    if (known !== undefined) return [known];
    return typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : [];
  });
}

const at = (path: readonly string[]): readonly Schema[] => path.reduce<readonly Schema[]>(step, [root()]);

export interface KeyThere {
  readonly key: string;
  readonly description: string;
  /** It holds more keys or a list. */
  readonly holds: 'map' | 'list' | 'value';
  readonly optional: boolean;
}

const kindOf = (schema: Schema): KeyThere['holds'] => {
  const kinds = forms(schema).map(({ type }) => type);
  if (kinds.includes('object')) return 'map';
  return kinds.includes('array') && !kinds.includes('string') ? 'list' : 'value';
};

const wordsOf = (schema: Schema): string =>
  schema.description ?? forms(schema).find(({ description }) => description !== undefined)?.description ?? '';

export function keysAt(path: readonly string[]): readonly KeyThere[] {
  const found = new Map<string, KeyThere>();
  for (const schema of at(path).flatMap(entered)) {
    for (const [key, value] of Object.entries(schema.properties ?? {})) {
      if (found.has(key)) continue;
      const optional = schema.required?.includes(key) !== true;
      found.set(key, { key, description: wordsOf(value), holds: kindOf(value), optional });
    }
  }
  return [...found.values()];
}

/** Words that may be the value: `all`, `true`, `macvlan`. */
export function valuesAt(path: readonly string[]): readonly string[] {
  const found = at(path)
    .flatMap(entered)
    .flatMap((schema) => [
      ...(schema.enum ?? []),
      ...(schema.const === undefined ? [] : [schema.const]),
      ...(schema.type === 'boolean' ? [true, false] : []),
    ]);
  return [...new Set(found.map(String))];
}

export const meaningOf = (path: readonly string[]): string =>
  at(path)
    .map(wordsOf)
    .find((words) => words !== '') ?? '';
