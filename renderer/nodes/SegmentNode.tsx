import type { NodeProps } from '@xyflow/react';
import { memo, type ReactNode } from 'react';
import { tagWords } from '../../shared/drawing/tags.ts';
import type { Stripe } from '../../shared/drawing/types.ts';
import { segmentNamed } from '../../shared/lab/lab.ts';
import { chooseThing } from '../canvas/choose.ts';
import { useIsGhost } from '../canvas/ghosts.ts';
import { nameOfSegment } from '../canvas/names.ts';
import { useOffPath } from '../canvas/off-path.ts';
import type { SegmentNodeType } from '../canvas/view.ts';
import { useDocument } from '../store/document/document-store.ts';
import { useIsSelected } from '../store/selection.ts';
import { Spoken } from '../ui/Spoken.tsx';
import { TargetEnd } from './Ends.tsx';
import classes from './SegmentNode.module.css';

/** The trunk made visible: one stripe per VLAN that it carries, the id written at its head. */
export const SegmentNode = memo(function SegmentNode({ data: { bar } }: NodeProps<SegmentNodeType>) {
  const name = useDocument(({ lab }) => {
    const segment = lab && segmentNamed(lab, bar.id);
    return lab && segment ? nameOfSegment(segment, lab) : bar.id;
  });
  const selected = useIsSelected(bar.id);
  const ghost = useIsGhost(`segment ${bar.id}`);
  const { rect } = bar;
  return (
    <>
      <button
        type="button"
        className={classes.bar}
        style={{ width: rect.width, height: rect.height }}
        aria-pressed={selected}
        data-thing={bar.id}
        data-selected={selected}
        data-ghost={ghost || undefined}
        onClick={() => chooseThing(bar.id)}
      >
        <Spoken name={name}>
          <span className={classes.name}>
            <strong>{bar.id}</strong>
            <span data-tell="terse">{bar.carries}</span>
          </span>
          {bar.stripes.map((stripe) => (
            <StripeLine key={stripe.vertex} stripe={stripe}>
              <span
                className={classes.label}
                data-tell="terse"
                style={{ top: stripe.y - rect.y - 8, right: rect.width - (stripe.x1 - rect.x) + 8 }}
              >
                {tagWords(stripe.tag)}
              </span>
              <span
                className={classes.stripe}
                style={{ top: stripe.y - rect.y - 2.5, left: stripe.x1 - rect.x, width: stripe.x2 - stripe.x1 }}
              />
            </StripeLine>
          ))}
        </Spoken>
      </button>
      <TargetEnd />
    </>
  );
});

function StripeLine({ stripe, children }: { readonly stripe: Stripe; readonly children: ReactNode }) {
  const off = useOffPath(stripe.vertex);
  const ghost = useIsGhost(stripe.vertex);
  return (
    <span data-vlan={stripe.tag} data-off-path={off} data-ghost={ghost || undefined}>
      {children}
    </span>
  );
}
