import { type ReactNode, useMemo } from 'react';
import { type Block, markdownBlocks, type Span } from '../../shared/markdown/markdown.ts';
import classes from './MarkdownText.module.css';

/** Words that somebody put on a drawing, as far as our Markdown goes: React writes every character of them as text. */
export function MarkdownText({ text }: { readonly text: string }) {
  const blocks = useMemo(() => markdownBlocks(text), [text]);
  return blocks.map((block, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no name but their place
    <BlockText key={at} block={block} />
  ));
}

function BlockText({ block }: { readonly block: Block }): ReactNode {
  switch (block.kind) {
    case 'code':
      return <span className={classes.code}>{block.lines.join('\n')}</span>;
    case 'heading':
      return (
        <span className={classes.heading} data-level={block.level}>
          <Spans spans={block.spans} />
        </span>
      );
    case 'item':
      return (
        <span className={classes.item} data-mark={block.mark}>
          <Spans spans={block.spans} />
        </span>
      );
    case 'paragraph':
      return (
        <span className={classes.block}>
          <Spans spans={block.spans} />
        </span>
      );
  }
}

const Spans = ({ spans }: { readonly spans: readonly Span[] }): ReactNode =>
  spans.map(({ text, look }, at) => {
    const Tag = { plain: 'span', strong: 'strong', emphasis: 'em', code: 'code' }[look] as 'span';
    // biome-ignore lint/suspicious/noArrayIndexKey: words have no name but their place
    return <Tag key={at}>{text}</Tag>;
  });
