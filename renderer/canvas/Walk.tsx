import { lazy } from 'react';
import { useWalking } from '../derived/walking.ts';
import { Asked } from '../ui/Asked.tsx';

const WalkControls = lazy(async () => ({ default: (await import('./WalkControls.tsx')).WalkControls }));

/** The controls of a walking packet, fetched when somebody walks first. */
export function Walk({ presenting = false }: { readonly presenting?: boolean }) {
  const walking = useWalking() !== undefined;
  return (
    <Asked now={walking}>
      <WalkControls presenting={presenting} />
    </Asked>
  );
}
