import type { NodeProps } from '@xyflow/react';
import { type CSSProperties, type KeyboardEvent, memo, type RefObject, useEffect, useRef, useState } from 'react';
import { plainWords } from '../../shared/markdown/markdown.ts';
import { chooseThing } from '../canvas/choose.ts';
import { useIsGhost } from '../canvas/ghosts.ts';
import type { FrameNodeType, NoteNodeType } from '../canvas/view.ts';
import { startRenaming, useDraw } from '../store/draw/draw-store.ts';
import { useIsSelected } from '../store/selection.ts';
import { MarkdownText } from '../ui/MarkdownText.tsx';
import { Spoken } from '../ui/Spoken.tsx';
import classes from './NoteNode.module.css';

/** How far a key goes on through the words, in parts of what is seen of them. */
const PAGES: Readonly<Record<string, number>> = { PageDown: 0.8, PageUp: -0.8 };

/** Words on the drawing. A double click types over them; more than have room are gone through by the wheel and by PageDown. */
export const NoteNode = memo(function NoteNode({ data: { placed } }: NodeProps<NoteNodeType>) {
  const { id, note, rect } = placed;
  const selected = useIsSelected(id);
  const ghost = useIsGhost(id);
  const typed = useDraw((state) => state.renaming === id);
  const { words, end, cut } = useIsCut();
  useOwnWheel(words);
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = PAGES[event.key];
    if (page === undefined || !scrolls(words.current)) return;
    words.current.scrollBy({ top: page * words.current.clientHeight });
    event.preventDefault();
  };
  const framed = note.frame.length === 0 ? '' : `, around ${note.frame.join(', ')}`;
  return (
    <button
      type="button"
      className={classes.note}
      style={{ width: rect.width, '--height': `${rect.height}px` } as CSSProperties}
      aria-pressed={selected}
      data-thing={id}
      data-selected={selected}
      data-ghost={ghost || undefined}
      data-typed={typed || undefined}
      tabIndex={-1}
      onClick={() => chooseThing(id)}
      onDoubleClick={() => startRenaming(id)}
      onKeyDown={onKeyDown}
    >
      <Spoken name={`Note ${note.name}: ${plainWords(note.text) || 'empty'}${framed}`}>
        <span className={classes.words} ref={words}>
          <MarkdownText text={note.text} />
          <span className={classes.end} ref={end} />
        </span>
        {cut ? (
          <span className={classes.more} aria-hidden="true">
            …
          </span>
        ) : null}
      </Spoken>
    </button>
  );
});

/** Whether the end of the words is where nobody sees it: they have no room in their box at this zoom. */
function useIsCut() {
  const words = useRef<HTMLSpanElement>(null);
  const end = useRef<HTMLSpanElement>(null);
  const [cut, setCut] = useState(false);
  useEffect(() => {
    if (!end.current) return;
    const observer = new IntersectionObserver((seen) => setCut(seen.at(-1)?.isIntersecting === false), {
      root: words.current,
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, []);
  return { words, end, cut };
}

const scrolls = (words: HTMLElement | null): words is HTMLElement =>
  words !== null && words.scrollHeight > words.clientHeight + 1;

/** Over words that go on, the wheel goes through them, as in any text: the drawing has it elsewhere, and with Ctrl. */
function useOwnWheel(words: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = words.current;
    const keep = (event: WheelEvent): void => {
      if (!event.ctrlKey && scrolls(element)) event.stopPropagation();
    };
    element?.addEventListener('wheel', keep, { passive: true });
    return () => element?.removeEventListener('wheel', keep);
  }, [words]);
}

/** Around what a note names. */
export const FrameNode = memo(function FrameNode({ data: { frame } }: NodeProps<FrameNodeType>) {
  return <div className={classes.frame} style={{ width: frame.width, height: frame.height }} aria-hidden="true" />;
});
