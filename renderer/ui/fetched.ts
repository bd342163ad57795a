import { type ComponentType, createElement, type ReactNode, useSyncExternalStore } from 'react';

type Code<P> = { readonly component: ComponentType<P> } | { readonly failed: unknown };

/**
 * A component whose code is fetched when it is shown for the first time, and which is there at once from then on.
 * Not `React.lazy`: after one fallback React holds the next contents back for 300 ms, so that whoever chose a host and then
 * a VLAN, both for the first time, waited that long for 30 ms of work.
 *
 * A fetch that failed is an error of the place where it is shown, and is tried again when it is shown anew.
 * @param load fetches the code
 * @param meanwhile what is shown until then, by default nothing
 */
export function fetched<P extends object>(
  load: () => Promise<ComponentType<P>>,
  meanwhile: ReactNode = null,
): ComponentType<P> {
  let code: Code<P> | undefined;
  let asked = false;
  const shown = new Set<() => void>();

  const arrived = (what: Code<P>): void => {
    code = what;
    for (const tell of shown) tell();
  };
  const subscribe = (tell: () => void): (() => void) => {
    shown.add(tell);
    if (!asked) {
      asked = true;
      load().then(
        (component) => arrived({ component }),
        (failed: unknown) => arrived({ failed }),
      );
    }
    return () => {
      shown.delete(tell);
      if (shown.size > 0 || code === undefined || 'component' in code) return;
      code = undefined;
      asked = false;
    };
  };

  // biome-ignore lint/correctness/noComponentHookFactories: made once for each component, outside of any other
  return function Fetched(props: P) {
    const there = useSyncExternalStore(subscribe, () => code);
    if (there === undefined) return meanwhile;
    if ('failed' in there) throw there.failed;
    return createElement(there.component, props);
  };
}
