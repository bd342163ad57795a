/** A runbook as a reader takes it in: what to type on which host, and what to expect. */

/** The code blocks below each `On HOST` of a level: `##` to make the lab, `###` to take it down. */
export function blocksOf(markdown: string, heading: '##' | '###'): ReadonlyMap<string, readonly string[]> {
  const blocks = new Map<string, string[]>();
  const sections = markdown.split(new RegExp(`^${heading} On (.+)\\n`, 'm'));
  for (let at = 1; at < sections.length; at += 2) {
    const body = (sections[at + 1] ?? '').split(/^##? /m)[0] ?? '';
    const found = [...body.matchAll(/^( *)(`{3,})sh\n([\s\S]*?)\n\1\2$/gm)].map(([, indent = '', , text = '']) =>
      text.replaceAll(`\n${indent}`, '\n').slice(indent.length),
    );
    blocks.set(sections[at] ?? '', found);
  }
  return blocks;
}

/** What is to be typed on a host only if an image was not there before the lab, with the name of the image. */
export function imagesOf(
  markdown: string,
): readonly { readonly host: string; readonly image: string; readonly typed: string }[] {
  let host = '';
  return markdown.split('\n').flatMap((line) => {
    host = /^### On (.+)$/.exec(line)?.[1] ?? host;
    const typed = /^Only if it was not there before: `(docker image rm \S+)`\.$/.exec(line)?.[1];
    return typed === undefined ? [] : [{ host, typed, image: typed.split(' ')[3] ?? '' }];
  });
}

export interface ExpectedPing {
  readonly host: string;
  readonly typed: string;
  /** `yes`, `no` or `it depends`. */
  readonly back: string;
}

/** The rows of the tables of pings. */
export function pingsOf(markdown: string): readonly ExpectedPing[] {
  let host = '';
  return markdown.split('\n').flatMap((line) => {
    const [, from = '', on] = /^### From (\S+?)(?:, typed on (\S+))?$/.exec(line) ?? [];
    if (from !== '') host = on ?? from;
    const [, typed, back] = /^\| `([^`]*ping [^`]*)` \| [^|]* \| ([^|]*) \|/.exec(line) ?? [];
    return typed === undefined || back === undefined ? [] : [{ host, typed, back }];
  });
}
