import { IconBandage } from '@tabler/icons-react';
import type { Cure } from '../../../shared/draw/cures.ts';
import { CureButton } from '../../ui/CureButton.tsx';
import { count } from '../../ui/words.ts';
import classes from './CureOffer.module.css';

interface Props {
  readonly cure: Cure;
  /** How many pings are lost. */
  readonly lost: number;
  /** Undefined: it is said only, while the pointer is at something else. */
  readonly onTake?: (() => void) | undefined;
}

/** What would bring the lost pings back, by one press. */
export function CureOffer({ cure, lost, onTake }: Props) {
  const all = cure.regained === lost;
  return (
    <div className={classes.offer} role="note" aria-label="What would keep the pings">
      <p>
        {all
          ? `Want to keep ${lost === 1 ? 'it' : lost === 2 ? 'both' : `all ${lost}`}?`
          : `Want to keep ${cure.regained} of ${count(lost, 'ping')}?`}
      </p>
      {onTake === undefined ? (
        <p className={classes.words}>
          <IconBandage size={14} /> {cure.title}: offered after the drop
        </p>
      ) : (
        <CureButton size="compact-sm" title={cure.title} onTake={onTake} />
      )}
    </div>
  );
}
