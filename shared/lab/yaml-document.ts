/** YAML text to the library's document, with a bound on nesting that holds before anything recurses. */
import { Composer, type CST, type Document, Lexer, type LineCounter, Parser, YAMLParseError } from 'yaml';

/** Lab files need eight levels, each of which is one or two things on the parser's stack. */
const STACK_MAX = 150;

/** Throws `NestedTooDeep`; every other fault is in the document's lists of errors and warnings. */
export function composeYaml(text: string, lines: LineCounter): Document {
  // Duplicate keys are found by the reader, in linear time and with both places in the sentence.
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, resolveKnownTags: false, logLevel: 'error' });
  const [document, second] = composer.compose(tokens(text, lines), true, text.length);
  if (document === undefined) throw new Error('the composer makes a document of anything');
  if (second !== undefined) {
    const [start, end] = second.range;
    document.errors.push(new YAMLParseError([start, end], 'MULTIPLE_DOCS', 'more than one document'));
  }
  return document as Document;
}

/** The text nests deeper than any lab does. The composer would recurse as deep, and run out of stack in one way or another. */
export class NestedTooDeep extends Error {
  readonly offset: number;
  constructor(offset: number) {
    super('nested too deep');
    this.offset = offset;
  }
}

function* tokens(text: string, lines: LineCounter): Generator<CST.Token, void> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > STACK_MAX) throw new NestedTooDeep(parser.offset);
  }
  yield* parser.end();
}
