import { ViewportPortal } from '@xyflow/react';
import { memo } from 'react';
import { toSvg } from '../../shared/drawing/path.ts';
import type { Cable } from '../../shared/drawing/types.ts';
import { chooseThing } from '../canvas/choose.ts';
import { useIsGhost } from '../canvas/ghosts.ts';
import { useOffPath } from '../canvas/off-path.ts';
import { vlanThing } from '../store/selection.ts';
import classes from './Cables.module.css';

/**
 * The wires between hosts and segments, as one picture: their way is the drawing's own, and as edges of React Flow each would
 * ask again at every frame of a drag where its ends are. What they say the names of the interfaces say too.
 */
export const Cables = memo(function Cables({ cables }: { readonly cables: readonly Cable[] }) {
  return (
    <ViewportPortal>
      {/* Below the segments: a wire to one stripe passes over others, which are to be chosen there. */}
      <svg className={classes.hits} aria-hidden="true">
        {cables.map((cable) => (
          <CableHit key={cable.id} cable={cable} />
        ))}
      </svg>
      <svg className={classes.cables} aria-hidden="true">
        {cables.map((cable) => (
          <CableLine key={cable.id} cable={cable} />
        ))}
      </svg>
    </ViewportPortal>
  );
});

/** What is easier to meet than the wire itself. The keyboard chooses what a wire leads from. */
const CableHit = memo(function CableHit({ cable }: { readonly cable: Cable }) {
  // biome-ignore lint/a11y/noStaticElementInteractions: see above
  return <path className={classes.hit} d={toSvg(cable.path)} onClick={() => chooseThing(vlanThing(cable.tag))} />;
});

/** One wire per tag, from the NIC to the stripe that it is plugged into. */
const CableLine = memo(function CableLine({ cable }: { readonly cable: Cable }) {
  const off = useOffPath(cable.id);
  const ghost = useIsGhost(`cable ${cable.id}`);
  const { x, y } = cable.plug;
  const path = toSvg(cable.path);
  return (
    <g data-vlan={cable.tag} data-off-path={off} data-ghost={ghost || undefined}>
      <path className={classes.wire} d={path} data-carried={cable.carried} />
      {cable.carried ? (
        <circle className={classes.plug} cx={x} cy={y} r={5.5} />
      ) : (
        <path className={classes.refused} d={`M${x - 5},${y - 5}l10,10M${x + 5},${y - 5}l-10,10`} />
      )}
    </g>
  );
});
