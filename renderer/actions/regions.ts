/** The parts of the window, one after the other by F6: each gives the focus to what had it there last. */
import { showOutline, usePanes } from '../store/panes.ts';

const ORDER = ['Header', 'Palette', 'Outline', 'Drawing', 'Panels', 'Lab file', 'Inspector', 'Status'] as const;

/** What a part is for, rather than the first button beside it. */
const ENTRY = '[role="treeitem"][tabindex="0"], [role="tab"][aria-selected="true"], [data-thing][tabindex="0"]';
const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"], [contenteditable="true"]';

const last = new WeakMap<Element, HTMLElement>();

const regionOf = (element: Element | null): Element | null => element?.closest('[data-region]') ?? null;

/** Remembers what has the focus in each part. Returns how to stop. */
export function followFocus(): () => void {
  const remember = ({ target }: FocusEvent): void => {
    const region = target instanceof HTMLElement ? regionOf(target) : null;
    if (region && target instanceof HTMLElement) last.set(region, target);
  };
  document.addEventListener('focusin', remember);
  return () => document.removeEventListener('focusin', remember);
}

/** To the next part, or to the one before, that has something to stand on. */
export function goToRegion(step: 1 | -1): void {
  const regions = ORDER.flatMap((name) => document.querySelector(`[data-region="${name}"]`) ?? []);
  const here = regionOf(document.activeElement);
  const at = here === null ? -1 : regions.indexOf(here);
  const begin = at < 0 && step < 0 ? 0 : at;
  for (let tried = 1; tried <= regions.length; tried += 1) {
    const region = regions[(begin + step * tried + regions.length * 2) % regions.length];
    if (region && stand(region)) return;
  }
}

/** True: the focus is there. */
function stand(region: Element): boolean {
  const before = last.get(region);
  const found =
    before?.isConnected && region.contains(before)
      ? before
      : (region.querySelector<HTMLElement>(ENTRY) ??
        [...region.querySelectorAll<HTMLElement>(FOCUSABLE)].find(
          (element) => element.tabIndex >= 0 && element.checkVisibility(),
        ));
  // A part without anything to press is read all the same.
  const to = found ?? (region instanceof HTMLElement ? region : undefined);
  to?.focus();
  return to !== undefined && document.activeElement === to;
}

/** Shown, it takes the focus: whoever asks for it by key reads on there. */
export function toggleOutline(): void {
  const shown = !usePanes.getState().outline;
  const from = regionOf(document.activeElement)?.getAttribute('data-region');
  showOutline(shown);
  const wanted = shown ? 'Outline' : from === 'Outline' ? 'Drawing' : undefined;
  if (wanted !== undefined) whenThere(`[data-region="${wanted}"]`, stand);
}

/** It is fetched when it is shown first. */
function whenThere(selector: string, then: (element: Element) => void, frames = 120): void {
  const element = document.querySelector(selector);
  if (element) then(element);
  else if (frames > 0) requestAnimationFrame(() => whenThere(selector, then, frames - 1));
}
