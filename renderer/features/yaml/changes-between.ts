import { commonEnds } from '../../../shared/lab/common-ends.ts';

/** A part of a text, and what stands there instead. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** What makes one text of another: of lines that are as many as before, each by itself, so that those between them stay as they are. */
export function changesBetween(before: string, after: string): readonly TextChange[] {
  const { from, to, insert } = changed(before, after, 0);
  const [was, is] = [before.slice(from, to).split('\n'), insert.split('\n')];
  if (was.length !== is.length) return from === to && insert === '' ? [] : [{ from, to, insert }];
  let at = from;
  return was.flatMap((line, index) => {
    const start = at;
    at += line.length + 1;
    const other = is[index] ?? '';
    return line === other ? [] : [changed(line, other, start)];
  });
}

/** From the first character that is another to the last one. */
function changed(before: string, after: string, at: number): TextChange {
  const [start, same] = commonEnds(before, after);
  return { from: at + start, to: at + before.length - same, insert: after.slice(start, after.length - same) };
}
