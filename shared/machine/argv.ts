/** A command as its words. */
export type Argv = readonly string[];

/** A script for a shell, with its values as `$1`, `$2` and so on: nothing of them is read as a word of the script. */
export const scriptOf = (script: string, ...values: readonly string[]): Argv => ['sh', '-c', script, 'sh', ...values];
