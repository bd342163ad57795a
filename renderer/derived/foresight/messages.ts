/** What the window and its predicting worker say to each other. */
import type { HostState } from '../../../shared/host/state.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import type { PredictionTable } from '../../../shared/reach/prediction.ts';
import type { Verdict as Explanation } from '../../../shared/reach/verdict.ts';
import type { PairEnd } from '../../store/selection.ts';

/** Of the drawing before it is deployed, or of the hosts as they tell that they are. */
export type Voice = 'drawing' | 'hosts';

export type Request =
  | { readonly kind: 'predict'; readonly voice: 'drawing'; readonly id: number; readonly lab: Lab }
  | {
      readonly kind: 'predict';
      readonly voice: 'hosts';
      readonly id: number;
      readonly lab: Lab;
      /** Those that have changed since they were told last. */
      readonly changed: ReadonlyMap<string, HostState>;
      readonly names: readonly string[];
    }
  | {
      readonly kind: 'explain';
      readonly voice: Voice;
      /** Of the prediction that is asked. */
      readonly id: number;
      readonly from: string;
      readonly to: PairEnd;
    };

export type Answer =
  | {
      readonly kind: 'predicted';
      readonly voice: Voice;
      readonly id: number;
      /** Undefined: it has more cells than are worth handing over. */
      readonly table: PredictionTable | undefined;
    }
  | {
      readonly kind: 'explained';
      readonly voice: Voice;
      readonly id: number;
      readonly from: string;
      readonly to: PairEnd;
      /** Undefined: there is no such pair, or that prediction is forgotten. */
      readonly explanation: Explanation | undefined;
    };
