import { Button } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { mendOf } from '../../../shared/reach/mends.ts';
import type { Hop, Leg } from '../../../shared/reach/verdict.ts';
import { grouped } from '../../../shared/shown.ts';
import { useExplanation, useWay } from '../../derived/lit-route.ts';
import { useLiveReason } from '../../derived/live.ts';
import { cameTrue, milliseconds, otherVoice, type Pair, verdictOf } from '../../derived/pairs.ts';
import { useIsOld, useReach } from '../../derived/reach.ts';
import { useWalking } from '../../derived/walking.ts';
import { useDocument } from '../../store/document/document-store.ts';
import type { PairEnd } from '../../store/selection.ts';
import { selectThing } from '../../store/selection.ts';
import { goToStep, walk } from '../../store/walk.ts';
import { Spoiler } from '../../ui/Spoiler.tsx';
import { ExpectSwitch } from './ExpectSwitch.tsx';
import { IpvlanInstead } from './IpvlanInstead.tsx';
import { Legend } from './Legend.tsx';
import classes from './PairDetail.module.css';
import { tagOfThing } from './tag-of-thing.ts';

/** One pair: what the voices say, why, and the way of the packet with one sentence for each decision. */
export function PairDetail({ from, to }: { readonly from: string; readonly to: PairEnd }) {
  const pair = useReach().pair(from, to);
  const explanation = useExplanation();
  const way = useWay();
  const otherwise = pair?.now !== undefined;
  const liveSays = useLiveReason(from, to);
  const nowSays = otherwise ? liveSays : undefined;
  const old = useIsOld();
  const walking = useWalking();
  const [shownLeg, setLeg] = useState<Leg>('request');
  if (!pair) return null;
  const all = way?.hops ?? [];
  const leg = walking?.steps[walking.step]?.leg ?? shownLeg;
  const answers = all.some((hop) => hop.leg === 'reply');
  // What hosts run on, or an access point, decides: the drawing does not know of it, and the hosts were asked.
  const { result } = pair;
  const below = !old && result?.predicted === 'uncertain' && result.reason.guarded ? result.reason : undefined;
  const why = below === undefined ? explanation?.reason.code : undefined;
  const mend = why !== undefined && !isGood(pair) ? mendOf(why) : undefined;
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
        {cameTrue(pair) ? '' : 'Predicted: '}
        {below?.text ?? explanation?.reason.text ?? pair.result?.reason.text}
        {mend ? <span className={classes.mend}> {mend}</span> : null}
      </p>
      {old && pair.result ? <p>It was measured before the last change of the lab; what is drawn now was not.</p> : null}
      {nowSays ? (
        <div className={classes.diagnosis} role="note" aria-label="What has changed">
          <p>Now: {nowSays.text}</p>
          <p>{mendOf(nowSays.code) ?? 'Deploy again to have it as drawn, or undo what was changed on the host.'}</p>
        </div>
      ) : null}
      {pair.diagnosis ? (
        <div className={classes.diagnosis} role="note" aria-label="Why it is otherwise">
          <p>{pair.diagnosis.text}</p>
          <p>{pair.diagnosis.hint}</p>
          <IpvlanInstead cards={pair.diagnosis.guarded ?? []} />
        </div>
      ) : null}
      {(pair.result?.standsFor ?? 1) > 1 ? (
        <p>It was pinged for {grouped(pair.result?.standsFor ?? 1)} pairs that are like it by all that is predicted.</p>
      ) : null}
      {pair.result?.said ? (
        <Spoiler label="What ping said">
          <pre className={classes.said}>{pair.result.said}</pre>
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
        {hop.rule ? <code className={classes.rule}>{hop.rule}</code> : null}
      </span>
    </li>
  );
}

/** Nothing is to be mended: it comes back, or it was not to come back. */
const isGood = (pair: Pair): boolean => {
  const known = pair.now?.verdict ?? pair.result?.measured ?? pair.predicted;
  return known === 'reachable' || known === undefined;
};

/** Both voices when they differ, with the loudest mark; one chip when they agree. */
function Verdicts({ pair }: { readonly pair: Pair }) {
  const { result, predicted, expected } = pair;
  const verdict = verdictOf(pair);
  if (pair.now) {
    return (
      <>
        <span className={classes.chip} data-verdict={result?.measured ?? predicted} data-voice="predicted">
          {result ? `measured ${result.measured} before` : `predicted ${predicted}`}
        </span>
        <span className={classes.chip} data-verdict={verdict} data-voice="predicted">
          {pair.now.verdict} now
        </span>
      </>
    );
  }
  if (!result) {
    return (
      <span className={classes.chip} data-verdict={verdict} data-voice="predicted">
        predicted {predicted ?? 'nothing'}
      </span>
    );
  }
  const rtt = result.rttMs === null ? '' : ` · ${milliseconds(result.rttMs)}`;
  return (
    <>
      {verdict === 'disagrees' ? (
        <span className={classes.chip} data-verdict={predicted} data-voice="predicted">
          {otherVoice({ expected, predicted }, result)}
        </span>
      ) : null}
      <span className={classes.chip} data-verdict={verdict} data-voice="measured">
        {result.measured === 'error' ? 'ping failed' : `${result.measured}, ${result.received} of ${result.sent}${rtt}`}
      </span>
    </>
  );
}
