import { Button } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Canvas } from '../../canvas/Canvas.tsx';
import { Walk } from '../../canvas/Walk.tsx';
import { useExplanation } from '../../derived/lit-route.ts';
import { reasonWords, usePairReason } from '../../derived/pair-reason.ts';
import { runningActivity, useRun } from '../../derived/shown-run.ts';
import { useWalking } from '../../derived/walking.ts';
import { useConnection } from '../../store/connection/connection-store.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { useSelection } from '../../store/selection.ts';
import { walk } from '../../store/walk.ts';
import { Boundary } from '../../ui/Boundary.tsx';
import { ReachSummary } from '../reach/ReachPanel.tsx';
import { runningWords } from '../run/words.ts';
import { Logo } from '../topbar/Logo.tsx';
import { RunButtons } from '../topbar/RunButtons.tsx';
import classes from './Present.module.css';
import { leavePresenting } from './PresentButton.tsx';
import { Sentence } from './Sentence.tsx';
import { usePresentKeys } from './use-present-keys.ts';

/** For those in the back row: the drawing in large type, one sentence, and what goes on by the arrow keys. */
export function Present() {
  const root = useRef<HTMLDivElement>(null);
  usePresentKeys();
  useEffect(() => {
    root.current?.focus();
    // What opens over it stands beside it in the page.
    const page = document.documentElement;
    page.toggleAttribute('data-presenting', true);
    return () => {
      page.toggleAttribute('data-presenting', false);
    };
  }, []);
  return (
    // What was focused before is gone, and focus must not fall to the body.
    <div className={classes.present} ref={root} tabIndex={-1}>
      <header className={classes.head}>
        <Logo />
        <Title />
        <div className={classes.run}>
          <RunButtons />
        </div>
        <Practice />
      </header>
      <Boundary what="the drawing">
        <main className={classes.drawing} tabIndex={-1} aria-label="Presentation">
          <Canvas />
        </main>
      </Boundary>
      <Boundary what="the caption">
        <Caption />
      </Boundary>
    </div>
  );
}

function Title() {
  const name = useDocument(({ lab }) => lab?.name ?? '');
  const pair = useSelection(({ selection }) => (selection?.kind === 'pair' ? selection : undefined));
  return <h1>{pair ? `${pair.from} pings ${pair.to.id}` : name}</h1>;
}

/** Whoever looks at the wall must know it, too. */
function Practice() {
  const practice = useConnection(({ target }) => target === 'practice');
  return practice ? <span className={classes.practice}>Practice</span> : null;
}

function Caption() {
  const walking = useWalking();
  const explanation = useExplanation();
  const reason = usePairReason();
  const running = useRun((state) => runningActivity(state)?.activity.kind);
  const sentence = walking ? walking.steps[walking.step]?.text : running ? undefined : reason && reasonWords(reason);
  return (
    <footer className={classes.caption}>
      {walking || !explanation ? (
        <Walk presenting />
      ) : (
        <Button size="md" leftSection={<IconPlayerPlayFilled size={16} />} onClick={walk}>
          Walk
        </Button>
      )}
      <p className={classes.sentence} role="note" aria-label="Caption">
        {sentence ? (
          <Sentence text={sentence} />
        ) : running ? (
          `${runningWords(running)}…`
        ) : (
          <ReachSummary fallback="Choose one thing and then another: the way of a ping between them is shown." />
        )}
      </p>
      <span className={classes.far}>
        <Button size="md" variant="subtle" color="gray" onClick={() => leavePresenting()}>
          Esc ends
        </Button>
      </span>
    </footer>
  );
}
