import { Progress } from '@mantine/core';
import { bytesShown } from '../../../shared/resources/supply.ts';
import type { CopyProgress } from '../../store/run/state.ts';
import classes from './Copying.module.css';

/** How far a copy to a host is: of what is read where that is known, and what goes over the network. */
export function Copying({ progress, what }: { readonly progress: CopyProgress; readonly what: string }) {
  const { done, total, sent, perSecond } = progress;
  const known = total !== undefined && total > 0;
  const share = known ? Math.min(100, Math.floor((done / total) * 100)) : undefined;
  return (
    <div className={classes.copying}>
      {share === undefined ? null : <Progress value={share} aria-label={`${what}: ${share} %`} />}
      <span>
        {known ? `${bytesShown(done)} of ${bytesShown(total)} · ` : ''}
        {bytesShown(sent)} sent{perSecond > 0 ? ` · ${bytesShown(perSecond)}/s` : ''}
      </span>
    </div>
  );
}
