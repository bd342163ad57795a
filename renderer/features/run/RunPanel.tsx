import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Problem } from '../../../shared/problem.ts';
import { listed } from '../../../shared/shown.ts';
import { useDerived } from '../../derived/derive.ts';
import { useReach } from '../../derived/reach.ts';
import { isStarting, isStopping, runningActivity, useRun } from '../../derived/shown-run.ts';
import { showTab } from '../../store/flow/flow-store.ts';
import type { MarkState } from '../../store/run/marks.ts';
import type { ActivityState, Lane, RunStep, StepStatus } from '../../store/run/state.ts';
import { selectThing } from '../../store/selection.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ProblemText } from '../../ui/ProblemText.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { clock, count, duration } from '../../ui/words.ts';
import { ResetHost } from '../practice/ResetHost.tsx';
import { Copying } from './Copying.tsx';
import { Output } from './Output.tsx';
import classes from './RunPanel.module.css';
import { problemOfLane, problemsOfRun } from './told.ts';
import { shown } from './which-run.ts';
import { endedWords, hostPhaseWords, runningWords } from './words.ts';

/** One lane per host with its steps, times and live output. */
export function RunPanel() {
  const activity = useRun(shown);
  const running = useRun((state) => runningActivity(state) !== undefined);
  const starting = useDerived(isStarting);
  // What was before is not what has just been asked for.
  if (starting && !running) {
    return (
      <div className={classes.run}>
        <p className={classes.head} role="status">
          Beginning…
        </p>
      </div>
    );
  }
  if (!activity) {
    return (
      <Empty title="Nothing has run yet">
        <p>
          Deploy looks at each host, makes what is missing there over one SSH connection, and leaves alone what stands.
          Each host gets a lane here, with its steps, times and output as they come. Then every container pings every
          other.
        </p>
      </Empty>
    );
  }
  return (
    <div className={classes.run}>
      <RunHead state={activity} />
      {problemsOfRun(activity).map((problem, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: problems have no identity
        <Trouble key={index} problem={problem} />
      ))}
      <div className={classes.lanes}>
        {activity.lanes.map((lane) => (
          <LaneView key={lane.host} lane={lane} destroys={activity.activity.kind === 'destroy'} />
        ))}
      </div>
    </div>
  );
}

function RunHead({ state: { activity, ended, lanes } }: { readonly state: ActivityState }) {
  const stopping = useRun(isStopping);
  if (!ended) {
    return (
      <p className={classes.head} role="status">
        <strong>{stopping ? 'Stopping…' : runningWords(activity.kind)}</strong>{' '}
        <span>
          {stopping
            ? 'nothing new begins; what runs comes to the end of its step'
            : `since ${clock(activity.startedAt)}`}
        </span>
      </p>
    );
  }
  const changes = activity.kind === 'deploy' || activity.kind === 'destroy';
  return (
    <p className={classes.head} role="status">
      <strong>
        {endedWords(activity.kind, ended.outcome)}
        {changes ? `, ${count(ended.count, 'change')}` : ''}
      </strong>{' '}
      <span>
        {clock(ended.at)}, in {duration(ended.ms)}
      </span>
      {ended.outcome === 'done' || !changes ? null : <Done lanes={lanes} />}
      {/* What only measures leaves a host as it was known. */}
      {changes && ended.unknown.length > 0 ? <span>nothing is known of {listed(ended.unknown)}</span> : null}
      {activity.kind === 'verify' ? <Otherwise activity={activity.id} /> : null}
      {activity.kind === 'destroy' ? <LeftOver lanes={lanes} proven={ended.outcome === 'done'} /> : null}
    </p>
  );
}

/** Of the newest verify: how many pings came out otherwise than they should, and the way to them. */
function Otherwise({ activity }: { readonly activity: string }) {
  const newest = useRun(({ verify }) => verify?.activity === activity);
  const { came, measured } = useReach();
  if (!newest || came.otherwise === 0) return null;
  return (
    <Button variant="subtle" size="compact-xs" onClick={() => showTab('reach')}>
      {came.otherwise} of {count(measured, 'ping')} otherwise than predicted or expected: show them
    </Button>
  );
}

/** How far a run came that did not come to its end; each lane lists its steps. */
function Done({ lanes }: { readonly lanes: readonly Lane[] }) {
  const steps = lanes.flatMap((lane) => lane.steps);
  const of = (...wanted: StepStatus[]): number => steps.filter(({ status }) => wanted.includes(status)).length;
  const [failed, unknown] = [of('failed'), of('unknown')];
  const words = [
    `${of('done')} of ${steps.length} done`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(unknown > 0 ? [`${unknown} not known`] : []),
    `${of('waiting', 'skipped', 'running')} not done`,
  ];
  return <span>{words.join(' · ')}</span>;
}

/** The sum of what the hosts said after a destroy; each lane has the lines. */
function LeftOver({ lanes, proven }: { readonly lanes: readonly Lane[]; readonly proven: boolean }) {
  const left = lanes.filter(({ residue }) => (residue?.length ?? 0) > 0).map(({ host }) => host);
  if (left.length > 0) return <span className={classes.left}>something is left on {left.join(', ')}</span>;
  return proven ? <span className={classes.clean}>nothing is left: all hosts are as they were before</span> : null;
}

const STATUS_MARKS: Readonly<Record<StepStatus, MarkState>> = {
  waiting: 'absent',
  running: 'changing',
  done: 'present',
  failed: 'failing',
  skipped: 'absent',
  unknown: 'differs',
};

function LaneView({ lane, destroys }: { readonly lane: Lane; readonly destroys: boolean }) {
  const ended = lane.steps.filter(({ status }) => status === 'done').length;
  const problem = problemOfLane(lane);
  return (
    <section className={classes.lane} aria-label={`Run on ${lane.host}`}>
      <h2>
        <StateMark state={phaseMark(lane)} />
        {lane.host}
        <span>
          {hostPhaseWords(lane.phase)}
          {lane.steps.length > 0 ? ` · ${ended} of ${lane.steps.length}` : ''}
        </span>
      </h2>
      {problem ? <Trouble problem={problem} /> : null}
      <ol>
        {lane.steps.map((step) => (
          <StepRow key={`${step.change.action} ${step.change.resource}`} host={lane.host} step={step} />
        ))}
      </ol>
      {destroys && lane.residue ? <Residue lines={lane.residue} /> : null}
    </section>
  );
}

function StepRow({ host, step }: { readonly host: string; readonly step: RunStep }) {
  const [pinned, setPinned] = useState<boolean | undefined>(undefined);
  const open = pinned ?? (step.status === 'running' || step.status === 'failed');
  const { change } = step;
  return (
    <li data-status={step.status}>
      <button type="button" className={classes.step} aria-expanded={open} onClick={() => setPinned(!open)}>
        <StateMark state={STATUS_MARKS[step.status]} word={step.status} />
        <span className={classes.summary}>{change.summary}</span>
        <span className="visually-hidden">{step.status}</span>
        <span className={classes.time}>{step.ms === undefined ? '' : duration(step.ms)}</span>
      </button>
      {open ? (
        <div className={classes.detail}>
          {step.progress && step.status === 'running' ? (
            <Copying progress={step.progress} what={change.summary} />
          ) : null}
          {step.problem ? <ProblemText problem={withoutDetail(step.problem)} /> : null}
          {step.problem ? <ResetHost problem={{ ...step.problem, subject: host }} /> : null}
          <Output
            name={change.summary}
            commands={change.commands}
            text={step.output || (step.problem?.detail?.output ?? '')}
          />
          <Button variant="subtle" size="compact-xs" onClick={() => selectThing(change.subject)}>
            Show {change.subject}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

/** The step's own command and output are right below. */
function withoutDetail(problem: Problem): Problem {
  const { detail: _, ...rest } = problem;
  return rest;
}

function Residue({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return <p className={classes.residue}>Nothing is left: this host is as it was before.</p>;
  return (
    <div className={classes.residue} data-left="true">
      <strong>Left on this host</strong>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

function Trouble({ problem }: { readonly problem: Problem }) {
  return (
    <div className={classes.trouble}>
      <StateMark state={problem.severity === 'error' ? 'failing' : 'differs'} />
      <ProblemText problem={problem} />
      <ResetHost problem={problem} />
    </div>
  );
}

function phaseMark({ phase }: Lane): MarkState {
  if (phase === 'done') return 'present';
  if (phase === 'failed') return 'failing';
  if (phase === 'unknown' || phase === 'cancelled') return 'differs';
  return phase === 'waiting' || phase === 'skipped' ? 'absent' : 'changing';
}
