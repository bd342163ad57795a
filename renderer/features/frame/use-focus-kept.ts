import { useEffect } from 'react';

/**
 * What had the focus may go away with what it did: the focus then goes to the field that has come of it, to the next step of an
 * empty lab, to another thing of the drawing, else to the main region, and never falls to the body: there keys draw.
 */
export function useFocusKept(): void {
  useEffect(() => {
    let last: Element | null = null;
    let field: { readonly form: Element; readonly label: string } | undefined;
    const remember = ({ target }: FocusEvent): void => {
      last = target as Element;
      const form = last.closest('[data-form]');
      field = form === null ? undefined : { form, label: labelOf(last) };
    };
    const isLost = (): boolean => document.activeElement === document.body && last !== null && !last.isConnected;
    const find = (): void => {
      if (!isLost()) return;
      const to =
        sameField(field) ??
        document.querySelector<HTMLElement>('[data-next-step]') ??
        (last?.matches('[data-thing]') ? document.querySelector<HTMLElement>('[data-thing][tabindex="0"]') : null) ??
        document.querySelector('main');
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

const labelOf = (field: Element): string =>
  field.getAttribute('aria-label') ?? (field as Partial<HTMLInputElement>).labels?.[0]?.textContent ?? '';

/** What was said last in a draft makes an entry of it, and that field is in the entry now: the last one of that name. */
function sameField(of: { readonly form: Element; readonly label: string } | undefined): HTMLElement | undefined {
  if (of === undefined || of.label === '' || !of.form.isConnected) return undefined;
  return [...of.form.querySelectorAll<HTMLElement>('input, select')].findLast((one) => labelOf(one) === of.label);
}
