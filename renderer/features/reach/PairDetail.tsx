import { Button } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { mendOf } from '../../../shared/reach/mends.ts';
import type { Hop, Leg } from '../../../shared/reach/verdict.ts';
import { grouped } from '../../../shared/shown.ts';
import { PairCure } from '../../actions/PairCure.tsx';
import { useWay } from '../../derived/lit-route.ts';
import { usePairReason } from '../../derived/pair-reason.ts';
import { countedWords, otherVoice } from '../../derived/pair-words.ts';
import { knownOf, type Pair, verdictOf, voiceOf } from '../../derived/pairs.ts';
import { useReach } from '../../derived/reach.ts';
import { useWalking } from '../../derived/walking.ts';
import { useDocument } from '../../store/document/document-store.ts';
import type { PairEnd } from '../../store/selection.ts';
import { selectThing } from '../../store/selection.ts';
import { goToStep, walk } from '../../store/walk.ts';
import { Later } from '../../ui/Later.tsx';
import { Spoiler } from '../../ui/Spoiler.tsx';
import { ExpectSwitch } from './ExpectSwitch.tsx';
import { IpvlanInstead } from './IpvlanInstead.tsx';
import { Legend } from './Legend.tsx';
import classes from './PairDetail.module.css';
import { tagOfThing } from './tag-of-thing.ts';

/** One pair: what the voices say, why, and the way of the packet with one sentence for each decision. */
export function PairDetail({ from, to }: { readonly from: string; readonly to: PairEnd }) {
  const pair = useReach().pair(from, to);
  const reason = usePairReason();
  const way = useWay();
  const walking = useWalking();
  const [shownLeg, setLeg] = useState<Leg>('request');
  if (!pair) return null;
  const all = way?.hops ?? [];
  const leg = walking?.steps[walking.step]?.leg ?? shownLeg;
  const answers = all.some((hop) => hop.leg === 'reply');
  const { result, diagnosis, old } = pair;
  const nowSays = reason?.now;
  const mend = reason?.drawn !== undefined && !isGood(pair) ? mendOf(reason.drawn) : undefined;
  return (
    <section className={classes.pair} aria-label={`${from} to ${to.id}`}>
      <header className={classes.head}>
        <h2>
          {from} → {to.id}
        </h2>
        <Verdicts pair={pair} />
        <Legend />
      </header>
      <p className={classes.reason}>
        {reason?.foretold ? 'Predicted: ' : ''}
        {reason?.text}
        {mend ? <span className={classes.mend}> {mend}</span> : null}
      </p>
      {old ? <p>It was measured before the last change of the lab; what is drawn now was not.</p> : null}
      {nowSays ? (
        <div className={classes.diagnosis} role="note" aria-label="What has changed">
          <p>Now: {nowSays.text}</p>
          <p>{mendOf(nowSays) ?? 'Deploy again to have it as drawn, or undo what was changed on the host.'}</p>
        </div>
      ) : null}
      {diagnosis && old ? <p>Then it was otherwise: {diagnosis.text}</p> : null}
      {diagnosis && !old ? (
        <div className={classes.diagnosis} role="note" aria-label="Why it is otherwise">
          <p>{diagnosis.text}</p>
          <p>{diagnosis.hint}</p>
          <IpvlanInstead cards={diagnosis.guarded ?? []} />
        </div>
      ) : null}
      {(result?.standsFor ?? 1) > 1 ? (
        <p>It was pinged for {grouped(result?.standsFor ?? 1)} pairs that are like it by all that is predicted.</p>
      ) : null}
      {result?.said ? (
        <Spoiler label="What ping said">
          <pre className={classes.said}>{result.said}</pre>
        </Spoiler>
      ) : null}
      <ExpectSwitch from={from} to={to} />
      <div className={classes.buttons}>
        {all.length > 0 ? (
          <Button leftSection={<IconPlayerPlayFilled size={14} />} onClick={walk}>
            Walk
          </Button>
        ) : null}
        {answers && !walking ? (
          <Button onClick={() => setLeg(leg === 'request' ? 'reply' : 'request')}>
            {leg === 'request' ? 'Show the reply' : 'Show the request'}
          </Button>
        ) : null}
        {mend !== undefined && pair.predicted === 'unreachable' && !walking ? (
          <Later>
            <PairCure from={from} to={to.id} />
          </Later>
        ) : null}
      </div>
      <ol className={classes.hops} aria-label={leg === 'request' ? 'Way of the request' : 'Way of the reply'}>
        {all.map((hop, index) =>
          hop.leg === leg ? (
            <HopRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a packet may pass one thing twice
              key={index}
              hop={hop}
              when={walking && whenOf(index, walking.step)}
              onGo={walking ? () => goToStep(index, walking.steps.length) : undefined}
            />
          ) : null,
        )}
      </ol>
    </section>
  );
}

type When = 'passed' | 'here' | 'ahead';
const whenOf = (index: number, step: number): When => (index < step ? 'passed' : index === step ? 'here' : 'ahead');

interface HopRowProps {
  readonly hop: Hop;
  /** While the packet walks: whether it has been here. */
  readonly when: When | undefined;
  /** Sends the walking packet here; undefined: nobody walks. */
  readonly onGo: (() => void) | undefined;
}

function HopRow({ hop, when, onGo }: HopRowProps) {
  const tag = useDocument(({ lab }) => (lab ? tagOfThing(lab, hop.at) : undefined));
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (when === 'here') row.current?.scrollIntoView({ block: 'nearest' });
  }, [when]);
  return (
    <li
      ref={row}
      data-vlan={tag}
      data-outcome={hop.outcome}
      data-when={when}
      aria-current={when === 'here' ? 'step' : undefined}
    >
      <button type="button" title={hop.at} onClick={onGo ?? (() => selectThing(hop.at))}>
        {hop.at.split(/[/:]/).at(-1)}
      </button>
      <span>
        {hop.text}
        {hop.rule && !hop.text.includes(hop.rule) ? <code className={classes.rule}>{hop.rule}</code> : null}
      </span>
    </li>
  );
}

/** Nothing is to be mended: it comes back, or it was not to come back. */
const isGood = (pair: Pair): boolean => {
  const known = knownOf(pair);
  return known === 'reachable' || known === undefined;
};

/** Both voices when they differ, with the loudest mark; one chip when they agree. */
function Verdicts({ pair }: { readonly pair: Pair }) {
  const { result, predicted, now, old } = pair;
  const verdict = verdictOf(pair);
  const foretold = (
    <span className={classes.chip} data-verdict={predicted} data-voice="predicted">
      predicted {predicted ?? 'nothing'}
      {old ? ' now' : ''}
    </span>
  );
  if (verdict === 'not-deployed') {
    return (
      <>
        {foretold}
        <span className={classes.chip} data-verdict={verdict} data-voice="predicted">
          not deployed
        </span>
      </>
    );
  }
  if (now) {
    return (
      <>
        <span
          className={classes.chip}
          data-verdict={result?.measured ?? predicted}
          data-voice={result ? 'measured' : 'predicted'}
        >
          {result ? `measured ${result.measured} before` : `predicted ${predicted}`}
        </span>
        <span className={classes.chip} data-verdict={verdict} data-voice="measured">
          {now.verdict} now
        </span>
      </>
    );
  }
  if (!result) return foretold;
  const measured = voiceOf(pair) === 'measured' ? verdict : result.measured;
  return (
    <>
      {verdict === 'disagrees' ? (
        <span className={classes.chip} data-verdict={predicted} data-voice="predicted">
          {otherVoice(pair, result)}
        </span>
      ) : null}
      <span className={classes.chip} data-verdict={measured} data-voice="measured">
        {countedWords(result)}
        {old ? ', before the last change' : ''}
      </span>
      {old && predicted !== undefined ? foretold : null}
    </>
  );
}
