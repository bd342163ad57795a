import { managed } from '../../../shared/lab/lab.ts';
import { mayRun } from '../../../shared/plan/lab-plan.ts';
import { NoteKeys, useNoteTyped } from '../../canvas/NoteKeys.tsx';
import { useMark } from '../../derived/live.ts';
import { latestRun, runningActivity, useRun } from '../../derived/shown-run.ts';
import { useConnection } from '../../store/connection/connection-store.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { freshPlan, isEmpty } from '../../store/flow/commands.ts';
import { HOST_WORDS, StateMark } from '../../ui/StateMark.tsx';
import { clock, count, duration } from '../../ui/words.ts';
import { endedWords, hostPhaseWords } from '../run/words.ts';
import { PracticeNote } from './PracticeNote.tsx';
import classes from './StatusLine.module.css';

const SHOWN_HOSTS = 6;

/** Where the lab runs, how its hosts stand, and what is in it. */
export function StatusLine() {
  const lab = useDocument((state) => state.lab);
  const practice = useConnection(({ target }) => target === 'practice');
  const noteTyped = useNoteTyped();
  const hosts = lab === undefined ? [] : managed(lab);
  const containers = hosts.reduce((sum, host) => sum + host.containers.length, 0);
  return (
    <footer className={classes.status} data-region="Status" tabIndex={-1} data-practice={practice}>
      {practice ? <PracticeNote /> : <span className={classes.real}>Real hosts, over SSH</span>}
      {hosts.slice(0, SHOWN_HOSTS).map(({ name }) => (
        <HostStatus key={name} host={name} />
      ))}
      {hosts.length > SHOWN_HOSTS ? <span>and {hosts.length - SHOWN_HOSTS} more</span> : null}
      {noteTyped ? (
        <span className={`${classes.counts} ${classes.keys}`}>
          <NoteKeys />
        </span>
      ) : (
        <LastRun />
      )}
      <span>
        {lab
          ? [count(containers, 'container'), count(lab.networks.length, 'network'), count(hosts.length, 'host')].join(
              ' · ',
            )
          : ''}
      </span>
    </footer>
  );
}

/** `Deployed 10:41:07, in 12.4 s`: what was last done to the hosts. */
function LastRun() {
  const last = useRun(latestRun);
  // Of the text as it is now: what was drawn since does not stand anywhere.
  const fresh = useRun((state) => freshPlan(state, 'deploy'));
  const at = useRun(({ plan }) => plan?.at);
  if (fresh && at !== undefined && mayRun(fresh) && isEmpty(fresh)) {
    return <span className={classes.counts}>Nothing to do: everything stands as drawn. {clock(at)}</span>;
  }
  if (!last?.ended) return <span className={classes.counts} />;
  const { activity, ended } = last;
  return (
    <span className={classes.counts}>
      {endedWords(activity.kind, ended.outcome)} {clock(ended.at)}, in {duration(ended.ms)}
    </span>
  );
}

function HostStatus({ host }: { readonly host: string }) {
  const mark = useMark(host);
  const phase = useRun((state) => runningActivity(state)?.lanes.find((lane) => lane.host === host)?.phase);
  const busy = phase !== undefined && phase !== 'done';
  if (mark === 'unknown' && !busy) return <span>{host}</span>;
  return (
    <span className={classes.host}>
      <StateMark state={busy && phase !== 'failed' ? 'changing' : mark} />
      {host} {busy ? hostPhaseWords(phase) : HOST_WORDS[mark]}
    </span>
  );
}
