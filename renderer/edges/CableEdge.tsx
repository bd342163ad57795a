import type { EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { toSvg } from '../../shared/drawing/path.ts';
import { chooseThing } from '../canvas/choose.ts';
import { useIsGhost } from '../canvas/ghosts.ts';
import { useOffPath } from '../canvas/off-path.ts';
import type { CableEdgeType } from '../canvas/view.ts';
import { vlanThing } from '../store/selection.ts';
import classes from './CableEdge.module.css';

/** One wire per tag, from the NIC to the stripe that it is plugged into. */
export const CableEdge = memo(function CableEdge({ data }: EdgeProps<CableEdgeType>) {
  const off = useOffPath(data?.cable.id ?? '');
  const ghost = useIsGhost(`cable ${data?.cable.id ?? ''}`);
  if (!data) return null;
  const { cable } = data;
  const { x, y } = cable.plug;
  return (
    <g data-vlan={cable.tag} data-off-path={off} data-ghost={ghost || undefined}>
      {/* The keyboard chooses what a wire leads from. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: see above */}
      <path className={classes.hit} d={toSvg(cable.path)} onClick={() => chooseThing(vlanThing(cable.tag))} />
      <path className={classes.wire} d={toSvg(cable.path)} data-carried={cable.carried} />
      {cable.carried ? (
        <circle className={classes.plug} cx={x} cy={y} r={5.5} />
      ) : (
        <path className={classes.refused} d={`M${x - 5},${y - 5}l10,10M${x + 5},${y - 5}l-10,10`} />
      )}
    </g>
  );
});
