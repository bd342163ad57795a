import { useEffect, useState } from 'react';
import { useLitRoute } from '../../derived/lit-route.ts';
import { pairWords } from '../../derived/pair-words.ts';
import { useIsOld, useReach } from '../../derived/reach.ts';
import { resultWords } from '../../derived/result-words.ts';
import { runningActivity, useRun } from '../../derived/shown-run.ts';
import { followSteps } from '../../store/document/steps.ts';
import { useSelection } from '../../store/selection.ts';
import { count } from '../../ui/words.ts';

/** What those who see the window read off its colours, said to those who hear it: the chosen pair, results, and drift. */
export function Announcer() {
  return (
    <div className="visually-hidden">
      <p aria-live="polite">
        <ChosenPair />
      </p>
      <p aria-live="polite">
        <Results />
      </p>
      <p aria-live="polite">
        <Steps />
      </p>
    </div>
  );
}

function ChosenPair() {
  const chosen = useSelection(({ selection }) => (selection?.kind === 'pair' ? selection : undefined));
  const lit = useLitRoute();
  const reach = useReach();
  if (!chosen || !lit) return null;
  const pair = reach.pair(chosen.from, chosen.to);
  return pair ? `${pair.from} to ${pair.to.id}: ${pairWords(pair)}` : null;
}

/** Each step of drawing as it is done, undone or done again. */
function Steps() {
  const [said, setSaid] = useState('');
  useEffect(() => {
    let count = 0;
    return followSteps((words) => {
      count += 1;
      // The same step twice is said twice: a text that stays is read once.
      setSaid(count % 2 === 0 ? words : `${words}\u00a0`);
    });
  }, []);
  return said;
}

function Results() {
  const { measured, disagreeing, came } = useReach();
  const announced = useRun(({ pings }) => pings.size);
  const old = useIsOld();
  const running = useRun((state) => runningActivity(state) !== undefined);
  if (running || measured === 0) return null;
  const drifted = disagreeing.filter(({ now }) => now !== undefined).length;
  if (drifted > 0) return `Something has changed on a host: ${count(drifted, 'ping')} would go differently now.`;
  return resultWords({ came, measured, announced, old });
}
