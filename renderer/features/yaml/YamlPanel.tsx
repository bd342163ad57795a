import { Button, CopyButton } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import { useDocument } from '../../store/document/document-store.ts';
import { pathOfThing, thingById } from '../../store/document/thing.ts';
import { useSelectedThing } from '../../store/selection.ts';
import { linesOf } from './lines.ts';
import classes from './YamlPanel.module.css';

/** The lab file as it will be saved, with the lines of the selected thing marked. */
export function YamlPanel() {
  const text = useDocument((state) => state.text);
  const lab = useDocument((state) => state.lab);
  const selected = useSelectedThing();
  const problems = useDocument((state) => state.problems);
  const wrong = useMemo(() => new Set(problems.flatMap(({ at }) => (at ? [at.line] : []))), [problems]);
  const marked = useMemo(() => {
    const thing = lab && selected ? thingById(lab, selected) : undefined;
    return thing && linesOf(text, pathOfThing(thing));
  }, [text, lab, selected]);
  const first = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another selection is what moves the text
  useEffect(() => first.current?.scrollIntoView({ block: 'center' }), [marked?.first]);
  return (
    <div className={classes.yaml}>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button className={classes.copy as string} onClick={copy}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
      <section className={classes.text} tabIndex={0} aria-label="Lab file">
        {text.split('\n').map((line, index) => {
          const number = index + 1;
          const isMarked = marked !== undefined && number >= marked.first && number <= marked.last;
          return (
            <div
              key={number}
              ref={number === marked?.first ? first : undefined}
              className={classes.line}
              data-marked={isMarked}
              data-wrong={wrong.has(number)}
            >
              <span className={classes.number} aria-hidden="true">
                {number}
              </span>
              <Line text={line} />
            </div>
          );
        })}
      </section>
    </div>
  );
}

/** Keys and comments apart from values; no more colour than that. */
function Line({ text }: { readonly text: string }) {
  const comment = /(^|\s)#.*$/.exec(text);
  const rest = comment ? text.slice(0, comment.index) : text;
  const key = /^(\s*(?:- )?)([^\s:{}[\],]+:)(?=\s|$)/.exec(rest);
  return (
    <code>
      {key ? (
        <>
          {key[1]}
          <span className={classes.key}>{key[2]}</span>
          {rest.slice(key[0].length)}
        </>
      ) : (
        rest
      )}
      {comment ? <span className={classes.comment}>{comment[0]}</span> : null}
    </code>
  );
}
