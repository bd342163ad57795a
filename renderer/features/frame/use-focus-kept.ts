import { useEffect } from 'react';

/**
 * What had the focus may go away with what it did: the focus then goes to the next step of an empty lab, else to the main region,
 * and never falls to the body.
 */
export function useFocusKept(): void {
  useEffect(() => {
    let last: Element | null = null;
    const remember = ({ target }: FocusEvent): void => {
      last = target as Element;
    };
    const isLost = (): boolean => document.activeElement === document.body && last !== null && !last.isConnected;
    const find = (): void => {
      if (!isLost()) return;
      const to = document.querySelector<HTMLElement>('[data-next-step]') ?? document.querySelector('main');
      // What is fetched only now comes with the next change of the window.
      to?.focus({ preventScroll: true });
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
