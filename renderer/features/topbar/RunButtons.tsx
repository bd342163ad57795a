import { Button, Progress } from '@mantine/core';
import { IconPlayerStopFilled } from '@tabler/icons-react';
import { useNow } from '../../actions/action.ts';
import { actionOf } from '../../actions/actions.ts';
import { isStopping, runningActivity, useRun } from '../../derived/shown-run.ts';
import { askToRun, cancelRunning, showPlan, verify } from '../../store/flow/commands.ts';
import { useFlow } from '../../store/flow/flow-store.ts';
import { Asked } from '../../ui/Asked.tsx';
import { fetched } from '../../ui/fetched.ts';
import { off } from '../../ui/off.ts';
import { runningWords } from '../run/words.ts';
import { DeployButton } from './DeployButton.tsx';
import { progressOf } from './progress.ts';
import classes from './TopBar.module.css';

const DestroyDialog = fetched(async () => (await import('./DestroyDialog.tsx')).DestroyDialog);

/** Plan, Deploy, Verify, Destroy; while something runs, how far it is and Cancel. */
export function RunButtons() {
  const why = off(useNow(actionOf('plan').whyNot));
  const running = useRun((state) => runningActivity(state) !== undefined);
  const asking = useFlow(({ asked }) => asked !== undefined);
  const destroying = useFlow(({ asked }) => asked?.intent === 'destroy');
  if (running && !asking) return <Running />;
  return (
    <div className={classes.run}>
      <Button className={classes.wide as string} onClick={() => void showPlan()} {...why}>
        Plan
      </Button>
      <DeployButton why={asking && !destroying ? {} : why} />
      <Button className={classes.wide as string} onClick={() => void verify()} {...why}>
        Verify
      </Button>
      <Button className={classes.wide as string} onClick={() => void askToRun('destroy')} {...why}>
        Destroy
      </Button>
      <Asked now={destroying}>
        <DestroyDialog />
      </Asked>
    </div>
  );
}

function Running() {
  const running = useRun(runningActivity);
  const stopping = useRun(isStopping);
  const share = useRun((state) => progressOf(state, runningActivity(state)));
  if (!running) return null;
  const words = stopping ? 'Stopping…' : runningWords(running.activity.kind);
  return (
    <div className={classes.run}>
      <span className={classes.words}>{words}</span>
      <Progress className={classes.progress as string} value={share * 100} aria-label={words} size="sm" />
      <Button leftSection={<IconPlayerStopFilled size={14} />} onClick={() => void cancelRunning()}>
        {stopping ? 'Do not wait' : 'Cancel'}
      </Button>
    </div>
  );
}
