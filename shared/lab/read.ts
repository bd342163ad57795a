/** From the text of a lab file to the drawing, or to what is wrong with it: every problem, each with its line, key and what was expected. */
import { FirstProblems, firstProblems } from '../first-problems.ts';
import { failure, type Problem, problem, type Result, success } from '../problem.ts';
import { shown } from '../shown.ts';
import { addIssues, problemAt } from './issues.ts';
import type { Lab } from './lab.ts';
import { LAB_TEXT_LIMIT } from './limits.ts';
import { reparse } from './reparse.ts';
import { sizeProblems } from './size.ts';
import { dataOf, type Path, parseSource, placeOf, type Source, type SourceNode } from './source.ts';
import { LAB_VERSION, labFileSchema } from './things/lab.ts';
import { toLab } from './things/model.ts';
import { checkReferences } from './things/references.ts';

/**
 * Everything that could be found out about a text. The lab is there as soon as the file has its shape, even when something in it refers
 * to what does not exist, so that it can be drawn while it is mended; do not predict or deploy it while `problems` has an error.
 */
export interface Examined {
  readonly source: Source | undefined;
  readonly lab: Lab | undefined;
  readonly problems: readonly Problem[];
}

/** Reads a lab file. The value is sound in itself: all that it refers to exists, and no address is outside its subnet. */
export function readLab(text: string): Result<Lab> {
  const { lab, problems } = examineLab(text);
  const errors = problems.filter((item) => item.severity === 'error');
  return lab === undefined || errors.length > 0 ? failure(...problems) : success(lab, problems);
}

/** @param before a source that the text is much the same as, which is read sooner then */
export function examineLab(text: string, before?: Source): Examined {
  if (text.length > LAB_TEXT_LIMIT) {
    const message = `The file has ${text.length} characters, and a lab may have ${LAB_TEXT_LIMIT}.`;
    return rejected(undefined, [
      problem({ code: 'file-too-large', message, hint: 'Choose the lab file itself, or split the lab.' }),
    ]);
  }
  if (text.includes('\0')) {
    const message = 'The file is not text: it has a zero byte in it.';
    return rejected(undefined, [
      problem({ code: 'not-text', message, hint: 'Choose a lab file; its first line is `trunkline: 1`.' }),
    ]);
  }
  const near = before && reparse(before, text);
  if (near) return examineSource(near);
  const { source, problems } = parseSource(text);
  return source === undefined ? rejected(undefined, problems.map(withLine)) : examineSource(source);
}

/** The rest of `examineLab`, for YAML that has been read already. */
export function examineSource(source: Source): Examined {
  const unversioned = versionProblem(source);
  if (unversioned !== undefined) return rejected(source, [unversioned]);
  const found = new FirstProblems();
  const looked = withoutShaped(source.root);
  addProtoKeys(source, looked, found);
  const parsed = labFileSchema.safeParse(toPlain(looked));
  if (!parsed.success) addIssues(source, parsed.error.issues, found);
  if (!parsed.success || found.all.length > 0) return rejected(source, found.all);
  rememberShaped(looked);
  const data = dataOf(source.root);
  const lab = toLab(data);
  const doubts = [...sizeProblems(lab), ...checkReferences(lab, data)];
  return { source, lab, problems: firstProblems(doubts).map((item) => located(source, item)) };
}

const rejected = (source: Source | undefined, problems: readonly Problem[]): Examined => ({
  source,
  lab: undefined,
  problems,
});

const withLine = (item: Problem): Problem =>
  item.at === undefined
    ? item
    : { ...item, message: `Line ${item.at.line}: ${item.message.charAt(0).toLowerCase()}${item.message.slice(1)}` };

/** The problem with the place of its path in the file. */
export const located = (source: Source, item: Problem): Problem => ({
  ...item,
  at: placeOf(source, item.path),
  ...(item.also && { also: item.also.map((place) => ({ ...place, at: placeOf(source, place.path) })) }),
});

/** Whether this is a lab file at all, and one that we can read. Nothing else is looked at before that is known. */
function versionProblem(source: Source): Problem | undefined {
  const { root } = source;
  const hint = 'A lab file begins with `trunkline: 1` and `name: …`; start from a template.';
  if (root.kind === 'scalar' && root.value === null)
    return problem({ code: 'empty-file', message: 'The file is empty.', hint });
  if (root.kind !== 'map') {
    return problemAt(source, [], {
      code: 'not-a-lab',
      message: `the file is ${root.kind === 'list' ? 'a list' : 'a single value'}, and a lab is a map of keys.`,
      hint,
    });
  }
  const version = root.entries.get('trunkline')?.value;
  if (version === undefined) {
    return problemAt(source, [], {
      code: 'missing-version',
      message: 'the key trunkline, the version of the format, is missing.',
      hint: 'Write `trunkline: 1` as the first line.',
    });
  }
  const value = version.kind === 'scalar' ? version.value : undefined;
  if (value === LAB_VERSION) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value > LAB_VERSION) {
    const message = `the file is of version ${value} of the format, and this Trunkline reads version ${LAB_VERSION}.`;
    return problemAt(source, ['trunkline'], {
      code: 'newer-version',
      message,
      hint: 'Install a newer Trunkline to open it; the file was not changed.',
    });
  }
  const written =
    value === undefined ? `a ${version.kind}` : typeof value === 'string' ? shown(value) : String(value ?? 'empty');
  return problemAt(source, ['trunkline'], {
    code: 'bad-version',
    message: `trunkline must be the version number ${LAB_VERSION}, and it is ${written}.`,
    hint: 'Write `trunkline: 1`.',
  });
}

/** Where a lab has its many things. Whether one of them has its shape does not depend on what else is in the file. */
const GROUPS: ReadonlySet<string> = new Set(['segments', 'hosts', 'networks']);

/** Data of things that have their shape, each with the place that it had it in. */
const shaped = new WeakMap<object, string>();

const placeIn = (group: string, name: string): string => `${group} ${name}`;

/** The file without the things that were seen to have their shape: an edit leaves most of a large lab as it was. */
function withoutShaped(root: SourceNode): SourceNode {
  if (root.kind !== 'map') return root;
  const entries = [...root.entries].map(([group, entry]) => {
    const { value } = entry;
    if (!GROUPS.has(group) || value.kind !== 'map') return [group, entry] as const;
    const news = [...value.entries].filter(
      ([name, { value: thing }]) => thing.kind === 'scalar' || shaped.get(thing.data) !== placeIn(group, name),
    );
    return [group, { ...entry, value: { ...value, entries: new Map(news) } }] as const;
  });
  return { ...root, entries: new Map(entries) };
}

function rememberShaped(root: SourceNode): void {
  if (root.kind !== 'map') return;
  for (const group of GROUPS) {
    const things = root.entries.get(group)?.value;
    if (things?.kind !== 'map') continue;
    for (const [name, { value }] of things.entries)
      if (value.kind !== 'scalar') shaped.set(value.data, placeIn(group, name));
  }
}

/** The one key that a plain object cannot hold without danger; the schema would not see it. */
function addProtoKeys(source: Source, root: SourceNode, found: FirstProblems): void {
  const walk = (node: SourceNode, path: Path): void => {
    if (node.kind === 'list') for (const [index, item] of node.items.entries()) walk(item, [...path, index]);
    if (node.kind !== 'map') return;
    for (const { key, value } of node.entries.values()) {
      if (key === '__proto__') {
        found.add(() =>
          problemAt(source, [...path, key], {
            code: 'bad-name',
            message: `${shown(key)} is no name that a thing can have.`,
            hint: 'Begin names with a letter or digit.',
          }),
        );
      } else walk(value, [...path, key]);
    }
  };
  walk(root, []);
}

function toPlain(node: SourceNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(toPlain);
  return Object.fromEntries(
    [...node.entries.values()].filter(({ key }) => key !== '__proto__').map(({ key, value }) => [key, toPlain(value)]),
  );
}
