/** What the schema found, as problems in words. */
import type { z } from 'zod';
import type { FirstProblems } from '../first-problems.ts';
import { nearest } from '../nearest.ts';
import { type Problem, problem } from '../problem.ts';
import { listed, shown } from '../shown.ts';
import { placeInWords, subjectOf } from './path.ts';
import { nodeAt, type Path, placeOf, type Source } from './source.ts';

type Issue = z.core.$ZodIssue;

/** Puts them after those that `found` has already. */
export function addIssues(source: Source, issues: readonly Issue[], found: FirstProblems): void {
  for (const issue of issues) {
    if (found.full) found.skip(sizeOf(issue));
    else for (const make of problemsOf(source, issue, [])) found.add(make);
  }
}

/** How many problems an issue makes; one that has not been looked into counts as one. */
const sizeOf = (issue: Issue): number => (issue.code === 'unrecognized_keys' ? issue.keys.length : 1);

/** A problem at a place of the file: its line is part of the sentence, because that is where a person goes next. */
export function problemAt(
  source: Source,
  path: Path,
  fields: Pick<Problem, 'code' | 'message' | 'hint'> & Partial<Problem>,
): Problem {
  const at = placeOf(source, path);
  return problem({ subject: subjectOf(path), ...fields, path, at, message: `Line ${at.line}: ${fields.message}` });
}

function problemsOf(source: Source, issue: Issue, before: Path): readonly (() => Problem)[] {
  const path = [...before, ...(issue.path as Path)];
  const [first = '', hint = 'Mend the value.'] = issue.message.split('\n');
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = hint.split(' ');
      return issue.keys.map((key) => () => unknownKey(source, [...path, key], key, first, known));
    }
    case 'invalid_union':
      return closest(issue).flatMap((inner) => problemsOf(source, inner, path));
    case 'invalid_key': {
      const [fault = 'is no name', keyHint = 'Give it another name.'] = (issue.issues[0]?.message ?? '').split('\n');
      const name = String(path.at(-1));
      return [
        () =>
          problemAt(source, path, {
            code: 'bad-name',
            message: `the name ${shown(name)} ${fault}.`,
            hint: keyHint,
            subject: subjectOf(path.slice(0, -2)),
          }),
      ];
    }
    case 'invalid_type':
    case 'invalid_value':
      return [() => wrongValue(source, path, first, hint)];
    default:
      return [
        () =>
          problemAt(source, path, {
            code: 'bad-value',
            message: `${placeInWords(path)} is ${valueInWords(source, path)}, which ${first}.`,
            hint,
          }),
      ];
  }
}

function unknownKey(source: Source, path: Path, key: string, what: string, known: readonly string[]): Problem {
  const near = nearest(key, known);
  return problemAt(source, path, {
    code: 'unknown-key',
    message: `${shown(key)} is no key of ${what}.`,
    hint:
      near === undefined
        ? `Keys of ${what} are ${listed(known, 20)}.`
        : `Did you mean ${near}? Keys of ${what} are ${listed(known, 20)}.`,
  });
}

function wrongValue(source: Source, path: Path, expected: string, hint: string): Problem {
  const missing = nodeAt(source.root, path) === undefined;
  if (missing) {
    const key = String(path.at(-1));
    const parent = path.slice(0, -1);
    return problemAt(source, parent, {
      code: 'missing-key',
      message: `${placeInWords(parent)} has no ${key}; expected ${expected}.`,
      hint,
      path: parent,
    });
  }
  return problemAt(source, path, {
    code: 'wrong-value',
    message: `${placeInWords(path)} must be ${expected}, and it is ${valueInWords(source, path)}.`,
    hint,
  });
}

function valueInWords(source: Source, path: Path): string {
  const node = nodeAt(source.root, path);
  if (node === undefined) return 'missing';
  if (node.kind !== 'scalar') return node.kind === 'map' ? 'a map' : 'a list';
  if (node.value === null) return 'empty';
  if (typeof node.value === 'string') return shown(node.value);
  return typeof node.value === 'number' ? `the number ${node.value}` : `${node.value}`;
}

/**
 * Of several shapes that a value may have, the faults of the one that it fails least: that is what the person was writing.
 * A value that is of no shape at all is told what all of them are.
 */
function closest(union: Extract<Issue, { code: 'invalid_union' }>): readonly Issue[] {
  const ofNoShape = union.errors.flat().every(isWrongKind);
  if (ofNoShape) return [{ code: 'invalid_type', expected: 'union', path: [], message: union.message }];
  const cost = (issues: readonly Issue[]): number =>
    issues.reduce((sum, issue) => {
      if (issue.code === 'unrecognized_keys') return sum + issue.keys.length;
      return sum + (isWrongKind(issue) ? 100 : 1);
    }, 0);
  return union.errors.toSorted((a, b) => cost(a) - cost(b))[0] ?? [];
}

const isWrongKind = (issue: Issue): boolean =>
  issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
