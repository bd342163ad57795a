/**
 * The rest of the program, with what V8 made of it when it was built: to compile it anew is most of what a command does before it
 * has begun.
 */
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { constants, Script } from 'node:vm';

// Of its own accord V8 lets a heap grow to several times what is alive in it before it looks for what is not: of a program
// whose thousand practice containers ping each other, most was garbage. Said here, because V8 takes back only what it made
// under the same flags.
setFlagsFromString('--heap-growing-percent=50');

const compiledFile = (file: string): string => `${file}.compiled`;

/** What a bundle of ours exports. Where nothing was kept of it, or by another Node, it is compiled as ever. */
export function loadProgram<T>(file: string): T {
  const kept = keptOf(file);
  return kept === undefined ? Module.createRequire(file)(file) : run(scriptOf(file, kept), file);
}

/** The same, compiled anew. @returns besides, what keeps all that has been compiled of it until then */
export function loadToKeep<T>(file: string): { readonly program: T; keep(): void } {
  const script = scriptOf(file);
  const program = run<T>(script, file);
  return {
    program,
    keep() {
      const unfinished = `${compiledFile(file)}.new`;
      writeFileSync(unfinished, script.createCachedData());
      renameSync(unfinished, compiledFile(file));
    },
  };
}

/** V8 knows a text by its length alone: what is older than the bundle is of another one. */
function keptOf(file: string): Buffer | undefined {
  try {
    const { mtimeMs } = statSync(compiledFile(file));
    return mtimeMs < statSync(file).mtimeMs ? undefined : readFileSync(compiledFile(file));
  } catch {
    return undefined;
  }
}

function scriptOf(file: string, cachedData?: Buffer): Script {
  const text = Module.wrap(readFileSync(file, 'utf8'));
  const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  return new Script(text, { filename: file, importModuleDynamically, ...(cachedData && { cachedData }) });
}

function run<T>(script: Script, file: string): T {
  const module = { exports: {} as T };
  script.runInThisContext()(module.exports, Module.createRequire(file), module, file, dirname(file));
  return module.exports;
}
