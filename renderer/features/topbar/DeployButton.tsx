import { Button, Loader, Popover } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { mayRun } from '../../../shared/plan/lab-plan.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { useProblems } from '../../derived/problems.ts';
import { planOf, useRun } from '../../derived/shown-run.ts';
import { askToRun, changesOf, deploy, runPlan, stopAsking } from '../../store/flow/commands.ts';
import { showTab, useFlow } from '../../store/flow/flow-store.ts';
import type { off } from '../../ui/off.ts';
import { count } from '../../ui/words.ts';
import classes from './TopBar.module.css';

/** Without a fresh plan one is made first, and what it will do is said before it is done. */
export function DeployButton({ why }: { readonly why: ReturnType<typeof off> }) {
  const asked = useFlow((state) => (state.asked?.intent === 'deploy' ? state.asked : undefined));
  const plan = useRun((state) => planOf(state, asked?.activity));
  const ended = useRun(
    (state) => state.activities.find(({ activity }) => activity.id === asked?.activity)?.ended?.outcome,
  );
  const failed = !plan && ended !== undefined;
  // While the hosts are looked at, questions about them are answered elsewhere on the screen.
  const closes = plan !== undefined || failed || asked?.doubtful === true;
  return (
    <Popover
      opened={asked !== undefined}
      onDismiss={stopAsking}
      closeOnClickOutside={closes}
      closeOnEscape={closes}
      position="bottom-end"
      shadow="md"
      trapFocus
      withRoles={false}
    >
      <Popover.Target>
        <Button
          variant="filled"
          leftSection={<IconPlayerPlayFilled size={14} />}
          onClick={() => void (asked ? stopAsking() : askToRun('deploy'))}
          {...why}
          // The focus stays here when the question comes after the look at the hosts.
          onKeyDown={({ key }) => {
            if (key === 'Escape' && asked && closes) stopAsking();
          }}
        >
          Deploy
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label="Deploy">
        <div className={classes.popover}>
          {asked?.doubtful ? <Doubtful /> : plan ? <Ready plan={plan} /> : failed ? <Failed /> : <Looking />}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Hosts would refuse part of it, or it would not do what is drawn: that is said before anything is touched. */
function Doubtful() {
  const errors = useProblems().filter(({ severity }) => severity === 'error');
  return (
    <>
      <p>
        <strong>{count(errors.length, 'error')} in the drawing</strong>
      </p>
      <ul className={classes.doubts}>
        {errors.slice(0, 3).map((problem, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: problems have no identity
          <li key={index}>{problem.message}</li>
        ))}
        {errors.length > 3 ? <li>and {errors.length - 3} more</li> : null}
      </ul>
      <div className={classes.buttons}>
        <Button onClick={() => void deploy()}>Deploy all the same</Button>
        <Button variant="filled" data-autofocus onClick={leaveTo('problems')}>
          Show problems
        </Button>
      </div>
    </>
  );
}

function Looking() {
  return (
    <div className={classes.running} role="status">
      <Loader size="xs" />
      <span>Looking at the hosts…</span>
      <Button onClick={stopAsking}>Not now</Button>
    </div>
  );
}

function Failed() {
  return (
    <>
      <p>The plan could not be made. Its panel says why.</p>
      <div className={classes.buttons}>
        <Button data-autofocus onClick={leaveTo('plan')}>
          Show
        </Button>
      </div>
    </>
  );
}

function Ready({ plan }: { readonly plan: Plan }) {
  const hosts = plan.hosts.filter(({ changes }) => changes.length > 0).length;
  if (!mayRun(plan)) {
    return (
      <>
        <p>The plan has errors. It says what they are, and what to do about them.</p>
        <div className={classes.buttons}>
          <Button data-autofocus onClick={leaveTo('plan')}>
            Show plan
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      <p>
        <strong>
          {count(hosts, 'host')}, {count(changesOf(plan), 'change')}
        </strong>
      </p>
      <div className={classes.buttons}>
        <Button onClick={leaveTo('plan')}>Show plan</Button>
        <Button variant="filled" data-autofocus onClick={() => void runPlan(plan)}>
          Deploy now
        </Button>
      </div>
    </>
  );
}

const leaveTo = (tab: 'plan' | 'problems') => (): void => {
  stopAsking();
  showTab(tab);
};
