import { useWalking } from '../derived/walking.ts';
import { Asked } from '../ui/Asked.tsx';
import { fetched } from '../ui/fetched.ts';

const WalkControls = fetched(async () => (await import('./WalkControls.tsx')).WalkControls);

/** The controls of a walking packet, fetched when somebody walks first. */
export function Walk({ presenting = false }: { readonly presenting?: boolean }) {
  const walking = useWalking() !== undefined;
  return (
    <Asked now={walking}>
      <WalkControls presenting={presenting} />
    </Asked>
  );
}
