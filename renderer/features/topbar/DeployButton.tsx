import { Button, Loader, Popover } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { mayRun } from '../../../shared/plan/lab-plan.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { planOf, useRun } from '../../derived/shown-run.ts';
import { askToRun, changesOf, isEmpty, runPlan, stopAsking } from '../../store/flow/commands.ts';
import { showTab, useFlow } from '../../store/flow/flow-store.ts';
import { count } from '../../ui/words.ts';
import classes from './TopBar.module.css';

/** Without a fresh plan one is made first, and what it will do is said before it is done. */
export function DeployButton({ disabled }: { readonly disabled: boolean }) {
  const asked = useFlow((state) => (state.asked?.intent === 'deploy' ? state.asked : undefined));
  const plan = useRun((state) => planOf(state, asked?.activity));
  const ended = useRun(
    (state) => state.activities.find(({ activity }) => activity.id === asked?.activity)?.ended?.outcome,
  );
  const failed = !plan && ended !== undefined;
  return (
    <Popover
      opened={asked !== undefined}
      onDismiss={stopAsking}
      // While the hosts are looked at, questions about them are answered elsewhere on the screen.
      closeOnClickOutside={plan !== undefined || failed}
      closeOnEscape={plan !== undefined || failed}
      position="bottom-end"
      shadow="md"
      trapFocus
      withRoles={false}
    >
      <Popover.Target>
        <Button
          variant="filled"
          disabled={disabled}
          leftSection={<IconPlayerPlayFilled size={14} />}
          onClick={() => void (asked ? stopAsking() : askToRun('deploy'))}
        >
          Deploy
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label="Deploy">
        <div className={classes.popover}>{plan ? <Ready plan={plan} /> : failed ? <Failed /> : <Looking />}</div>
      </Popover.Dropdown>
    </Popover>
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
        <p>Something is in the way. The plan says what, and what to do about it.</p>
        <div className={classes.buttons}>
          <Button data-autofocus onClick={leaveTo('plan')}>
            Show plan
          </Button>
        </div>
      </>
    );
  }
  if (isEmpty(plan)) {
    return (
      <>
        <p>Nothing to do: everything stands as drawn.</p>
        <div className={classes.buttons}>
          <Button data-autofocus onClick={stopAsking}>
            Close
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

const leaveTo = (tab: 'plan') => (): void => {
  stopAsking();
  showTab(tab);
};
