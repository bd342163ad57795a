import { SegmentedControl } from '@mantine/core';
import { expectedOf } from '../../../shared/lab/expectations.ts';
import { expectOfPair } from '../../actions/pair.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { notEditable } from '../../store/draw/gestures.ts';
import type { PairEnd } from '../../store/selection.ts';
import { reason } from '../../ui/off.ts';
import classes from './PairDetail.module.css';

const WISHES = { predicted: undefined, reachable: true, unreachable: false } as const;
type Wish = keyof typeof WISHES;

/** What is expected of a pair: by itself whatever is predicted, else what is said here and stands in the file. */
export function ExpectSwitch({ from, to }: { readonly from: string; readonly to: PairEnd }) {
  const said = useDocument(({ lab }) => (lab ? expectedOf(lab, from, to.id) : undefined));
  const whyNot = useDocument(notEditable);
  const value: Wish = said === undefined ? 'predicted' : said ? 'reachable' : 'unreachable';
  return (
    <div className={classes.expect}>
      <span id="expected-of-pair">Expected</span>
      <SegmentedControl
        size="xs"
        aria-labelledby="expected-of-pair"
        value={value}
        disabled={whyNot !== undefined}
        {...reason(whyNot)}
        onChange={(wish) => expectOfPair(WISHES[wish as Wish], { from, to })}
        data={[
          { value: 'predicted', label: 'As predicted' },
          { value: 'reachable', label: 'Reachable' },
          { value: 'unreachable', label: 'Not reachable' },
        ]}
      />
    </div>
  );
}
