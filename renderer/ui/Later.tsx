import { type ReactNode, useDeferredValue } from 'react';

/** What may come a moment after what it stands below: whoever chooses something sees first that it is chosen. */
export function Later({ children }: { readonly children: ReactNode }) {
  return useDeferredValue(true, false) ? children : null;
}
