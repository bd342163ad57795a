import { Button } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { mendOf } from '../../../shared/reach/mends.ts';
import type { Hop, Leg } from '../../../shared/reach/verdict.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { useLiveForecast } from '../../store/prediction/live.ts';
import { milliseconds, otherVoice, type Pair, verdictOf } from '../../store/prediction/pairs.ts';
import { type Target, useForecast } from '../../store/prediction/prediction.ts';
import { walkPacket } from '../../store/route.ts';
import { selectThing } from '../../store/selection.ts';
import { Spoiler } from '../../ui/Spoiler.tsx';
import { Legend } from './Legend.tsx';
import classes from './PairDetail.module.css';
import { tagOfThing } from './tag-of-thing.ts';
import { useReach } from './use-reach.ts';

/** One pair: what the voices say, why, and the way of the packet with one sentence for each decision. */
export function PairDetail({ from, to }: { readonly from: string; readonly to: Target }) {
  const pair = useReach().pair(from, to);
  const forecast = useForecast();
  const explanation = useMemo(() => forecast?.explain(from, to), [forecast, from, to]);
  const live = useLiveForecast();
  const otherwise = pair?.now !== undefined;
  const nowSays = useMemo(() => (otherwise ? live?.explain(from, to)?.reason : undefined), [live, otherwise, from, to]);
  const [leg, setLeg] = useState<Leg>('request');
  if (!pair) return null;
  const hops = explanation?.hops.filter((hop) => hop.leg === leg) ?? [];
  const answers = explanation?.hops.some((hop) => hop.leg === 'reply') ?? false;
  return (
    <section className={classes.pair} aria-label={`${from} to ${to.id}`}>
      <header className={classes.head}>
        <h2>
          {from} → {to.id}
        </h2>
        <Verdicts pair={pair} />
        <Legend />
      </header>
      <p className={classes.reason}>{explanation?.reason.text ?? pair.result?.reason.text}</p>
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
        </div>
      ) : null}
      {pair.result?.said ? (
        <Spoiler label="What ping said">
          <pre className={classes.said}>{pair.result.said}</pre>
        </Spoiler>
      ) : null}
      <div className={classes.buttons}>
        <Button leftSection={<IconPlayerPlayFilled size={14} />} onClick={walkPacket}>
          Walk the packet
        </Button>
        {answers ? (
          <Button onClick={() => setLeg(leg === 'request' ? 'reply' : 'request')}>
            {leg === 'request' ? 'Show the reply' : 'Show the request'}
          </Button>
        ) : null}
      </div>
      <ol className={classes.hops} aria-label={leg === 'request' ? 'Way of the request' : 'Way of the reply'}>
        {hops.map((hop, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a packet may pass one thing twice
          <HopRow key={index} hop={hop} />
        ))}
      </ol>
    </section>
  );
}

function HopRow({ hop }: { readonly hop: Hop }) {
  const tag = useDocument(({ lab }) => (lab ? tagOfThing(lab, hop.at) : undefined));
  return (
    <li data-vlan={tag} data-outcome={hop.outcome}>
      <button type="button" title={hop.at} onClick={() => selectThing(hop.at)}>
        {hop.at.split(/[/:]/).at(-1)}
      </button>
      <span>
        {hop.text}
        {hop.rule ? <code className={classes.rule}>{hop.rule}</code> : null}
      </span>
    </li>
  );
}

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
