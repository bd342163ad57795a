/** A command as its words. */
export type Argv = readonly string[];
