import { create } from 'zustand';
import type { Target } from '../../../shared/api.ts';
import type { Intent } from '../../../shared/plan/plan.ts';
import { showPanels } from '../panes.ts';

export type Tab = 'problems' | 'plan' | 'run' | 'reach' | 'terminal' | 'yaml';

/** A lab file's text, and where it runs. */
export interface RunSource {
  readonly text: string;
  readonly target: Target;
  /** As `placeKey` writes it; undefined: the text is no lab. */
  readonly place: string | undefined;
}

interface FlowState {
  readonly tab: Tab;
  /** A plan that was asked for in order to run it, and waits for the person's word. */
  readonly asked:
    | {
        readonly intent: Intent;
        readonly activity: string | undefined;
        /** The drawing has errors, and the person has not said that it is to be deployed all the same. */
        readonly doubtful?: boolean;
      }
    | undefined;
  /** The text that each of this window's plans was made from. */
  readonly texts: ReadonlyMap<string, string>;
  /** The places of activities that this window has asked for and that have not begun: nothing else is begun there meanwhile. */
  readonly starting: readonly (string | undefined)[];
  /** Activities that this window has asked to stop. */
  readonly stopping: ReadonlySet<string>;
  /** Deploys of this window, each with what it deploys: verified when they are done. */
  readonly deploys: ReadonlyMap<string, RunSource>;
}

/** What the person is in the middle of. */
export const useFlow = create<FlowState>()(() => ({
  tab: 'reach',
  asked: undefined,
  texts: new Map(),
  starting: [],
  stopping: new Set(),
  deploys: new Map(),
}));

/** What only tells how it goes is not forced on somebody who has folded the panels. */
export function showTab(tab: Tab): void {
  useFlow.setState({ tab });
  if (tab !== 'run' && tab !== 'reach') showPanels(true);
}
