import { SegmentedControl } from '@mantine/core';
import type { Target } from '../../../shared/api.ts';
import { useConnection } from '../../store/connection/connection-store.ts';
import { chooseTarget } from '../../store/flow/target.ts';
import { reason } from '../../ui/off.ts';
import { useWhyNotThere } from './use-why-not-there.ts';

/** Where Deploy goes: one switch, so that nobody mistakes practised for real. */
export function TargetSwitch() {
  const target = useConnection((state) => state.target);
  const whyNot = useWhyNotThere(target === 'practice' ? 'real' : 'practice');
  return (
    <SegmentedControl
      size="xs"
      aria-label="Where the lab runs"
      value={target}
      disabled={whyNot !== undefined}
      {...reason(whyNot)}
      onChange={(value) => chooseTarget(value as Target)}
      data={[
        { value: 'practice', label: 'Practice' },
        { value: 'real', label: 'Real hosts' },
      ]}
    />
  );
}
