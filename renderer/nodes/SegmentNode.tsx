import type { NodeProps } from '@xyflow/react';
import { type CSSProperties, memo, type ReactNode } from 'react';
import { tagWords } from '../../shared/drawing/tags.ts';
import type { SegmentBar, Stripe } from '../../shared/drawing/types.ts';
import { segmentNamed } from '../../shared/lab/lab.ts';
import { chooseThing } from '../canvas/choose.ts';
import { useIsGhost } from '../canvas/ghosts.ts';
import { nameOfSegment } from '../canvas/names.ts';
import { useOffPath } from '../canvas/off-path.ts';
import type { SegmentNodeType } from '../canvas/view.ts';
import { useDocument } from '../store/document/document-store.ts';
import { useIsSelected, vlanThing } from '../store/selection.ts';
import { Spoken } from '../ui/Spoken.tsx';
import { CutName } from './CutName.tsx';
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
        tabIndex={-1}
        data-selected={selected}
        data-ghost={ghost || undefined}
        onClick={() => chooseThing(bar.id)}
      >
        <Spoken name={name}>
          <span className={classes.name} style={{ '--head': `${headOf(bar)}px` } as CSSProperties}>
            <strong>
              <CutName name={bar.id} />
            </strong>
            <span data-tell="terse">{bar.carries}</span>
          </span>
        </Spoken>
      </button>
      {bar.stripes.map((stripe) => (
        <StripeLine key={stripe.vertex} bar={bar} stripe={stripe}>
          <span className={classes.label} data-tell="terse" style={{ width: LABEL - 8 }}>
            {tagWords(stripe.tag)}
          </span>
          <span className={classes.stripe} style={{ left: LABEL, width: stripe.x2 - stripe.x1 }} />
        </StripeLine>
      ))}
    </>
  );
});

/** Where there is one stripe alone. */
const ALONE = 24;
/** From the edge of a segment to its lines, where its name stands and theirs. */
const headOf = ({ rect, stripes: [first] }: SegmentBar): number => (first?.x1 ?? rect.x + rect.width) - rect.x;

/** Room for the name at the head of a stripe, as large as its letters get. */
const LABEL = 96;

/** As high as the line of each may be to be met: they stand as near to each other as their names may. */
const apart = ([first, second]: readonly Stripe[]): number => (first && second ? second.y - first.y : ALONE);

interface StripeProps {
  readonly bar: SegmentBar;
  readonly stripe: Stripe;
  readonly children: ReactNode;
}

function StripeLine({ bar, stripe, children }: StripeProps) {
  const off = useOffPath(stripe.vertex);
  const ghost = useIsGhost(stripe.vertex);
  const id = vlanThing(stripe.tag);
  const selected = useIsSelected(id);
  const target = apart(bar.stripes);
  return (
    <button
      type="button"
      className={classes.choice}
      style={{
        top: stripe.y - bar.rect.y - target / 2,
        left: stripe.x1 - bar.rect.x - LABEL,
        right: 8,
        height: target,
      }}
      tabIndex={-1}
      aria-pressed={selected}
      data-thing={stripe.vertex}
      data-selected={selected}
      data-vlan={stripe.tag}
      data-off-path={off}
      data-ghost={ghost || undefined}
      onClick={() => chooseThing(id)}
    >
      <Spoken name={`${tagWords(stripe.tag)} on ${bar.id}`}>{children}</Spoken>
    </button>
  );
}
