import { SegmentedControl, Tooltip } from '@mantine/core';
import type { Target } from '../../../shared/api.ts';
import { useConnection } from '../../store/connection/connection-store.ts';

/** Where Deploy goes: one switch, so that nobody mistakes practised for real. */
export function TargetSwitch() {
  const target = useConnection((state) => state.target);
  const practice = useConnection(({ hello }) => hello?.practice === true);
  const control = (
    <SegmentedControl
      size="xs"
      aria-label="Where the lab runs"
      value={target}
      onChange={(value) => useConnection.setState({ target: value as Target })}
      data={[
        { value: 'practice', label: 'Practice', disabled: !practice },
        { value: 'real', label: 'Real hosts' },
      ]}
    />
  );
  if (practice) return control;
  return (
    <Tooltip label="Practice hosts are not part of this version: the lab runs on real hosts.">
      <div>{control}</div>
    </Tooltip>
  );
}
