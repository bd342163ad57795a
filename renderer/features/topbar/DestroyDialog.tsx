import { Button, Loader, Modal } from '@mantine/core';
import { mayRun } from '../../../shared/plan/lab-plan.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { planOf, useRun } from '../../derived/shown-run.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { changesOf, isEmpty, runPlan, stopAsking } from '../../store/flow/commands.ts';
import { showTab, useFlow } from '../../store/flow/flow-store.ts';
import { off } from '../../ui/off.ts';
import { count } from '../../ui/words.ts';
import classes from './TopBar.module.css';

/** Destroy never runs unasked: the hosts are named, and what is taken away is counted. */
export function DestroyDialog() {
  const asked = useFlow((state) => (state.asked?.intent === 'destroy' ? state.asked : undefined));
  const name = useDocument(({ lab }) => lab?.name ?? 'this lab');
  const plan = useRun((state) => planOf(state, asked?.activity));
  const outcome = useRun(
    (state) => state.activities.find(({ activity }) => activity.id === asked?.activity)?.ended?.outcome,
  );
  const looking = plan === undefined && outcome === undefined;
  const takes = plan !== undefined && mayRun(plan) && !isEmpty(plan);
  return (
    <Modal opened={asked !== undefined} onClose={stopAsking} size="auto" title={<strong>Destroy {name}?</strong>}>
      <div className={classes.popover}>
        {plan ? <Ready plan={plan} /> : looking ? <Looking /> : <Failed />}
        {/* There from the beginning, however long the hosts are looked at: who has the focus on one of them keeps it. */}
        <div className={classes.buttons}>
          <Button data-autofocus onClick={stopAsking}>
            {looking || takes ? 'Cancel' : 'Close'}
          </Button>
          {plan && !mayRun(plan) ? (
            <Button
              onClick={() => {
                stopAsking();
                showTab('plan');
              }}
            >
              Show plan
            </Button>
          ) : null}
          {looking || takes ? (
            <Button
              variant="filled"
              color="red.9"
              onClick={() => plan && void runPlan(plan)}
              {...off(looking ? 'the hosts are looked at first' : undefined)}
            >
              Destroy
            </Button>
          ) : null}
        </div>
      </div>
    </Modal>
  );
}

function Looking() {
  return (
    <div className={classes.running} role="status">
      <Loader size="xs" />
      <span>Looking for what this lab put on the hosts…</span>
    </div>
  );
}

function Failed() {
  return <p>The hosts could not be looked at. The Plan panel says why.</p>;
}

function Ready({ plan }: { readonly plan: Plan }) {
  if (!mayRun(plan)) return <p>The plan has errors. It says what they are, and what to do about them.</p>;
  if (isEmpty(plan)) return <p>Nothing of this lab is on its hosts.</p>;
  const hosts = plan.hosts.filter(({ changes }) => changes.length > 0);
  return (
    <p>
      {count(changesOf(plan), 'thing')} that this lab put on {namesOf(hosts.map(({ host }) => host))} will be removed,
      and what was changed there gets its old value back. Nothing else is touched.
    </p>
  );
}

const namesOf = (names: readonly string[]): string =>
  names.length <= 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
