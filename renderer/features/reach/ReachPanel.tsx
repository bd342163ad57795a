import { Button } from '@mantine/core';
import { MOST_MEASURED } from '../../../shared/lab/limits.ts';
import { grouped } from '../../../shared/shown.ts';
import { useNow } from '../../actions/action.ts';
import { actionOf } from '../../actions/actions.ts';
import { useDerived } from '../../derived/derive.ts';
import { isForeseeing } from '../../derived/foreseeing.ts';
import type { Reach } from '../../derived/pairs.ts';
import { useIsOld, useReach } from '../../derived/reach.ts';
import { cameWords } from '../../derived/result-words.ts';
import { runningActivity, useRun } from '../../derived/shown-run.ts';
import { useConnection } from '../../store/connection/connection-store.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { verify } from '../../store/flow/commands.ts';
import { useSelection } from '../../store/selection.ts';
import { Empty } from '../../ui/Empty.tsx';
import { fetched } from '../../ui/fetched.ts';
import { off } from '../../ui/off.ts';
import { clock } from '../../ui/words.ts';
import { Legend } from './Legend.tsx';
import { MatrixTable } from './MatrixTable.tsx';
import classes from './ReachPanel.module.css';

const PairDetail = fetched(async () => (await import('./PairDetail.tsx')).PairDetail);

/** Of one thing alone, its own addresses are all that the table has. */
const hasPair = ({ sources, targets, pair }: Reach): boolean =>
  sources.some((from) => targets.some((to) => pair(from, to) !== undefined));

/** Who reaches whom: expected, predicted and measured, and the way of the selected pair. */
export function ReachPanel() {
  const reach = useReach();
  const old = useIsOld();
  const pair = useSelection(({ selection }) => (selection?.kind === 'pair' ? selection : undefined));
  const foreseeing = useDerived(isForeseeing);
  const broken = useDocument(({ document }) => document.lab === undefined);
  if (!hasPair(reach)) {
    if (foreseeing) return <Empty title="Predicting every ping…" />;
    if (broken) {
      return (
        <Empty title="No pings to predict">
          <p>The file has an error. Every ping stands here again when its text is mended.</p>
        </Empty>
      );
    }
    return (
      <Empty title="Nothing can ping yet">
        <p>
          As soon as there are two things with an address, every ping between them stands here: whether it comes back,
          and why not, before anything is deployed. Draw a host, or a container.
        </p>
      </Empty>
    );
  }
  return (
    <div className={classes.reach} data-old={old} ref={fetchWhenNear}>
      <MatrixTable reach={reach} />
      <div className={classes.detail}>{pair ? <PairDetail from={pair.from} to={pair.to} /> : <Choose />}</div>
    </div>
  );
}

/** Whoever comes here is about to choose a pair. */
function fetchWhenNear(panel: HTMLElement | null): void {
  for (const near of ['pointerenter', 'focusin']) panel?.addEventListener(near, PairDetail.ahead);
}

function Choose() {
  return (
    <div className={classes.choose}>
      <Sampled />
      <p>Choose a cell: its path is lit on the drawing, and every step of the way is explained here.</p>
      <Legend />
    </div>
  );
}

/** Of a lab with too many pairs to ping all: what was, what that says of the others, and a way to ping more. */
function Sampled() {
  const total = useRun(({ verify }) => verify?.total);
  const measured = useRun(({ pings }) => pings.size);
  const whyNot = useNow(actionOf('verify').whyNot);
  if (total === undefined || measured >= total) return null;
  const more = Math.min(total, MOST_MEASURED, measured * 10);
  return (
    <>
      <p>
        Measured are {grouped(measured)} of {grouped(total)} pairs: every kind of pair at least once, and everything at
        least once from each end. Each stands for those that are like it by all that is predicted.
      </p>
      {more > measured ? (
        <Button onClick={() => void verify(more)} {...off(whyNot)}>
          Measure {grouped(more)} pairs
        </Button>
      ) : null}
    </>
  );
}

/** @param fallback said while nothing has been measured */
export function ReachSummary({ fallback = null }: { readonly fallback?: string | null }) {
  const reach = useReach();
  const measured = useRun((state) => state.verify);
  const announced = useRun(({ pings }) => pings.size);
  const at = measured?.at;
  const practice = useConnection(({ target }) => target === 'practice');
  const old = useIsOld();
  const running = useRun((state) => runningActivity(state)?.activity.kind === 'verify');
  if (at === undefined || reach.measured === 0) return running ? 'measuring…' : fallback;
  const otherwise = reach.disagreeing.filter(({ now }) => now !== undefined).length;
  if (otherwise > 0) return `${otherwise} of ${reach.measured} pings would go differently now than at ${clock(at)}`;
  const missing = announced - reach.measured;
  const agree = cameWords(reach.came, reach.measured);
  const notPinged = !running && missing > 0 ? ` · ${grouped(missing)} not pinged` : '';
  const part =
    measured?.total !== undefined && reach.measured + missing < measured.total
      ? ` · they stand for ${grouped(measured.total)} pairs`
      : '';
  // When and where says less than that it is old.
  const far = old ? classes.ofOld : undefined;
  const when = `${running ? 'measuring since' : 'measured'} ${clock(at)}`;
  // Where there is little room, how many came back says more than when.
  return (
    <>
      <span className={classes.least} title={`${when} on ${practice ? 'simulated practice' : 'real'} hosts`}>
        {when}{' '}
        <span className={far}>
          on {practice ? <span className={classes.further}>simulated </span> : null}
          {practice ? 'practice' : 'real'} hosts
        </span>
      </span>{' '}
      <span className={classes.most}>· {agree}</span>
      <span className={classes.least}>
        {`${notPinged}${part}`}
        {old ? (
          <>
            {' '}
            · before the last change<span className={classes.ofOld}> of the lab</span>
          </>
        ) : null}
      </span>
    </>
  );
}
