import { Button, Modal } from '@mantine/core';
import { Fragment, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { mergeWith } from '../../derived/merged.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { decideLater, keepBoth, keepMine, takeTheirs, useFileChange } from '../../store/document/file-change.ts';
import { count } from '../../ui/words.ts';
import classes from './FileChanged.module.css';

/** Somebody else has written the file that has unsaved changes here. */
export function FileChanged() {
  const theirs = useFileChange((state) => state.theirs);
  const text = useDocument((state) => state.text);
  const [seen, see] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is merged follows from the text here too
  const merged = useMemo(() => theirs && mergeWith(theirs), [theirs, text]);
  if (!theirs) return null;
  const both = merged?.kind === 'merged' ? merged.text : undefined;
  const conflicts = merged?.kind === 'conflicts' ? merged.conflicts : [];
  const shown = conflicts.length > 0 ? conflicts : [{ mine: text, theirs: theirs.text }];
  return (
    <Modal
      opened
      onClose={decideLater}
      size={seen ? 'xl' : 'lg'}
      title={<strong>{theirs.path.split(/[\\/]/).at(-1)} was changed by another program</strong>}
    >
      <p>
        {both === undefined
          ? `It was changed there and here, at ${count(Math.max(1, conflicts.length), 'place')} in different ways. Nothing is lost until you choose.`
          : 'It was changed there and here at different places: both can be kept.'}
      </p>
      {seen ? (
        <div className={classes.both}>
          {shown.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: places have no identity
            <div key={index} className={classes.place}>
              <Side name="Mine" text={one.mine} other={one.theirs} />
              <Side name="Theirs" text={one.theirs} other={one.mine} />
            </div>
          ))}
        </div>
      ) : null}
      <div className={classes.buttons}>
        <Button onClick={() => see(!seen)} aria-expanded={seen}>
          See both
        </Button>
        <Button onClick={() => takeTheirs(theirs)}>Take theirs</Button>
        <Button onClick={() => keepMine(theirs)}>Keep mine</Button>
        {both === undefined ? null : (
          <Button variant="filled" data-autofocus onClick={() => keepBoth(theirs, both)}>
            Keep both changes
          </Button>
        )}
      </div>
    </Modal>
  );
}

function Side({ name, text, other }: { readonly name: string; readonly text: string; readonly other: string }) {
  const there = new Set(other.split('\n'));
  const shown = useRef<HTMLPreElement>(null);
  // Of a long file what differs is not at its beginning.
  useLayoutEffect(() => {
    const first = shown.current?.querySelector('mark');
    if (shown.current && first) shown.current.scrollTop = first.offsetTop - shown.current.offsetTop - 40;
  }, []);
  return (
    <section aria-label={name}>
      <h3>{name}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is to be reached by keys */}
      <pre tabIndex={0} ref={shown}>
        {text === ''
          ? '(nothing)'
          : text.split('\n').map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
              <Fragment key={index}>
                {there.has(line) ? line : <mark>{line}</mark>}
                {'\n'}
              </Fragment>
            ))}
      </pre>
    </section>
  );
}
