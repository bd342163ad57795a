import { useEffect } from 'react';

/** What had the focus may go away with what it did: the focus then goes to the main region and never falls to the body. */
export function useFocusKept(): void {
  useEffect(() => {
    let last: Element | null = null;
    const remember = ({ target }: FocusEvent): void => {
      last = target as Element;
    };
    const isLost = (): boolean => document.activeElement === document.body && last !== null && !last.isConnected;
    const find = (): void => {
      if (!isLost()) return;
      last = null;
      document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
    };
    // Most give it on by themselves within a frame.
    const observer = new MutationObserver(() => {
      if (isLost()) requestAnimationFrame(() => requestAnimationFrame(find));
    });
    document.addEventListener('focusin', remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, []);
}
