/** What a shell is given to run programs by: everything of this folder, for whoever stands below it. */
import { builtinNamed, builtinNames, callBuiltin } from './builtins/builtins.ts';
import { run } from './evaluate.ts';
import { expandParts } from './expand.ts';
import type { Interpreter } from './state.ts';

export const interpreter: Interpreter = {
  run,
  expand: expandParts,
  hasBuiltin: (shell, name) => builtinNamed(shell, name) !== undefined,
  builtinNames: () => [...builtinNames()].sort(),
  builtin(shell, argv) {
    const builtin = builtinNamed(shell, argv[0] ?? '');
    return builtin && callBuiltin(shell, builtin, argv);
  },
};
