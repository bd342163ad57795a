import { type ComponentType, createElement, type ReactNode, useSyncExternalStore } from 'react';

type Code<P> = { readonly component: ComponentType<P> } | { readonly failed: unknown };

export type Fetched<P> = ComponentType<P> & {
  /** Fetches its code before it is shown. */
  readonly ahead: () => void;
};

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
): Fetched<P> {
  let code: Code<P> | undefined;
  let asked = false;
  const shown = new Set<() => void>();

  const arrived = (what: Code<P>): void => {
    code = what;
    for (const tell of shown) tell();
  };
  const ask = (): void => {
    if (asked) return;
    asked = true;
    load().then(
      (component) => arrived({ component }),
      (failed: unknown) => {
        arrived({ failed });
        forgetFailure();
      },
    );
  };
  const forgetFailure = (): void => {
    if (shown.size > 0 || code === undefined || 'component' in code) return;
    code = undefined;
    asked = false;
  };
  const subscribe = (tell: () => void): (() => void) => {
    shown.add(tell);
    ask();
    return () => {
      shown.delete(tell);
      forgetFailure();
    };
  };

  // biome-ignore lint/correctness/noComponentHookFactories: made once for each component, outside of any other
  function Shown(props: P) {
    const there = useSyncExternalStore(subscribe, () => code);
    if (there === undefined) return meanwhile;
    if ('failed' in there) throw there.failed;
    return createElement(there.component, props);
  }
  return Object.assign(Shown, { ahead: ask });
}
