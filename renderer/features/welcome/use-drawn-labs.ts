import { useEffect, useMemo, useState } from 'react';
import type { Lab } from '../../../shared/lab/lab.ts';
import { vlanOrder } from '../../../shared/lab/vlan-colours.ts';
import { labOf, labsRead, startingLabs } from '../../store/document/starting-labs.ts';

interface DrawnLabs {
  /** From the first on, as many as have been read. */
  readonly labs: readonly (Lab | undefined)[];
  /** All VLANs of these, in the order in which colours are given. */
  readonly vlans: readonly number[];
}

/** The longest that a picture lets itself wait for a window with nothing to do, in milliseconds. */
const PATIENCE = 2_000;

/** The starting labs, one after the other while the window has nothing else to do: one can be chosen before it is drawn. */
export function useDrawnLabs(): DrawnLabs {
  const [count, setCount] = useState(labsRead);
  useEffect(() => {
    const next = startingLabs[count];
    if (!next) return;
    const waiting = requestIdleCallback(
      () => {
        labOf(next);
        setCount(count + 1);
      },
      { timeout: PATIENCE },
    );
    return () => cancelIdleCallback(waiting);
  }, [count]);
  return useMemo(() => {
    const labs = startingLabs.slice(0, count).map(labOf);
    return { labs, vlans: [...new Set(labs.flatMap((lab) => (lab ? vlanOrder(lab) : [])))] };
  }, [count]);
}
