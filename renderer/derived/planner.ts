/** Holds a drawing against hosts: fetched when there are hosts to hold it against. */
import { create } from 'zustand';
import type { untriedPlan } from '../../shared/plan/plan-host.ts';

export type Planner = typeof untriedPlan;

export const usePlanner = create<{ readonly plan: Planner | undefined }>()(() => ({ plan: undefined }));

let coming = false;

/** Undefined: it is on its way, and what follows from it is derived anew when it is there. */
export function planner(): Planner | undefined {
  const { plan } = usePlanner.getState();
  if (plan === undefined && !coming) {
    coming = true;
    import('../../shared/plan/plan-host.ts').then(
      (module) => usePlanner.setState({ plan: module.untriedPlan }),
      () => {
        // Asked again, it may come.
        coming = false;
      },
    );
  }
  return plan;
}
