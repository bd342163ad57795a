import { Button } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useDocument } from '../../store/document/document-store.ts';
import { milliseconds, type Pair, verdictOf } from '../../store/prediction/pairs.ts';
import { type Hop, usePredictions } from '../../store/prediction/prediction.ts';
import { walkPacket } from '../../store/route.ts';
import { selectThing } from '../../store/selection.ts';
import { Spoiler } from '../../ui/Spoiler.tsx';
import classes from './PairDetail.module.css';
import { Legend } from './ReachPanel.tsx';
import { tagOfThing } from './tag-of-thing.ts';
import { usePairs } from './use-pairs.ts';

/** One pair: what the voices say, why, and the way of the packet with one sentence for each decision. */
export function PairDetail({ from, to }: { readonly from: string; readonly to: string }) {
  const pair = usePairs().find((item) => item.from === from && item.to === to);
  const prediction = usePredictions().find((item) => item.from === from && item.to === to);
  const [side, setSide] = useState<'request' | 'reply'>('request');
  if (!pair) return null;
  const hops = prediction?.[side] ?? [];
  return (
    <section className={classes.pair} aria-label={`${from} to ${to}`}>
      <header className={classes.head}>
        <h2>
          {from} → {to}
        </h2>
        <Verdicts pair={pair} />
        <Legend />
      </header>
      <p className={classes.reason}>{pair.reason?.text}</p>
      {pair.result?.said ? (
        <Spoiler label="What ping said">
          <pre className={classes.said}>{pair.result.said}</pre>
        </Spoiler>
      ) : null}
      <div className={classes.way}>
        <ol className={classes.hops} aria-label={side === 'request' ? 'Way of the request' : 'Way of the reply'}>
          {hops.map((hop, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a packet may pass one thing twice
            <HopRow key={index} hop={hop} />
          ))}
        </ol>
        <div className={classes.buttons}>
          <Button leftSection={<IconPlayerPlayFilled size={14} />} onClick={walkPacket}>
            Walk the packet
          </Button>
          {(prediction?.reply.length ?? 0) > 0 ? (
            <Button onClick={() => setSide(side === 'request' ? 'reply' : 'request')}>
              {side === 'request' ? 'Show the reply' : 'Show the request'}
            </Button>
          ) : null}
        </div>
      </div>
    </section>
  );
}

function HopRow({ hop }: { readonly hop: Hop }) {
  const tag = useDocument(({ lab }) => (lab ? tagOfThing(lab, hop.id) : undefined));
  return (
    <li data-vlan={tag}>
      <button type="button" onClick={() => selectThing(hop.id)}>
        {hop.id.split(/[/:]/).at(-1)}
      </button>
      <span>{hop.text}</span>
    </li>
  );
}

/** Both voices when they differ, with the loudest mark; one chip when they agree. */
function Verdicts({ pair }: { readonly pair: Pair }) {
  const { result, predicted, expected } = pair;
  const verdict = verdictOf(pair);
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
        <span className={classes.chip} data-verdict={expected ?? predicted} data-voice="predicted">
          {expected !== undefined && expected !== predicted ? `expected ${expected}` : `predicted ${predicted}`}
        </span>
      ) : null}
      <span className={classes.chip} data-verdict={verdict} data-voice="measured">
        {result.measured === 'error' ? 'ping failed' : `${result.measured}, ${result.received} of ${result.sent}${rtt}`}
      </span>
    </>
  );
}
