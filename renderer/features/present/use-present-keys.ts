import { useEffect } from 'react';
import { useWalking } from '../../derived/walking.ts';
import { useSelection } from '../../store/selection.ts';
import { goToStep, pause, play, useWalk, walk } from '../../store/walk.ts';
import { leavePresenting } from './PresentButton.tsx';

/** Arrow keys (and the keys of a clicker) go on and back, the space bar plays, Escape ends. */
export function usePresentKeys(): void {
  const walking = useWalking();
  const playing = useWalk((state) => state.playing);
  const pair = useSelection(({ selection }) => selection?.kind === 'pair');
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      // A dialog on top has its own keys.
      if ((event.target as Element).closest?.('[role=dialog], [role=menu]')) return;
      const count = walking?.steps.length ?? 0;
      switch (event.key) {
        case 'ArrowRight':
        case 'ArrowDown':
        case 'PageDown':
          if (walking) goToStep(walking.step + 1, count);
          else if (pair) beginPaused();
          else return;
          break;
        case 'ArrowLeft':
        case 'ArrowUp':
        case 'PageUp':
          if (!walking) return;
          goToStep(walking.step - 1, count);
          break;
        case ' ':
          if ((event.target as Element).closest?.('button')) return;
          if (!walking) return;
          if (playing) pause();
          else play(count);
          break;
        case 'Escape':
          leavePresenting();
          break;
        default:
          return;
      }
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [walking, playing, pair]);
}

function beginPaused(): void {
  walk();
  pause();
}
