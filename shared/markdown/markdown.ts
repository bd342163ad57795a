/**
 * A strict subset of Markdown, for words that people put on a drawing: headings, paragraphs, lists, fenced code, and within lines
 * strong, emphasised and code words. Nothing else means anything: HTML, pictures and links stay the text that they are, so
 * that whatever a file says can neither run nor load nor lead anywhere.
 *
 * Every character of the text is looked at a bounded number of times.
 */

export interface Span {
  readonly text: string;
  readonly look: 'plain' | 'strong' | 'emphasis' | 'code';
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly spans: readonly Span[] }
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  /** `mark` is `•` or the number as it was written, with its dot. */
  | { readonly kind: 'item'; readonly mark: string; readonly spans: readonly Span[] }
  | { readonly kind: 'code'; readonly lines: readonly string[] };

const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$/;
const ITEM = /^[ \t]{0,8}(?:([-*+])|(\d{1,9})[.)])[ \t]+(.*)$/;
const FENCE = /^ {0,3}(```|~~~)/;

/** The blocks of a text, in order. Line breaks within a paragraph are spaces, as in Markdown. */
export function markdownBlocks(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const close = (): void => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', spans: spansOf(paragraph.join(' ')) });
    paragraph = [];
  };
  const lines = text.split(/\r\n|\r|\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const [, fence] = FENCE.exec(line) ?? [];
    const [, marks, title = ''] = HEADING.exec(line) ?? [];
    const [, bullet, number, item = ''] = ITEM.exec(line) ?? [];
    if (fence !== undefined) {
      close();
      const code: string[] = [];
      for (at += 1; at < lines.length && !(lines[at] ?? '').trimStart().startsWith(fence); at += 1)
        code.push(lines[at] ?? '');
      blocks.push({ kind: 'code', lines: code });
    } else if (marks !== undefined) {
      close();
      blocks.push({ kind: 'heading', level: Math.min(marks.length, 3) as 1 | 2 | 3, spans: spansOf(title) });
    } else if (bullet !== undefined || number !== undefined) {
      close();
      blocks.push({ kind: 'item', mark: number === undefined ? '•' : `${number}.`, spans: spansOf(item) });
    } else if (line.trim() === '') close();
    else paragraph.push(line.trim());
  }
  close();
  return blocks;
}

/** Code before strong before emphasis; a mark without its partner on the same line is a character like any other. */
const SPAN =
  /`([^`]{1,500})`|\*\*(?!\s)([^*]{1,500}?)(?<!\s)\*\*|(?<![\w*])[*_](?![\s*_])([^*_]{1,500}?)(?<!\s)[*_](?![\w*])/g;

function spansOf(line: string): readonly Span[] {
  const spans: Span[] = [];
  const add = (text: string, look: Span['look']): void => {
    if (text !== '') spans.push({ text, look });
  };
  let last = 0;
  for (const found of line.matchAll(SPAN)) {
    const [whole, code, strong, emphasis] = found;
    add(line.slice(last, found.index), 'plain');
    if (code !== undefined) add(code, 'code');
    else if (strong !== undefined) add(strong, 'strong');
    else add(emphasis ?? '', 'emphasis');
    last = found.index + whole.length;
  }
  add(line.slice(last), 'plain');
  return spans;
}

/** Its words alone, on one line: for lists, titles and screen readers. */
export const plainWords = (text: string): string =>
  markdownBlocks(text)
    .map((block) => (block.kind === 'code' ? block.lines.join(' ') : block.spans.map((span) => span.text).join('')))
    .join(' ')
    .trim();
