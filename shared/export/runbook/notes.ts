/** The notes of a drawing, for those who read how it is made. */
import type { Lab } from '../../lab/lab.ts';
import { type Block, markdownBlocks } from '../../markdown/markdown.ts';
import { listed } from '../../shown.ts';
import { code, block as fenced, plain } from './markdown.ts';

/** What stands on the drawing is read before the first command: each note as a quotation, said of what it frames. */
export function notes(lab: Lab): string {
  const told = lab.notes.filter(({ text }) => text.trim() !== '');
  if (told.length === 0) return '';
  const each = told.map(({ text, frame }) => {
    const about = frame.length === 0 ? '' : `On ${listed(frame.map(plain), 20)}:\n\n`;
    return `${about}${markdownBlocks(text).map(quoted).join('>\n')}\n`;
  });
  return `## Notes\n\n${each.join('')}`;
}

/** The words again, with no mark that our own reading of them did not find. */
function quoted(block: Block): string {
  if (block.kind === 'code') return block.lines.length === 0 ? '' : fenced(block.lines, '').replace(/^(?=.)/gm, '> ');
  const words = block.spans
    .map(({ text, look }) => {
      if (look === 'code') return code(text);
      const said = plain(text);
      return look === 'strong' ? `**${said}**` : look === 'emphasis' ? `*${said}*` : said;
    })
    .join('');
  const mark =
    block.kind === 'heading' ? '### ' : block.kind === 'item' ? `${block.mark === '•' ? '-' : block.mark} ` : '';
  return `> ${mark}${words}\n`;
}
