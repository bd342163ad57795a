/**
 * Lab files as people and strangers may have left them: reading, rules, prediction, what is wanted on hosts, and edits end soon and never
 * throw; every problem is a sentence that can be shown; an edit gives a file that reads as what was edited, or is refused.
 */

import { editLab, openLab } from '../../shared/lab/edit.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { TEMPLATES } from '../../shared/lab/templates.ts';
import { anyEdit } from '../../shared/lab/testing/arbitrary-edit.ts';
import { type Choose, withLab } from '../../shared/lab/testing/arbitrary-lab.ts';
import { formatted } from '../../shared/lab/testing/formatted.ts';
import { labData } from '../../shared/lab/things/model.ts';
import { desired } from '../../shared/plan/desired.ts';
import type { Problem } from '../../shared/problem.ts';
import { predictLab } from '../../shared/reach/predict.ts';
import { checkRules } from '../../shared/rules/validate.ts';
import { hasInvisible } from '../../shared/shown.ts';
import { fuzz, type Random } from './lib/fuzz.ts';

interface Made {
  readonly text: string;
  readonly random: Random;
}

const written = withLab((lab, choose) => formatted(labData(lab), choose));

/** What is put in somewhere: values of every key, YAML's own signs, and what has led programs astray. */
const WORDS = [
  ...[
    'null',
    '~',
    'true',
    '1e9',
    '-1',
    '0x10',
    '.nan',
    '{}',
    '[]',
    '""',
    "''",
    '&a ',
    '*a',
    '!t ',
    '|\n  x',
    '>-\n',
    '? ',
    ': ',
    '- ',
    '#',
    '%',
    '@',
  ],
  ...[
    '__proto__',
    'constructor',
    'hosts',
    'lo',
    'ens33',
    'default',
    '0.0.0.0/0',
    '255.255.255.255/32',
    '172.16.10.0/31',
    '10.0.0.1/0',
    '4094',
    '4095',
  ],
  ...[
    '\t',
    '\r',
    '\0',
    '\u2028',
    '\ufeff',
    '\ud800',
    '\u202e',
    '𝒳',
    '---\n',
    '...\n',
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    "'",
    '\\',
    'x'.repeat(300),
  ],
  ...[
    'all',
    'none',
    'bridge',
    'passthru',
    'l2',
    'l3',
    'l3s',
    'macvlan',
    'ipvlan',
    'shim: bridge',
    'vlan: 5',
    'segment: lan',
    'parent: ens33',
  ],
];

function mutated(text: string, random: Random): string {
  const at = random.int(0, text.length);
  const to = Math.min(text.length, at + random.int(0, random.of([1, 4, 40, 400])));
  const lines = text.split('\n');
  const line = random.int(0, lines.length - 1);
  switch (random.int(0, 6)) {
    case 0:
      return text.slice(0, at) + random.of(WORDS) + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(to);
    case 2:
      return text.slice(0, to) + text.slice(at);
    case 3:
      return lines.toSpliced(line, 1).join('\n');
    case 4:
      return lines.toSpliced(random.int(0, lines.length), 0, lines[line] ?? '').join('\n');
    case 5: {
      const words = [...text.matchAll(/[\w./-]+/g)];
      if (words.length < 2) return text;
      const [one, other] = [random.of(words), random.of(words)];
      return text.slice(0, one.index) + random.of([other[0], random.of(WORDS)]) + text.slice(one.index + one[0].length);
    }
    default:
      return lines.with(line, `${' '.repeat(random.int(0, 6))}${lines[line]?.trimStart() ?? ''}`).join('\n');
  }
}

function checkProblems(problems: readonly Problem[]): void {
  for (const { code, message, hint, at } of problems) {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(code)) throw new Error(`no code: ${code}`);
    if (hasInvisible(message) || hasInvisible(hint)) throw new Error(`not printable: ${code} ${message} ${hint}`);
    if (message.length > 1000 || hint.length > 2000 || message === '' || hint === '')
      throw new Error(`no sentence: ${code} ${message}`);
    if (at && !(at.line >= 1 && at.column >= 1)) throw new Error(`no place: ${code} ${at.line}:${at.column}`);
  }
}

const choosing = (random: Random): Choose => ({
  yes: () => random.chance(0.5),
  of: (choices) => random.of(choices),
  some: (choices, least = 0, most = choices.length) =>
    choices.filter(() => random.chance(0.5)).slice(0, Math.max(least, most)),
  upTo: (most) => random.int(0, most),
});

const hasSomething = ({ hosts, segments }: Lab): boolean =>
  segments.length > 0 && hosts.length > 0 && hosts.every(({ interfaces }) => interfaces.length > 0);

await fuzz<Made>({
  name: 'lab-file',
  make(random) {
    let text = random.chance(0.4) ? random.of(TEMPLATES).text : random.draw(written);
    for (let count = random.of([0, 1, 1, 2, 5, 20]); count > 0; count--) text = mutated(text, random);
    return { text, random };
  },
  check({ text, random }) {
    const document = openLab(text);
    checkProblems(document.problems);
    const { lab } = document;
    if (lab === undefined) {
      if (document.problems.length === 0) throw new Error('refused without a word');
      return document.problems[0]?.code ?? '';
    }
    checkProblems(checkRules(lab));
    const sound = document.problems.every(({ severity }) => severity !== 'error');
    if (sound) {
      for (const host of lab.hosts) desired(lab, host);
      predictLab(lab).counts;
    }
    const edit = hasSomething(lab) ? anyEdit(lab, choosing(random)) : undefined;
    if (edit !== undefined) {
      const edited = editLab(document, [edit]);
      if (!edited.ok) checkProblems(edited.problems);
      else if (JSON.stringify(openLab(edited.value.text).lab) !== JSON.stringify(edited.value.lab))
        throw new Error(`reads otherwise after ${JSON.stringify(edit)}`);
      return `${sound ? 'sound' : 'unsound'}, ${edited.ok ? 'edited' : (edited.problems[0]?.code ?? '')}`;
    }
    return sound ? 'sound' : 'unsound';
  },
  show: ({ text }) => text,
});
