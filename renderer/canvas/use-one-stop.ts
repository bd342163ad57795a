import { type RefObject, useEffect, useRef } from 'react';
import { useSelection } from '../store/selection.ts';

/**
 * Tab stops once at the drawing: at what had the focus there last. When that is drawn anew, folded or unfolded, it keeps the
 * focus, and it goes with what is chosen: a copy is what the next key is for. Nodes come and go by React Flow's own renders, so the
 * document itself is watched.
 */
export function useOneStop(): RefObject<HTMLElement | null> {
  const canvas = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    let last: { readonly thing: string; readonly at: HTMLElement } | undefined;
    const stopAt = (thing: HTMLElement): void => {
      for (const other of element.querySelectorAll<HTMLElement>('[data-thing][tabindex="0"]')) other.tabIndex = -1;
      thing.tabIndex = 0;
    };
    const onFocus = ({ target }: FocusEvent): void => {
      // Whoever has the focus elsewhere, as a name that is typed, gives it on by itself.
      last = undefined;
      if (!(target instanceof HTMLElement) || target.dataset.thing === undefined || !element.contains(target)) return;
      stopAt(target);
      last = { thing: target.dataset.thing, at: target };
    };
    const keep = (): void => {
      if (last && !last.at.isConnected && document.activeElement === document.body) {
        element.querySelector<HTMLElement>(`[data-thing="${CSS.escape(last.thing)}"]`)?.focus({ preventScroll: true });
      }
      if (element.querySelector('[data-thing][tabindex="0"]')) return;
      const first = element.querySelector<HTMLElement>('[data-thing]');
      if (first) stopAt(first);
    };
    const follow = (from: Element | null): void => {
      const now = document.activeElement;
      // Whoever went on meanwhile is where they want to be.
      if (now !== from) return;
      const isAt = now instanceof HTMLElement && now.dataset.thing !== undefined && element.contains(now);
      if (!isAt || now.getAttribute('aria-pressed') === 'true') return;
      element.querySelector<HTMLElement>('[data-thing][aria-pressed="true"]')?.focus({ preventScroll: true });
    };
    // What is chosen is drawn within a frame, and a new thing in the one after.
    const unsubscribe = useSelection.subscribe(() => {
      const from = document.activeElement;
      requestAnimationFrame(() => requestAnimationFrame(() => follow(from)));
    });
    const observer = new MutationObserver(keep);
    observer.observe(element, { childList: true, subtree: true });
    document.addEventListener('focusin', onFocus);
    keep();
    return () => {
      unsubscribe();
      observer.disconnect();
      document.removeEventListener('focusin', onFocus);
    };
  }, []);
  return canvas;
}
