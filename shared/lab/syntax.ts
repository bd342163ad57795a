/** What YAML's parser says, in words for a person who writes a lab file. */

import { printableLine } from '../printable.ts';
import { type Problem, problem } from '../problem.ts';

interface Words {
  readonly message: string;
  readonly hint: string;
}

const INDENT: Words = {
  message: 'The indentation does not fit here, or a bracket is not closed.',
  hint: 'Keys of one thing begin in the same column; close every { and [.',
};

const NO_KEY: Words = {
  message: 'This text is not a key: the colon after it is missing, or the line before it is not finished.',
  hint: 'Write `key: value`, with a colon and a space, and look at the line above too.',
};

const UNCLOSED: Words = {
  message: 'A bracket above is not closed: this line is read as a part of what it opened.',
  hint: 'Look for a { without its } or a [ without its ] before this line.',
};

/** Faults that have one code for several, by what is said of them. */
const SAID: readonly (readonly [RegExp, Words])[] = [
  [/^Implicit (map )?keys need/, NO_KEY],
  [
    /^Unexpected flow-(map|seq)-end/,
    { message: 'This bracket closes nothing: no { or [ before it is open.', hint: 'Remove it, or open one before it.' },
  ],
  [
    /^Missing ,/,
    {
      message: 'A comma is missing before this, or a bracket above is not closed.',
      hint: 'Put a comma between the values within { } or [ ], and close every bracket.',
    },
  ],
  [
    /^Unexpected .* at node end/,
    {
      message: 'This text stands after the end of a value.',
      hint: 'Put a comma or a new line before it, or all of the value in quotes.',
    },
  ],
  [/^Unexpected , in/, { message: 'There is a comma too many here.', hint: 'Keep one comma between two values.' }],
  [
    /^Missing closing .quote/,
    {
      message: 'A quote that begins above is still open here.',
      hint: 'End the value with the same quote that begins it.',
    },
  ],
];

const WORDS: Readonly<Partial<Record<string, Words>>> = {
  TAB_AS_INDENT: {
    message: 'This line is indented with a tab, and YAML takes spaces only.',
    hint: 'Replace the tab by spaces.',
  },
  BAD_INDENT: INDENT,
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'There are two keys on one line, or a colon inside a value.',
    hint: 'Begin a new line after the first key, or put a value that has a colon in it in quotes.',
  },
  MULTILINE_IMPLICIT_KEY: NO_KEY,
  BLOCK_IN_FLOW: UNCLOSED,
  DUPLICATE_KEY: { message: 'This key is here twice.', hint: 'Keep one of the two, or give one another name.' },
  MULTIPLE_DOCS: {
    message: 'The file holds more than one document.',
    hint: 'A lab is one document: remove the second `---` and what follows it.',
  },
  BAD_SCALAR_START: { message: 'A value cannot begin with this character.', hint: 'Put the value in quotes.' },
  BAD_ALIAS: {
    message: 'This alias stands for nothing that was defined above it.',
    hint: 'Write the value out instead of the alias; put a value that begins with * or & in quotes.',
  },
  TAG_RESOLVE_FAILED: {
    message: 'A lab file has no YAML tags.',
    hint: 'Remove the word that begins with an exclamation mark, or put the value in quotes.',
  },
  BAD_DIRECTIVE: {
    message: 'This line looks like a YAML directive and is none.',
    hint: 'Remove the line that begins with %.',
  },
  RESOURCE_EXHAUSTION: {
    message: 'Things are nested deeper here than in any lab.',
    hint: 'Write the lab with fewer levels.',
  },
  'nested-too-deep': {
    message: 'Things are nested deeper here than in any lab.',
    hint: 'Write the lab with fewer levels.',
  },
};

/** The problem of one fault of the parser: `yamlCode` is its own code, or one of ours. */
export function syntaxProblem(yamlCode: string, at: NonNullable<Problem['at']>, message = ''): Problem {
  const words = SAID.find(([said]) => said.test(message))?.[1] ??
    WORDS[yamlCode] ?? {
      message: sentence(message),
      hint: 'Mend the YAML at this place.',
    };
  const ours = yamlCode === yamlCode.toLowerCase();
  return problem({ code: ours ? yamlCode : codeOf(yamlCode), ...words, at });
}

const codeOf = (yamlCode: string): string => (yamlCode === 'TAB_AS_INDENT' ? 'yaml-tab' : 'not-yaml');

/** The parser's own words, which may hold a piece of the file, whatever is in it. */
function sentence(message: string): string {
  const words = printableLine(message, MESSAGE_MAX + 1);
  return words.endsWith('.') ? words : `${words}.`;
}

const MESSAGE_MAX = 200;
