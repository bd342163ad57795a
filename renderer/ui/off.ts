/**
 * What cannot be done now is grey, can still have the focus, and says why not: to the pointer, and to who hears the window. Stands
 * after what is done by a click. `undefined`: it can be done.
 */
export const off = (why: string | undefined) =>
  why === undefined
    ? {}
    : ({ 'data-disabled': true, 'aria-disabled': true, onClick: undefined, ...reason(why) } as const);

/** The same of what has to be off by itself: fields, and groups of choices. */
export const reason = (why: string | undefined) => ({ title: why, 'aria-description': why });
