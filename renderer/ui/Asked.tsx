import { type ReactNode, useState } from 'react';

/** A dialog whose code is fetched when it is asked for the first time. It stays from then on: it goes as it came, fading. */
export function Asked({ now, children }: { readonly now: boolean; readonly children: ReactNode }) {
  const [ever, setEver] = useState(now);
  if (now && !ever) setEver(true);
  return ever ? children : null;
}
