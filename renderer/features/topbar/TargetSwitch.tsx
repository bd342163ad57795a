import { SegmentedControl, Tooltip } from '@mantine/core';
import type { Target } from '../../../shared/api.ts';
import { runningActivity, useRun } from '../../derived/shown-run.ts';
import { useConnection } from '../../store/connection/connection-store.ts';
import { chooseTarget } from '../../store/flow/target.ts';

/** Where Deploy goes: one switch, so that nobody mistakes practised for real. */
export function TargetSwitch() {
  const target = useConnection((state) => state.target);
  const practice = useConnection(({ hello }) => hello?.practice === true);
  const running = useRun((state) => runningActivity(state) !== undefined);
  const control = (
    <SegmentedControl
      size="xs"
      aria-label="Where the lab runs"
      value={target}
      disabled={running}
      onChange={(value) => chooseTarget(value as Target)}
      data={[
        { value: 'practice', label: 'Practice', disabled: !practice },
        { value: 'real', label: 'Real hosts' },
      ]}
    />
  );
  const label = practice
    ? running && 'Something runs there: wait for its end, or cancel it.'
    : 'Practice hosts are not part of this version: the lab runs on real hosts.';
  if (label === false) return control;
  return (
    <Tooltip label={label}>
      <div>{control}</div>
    </Tooltip>
  );
}
