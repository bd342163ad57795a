import type { Redirection, Word } from 'unbash';
import { FileError } from '../os/files/files.ts';
import { type Opening, openFile } from '../os/files/open-file.ts';
import { resolvePath } from '../os/files/paths.ts';
import { resolve } from '../os/network/names.ts';
import { type Descriptors, OpenFile } from '../os/processes/descriptors.ts';
import { textInput } from '../os/processes/pipe.ts';
import { ShellError } from './errors.ts';
import { expandFields, expandQuotedParts, expandText } from './expand.ts';
import { joinPieces } from './pieces.ts';
import type { Shell } from './state.ts';

/** A redirection that cannot be made; only for special builtins this ends the shell. */
export class RedirectionError extends ShellError {}

/** Applies redirections to descriptors. The result puts back what was there before; call it once, or `forget` with it. */
export interface Redirected {
  restore(): void;
  /** What was before is not wanted any more. */
  forget(): void;
}

/** @throws RedirectionError after it was said and everything is as it was */
export async function redirect(
  shell: Shell,
  redirections: readonly Redirection[],
  table: Descriptors,
): Promise<Redirected> {
  const before: [number, OpenFile | undefined][] = [];
  const redirected: Redirected = {
    restore() {
      for (const [descriptor, file] of before.reverse()) {
        if (file) table.set(descriptor, file);
        else table.close(descriptor);
      }
    },
    forget() {
      for (const [, file] of before) file?.release();
    },
  };
  const replace = (descriptor: number, file: OpenFile | undefined): void => {
    before.push([descriptor, table.get(descriptor)?.hold()]);
    if (file) table.set(descriptor, file);
    else table.close(descriptor);
  };
  try {
    for (const redirection of redirections) await apply(shell, redirection, table, replace);
  } catch (error) {
    if (error instanceof RedirectionError) {
      // `2>/dev/null <missing` says nothing: what went before holds already.
      await table
        .get(2)
        ?.output?.write(`${shell.prefix()}${error.message}\n`)
        .catch(() => {});
    }
    redirected.restore();
    throw error;
  }
  return redirected;
}

/** Undefined: it could not be done, which has been said. */
export async function attemptRedirect(
  shell: Shell,
  redirections: readonly Redirection[],
): Promise<Redirected | undefined> {
  try {
    return await redirect(shell, redirections, shell.descriptors);
  } catch (error) {
    if (!(error instanceof RedirectionError)) throw error;
    return undefined;
  }
}

type Replace = (descriptor: number, file: OpenFile | undefined) => void;

async function apply(shell: Shell, redirection: Redirection, table: Descriptors, replace: Replace): Promise<void> {
  const given = descriptorOf(shell, redirection, table);
  if (redirection.type === 'HereDoc') {
    replace(given ?? 0, new OpenFile({ input: textInput(await hereText(shell, redirection)) }));
    return;
  }
  const word = redirection.target;
  const isString = redirection.type === 'HereString';
  const target = word === undefined ? '' : isString ? await expandText(shell, word) : await targetOf(shell, word);
  if (redirection.type === 'HereString') {
    replace(given ?? 0, new OpenFile({ input: textInput(`${target}\n`) }));
    return;
  }
  const { operator } = redirection;
  if (operator === '<&' || operator === '>&') {
    const descriptor = given ?? (operator === '<&' ? 0 : 1);
    if (target === '-') replace(descriptor, undefined);
    else if (/^\d+$/.test(target)) {
      const file = table.get(Number(target));
      if (file === undefined) throw new RedirectionError(`${target}: Bad file descriptor`);
      if (Number(target) !== descriptor) replace(descriptor, file.hold());
    } else if (shell.flavour === 'bash' && /^\d+-$/.test(target)) {
      const from = Number(target.slice(0, -1));
      const file = table.get(from);
      if (file === undefined) throw new RedirectionError(`${from}: Bad file descriptor`);
      replace(descriptor, file.hold());
      replace(from, undefined);
    } else if (operator === '>&' && given === undefined) both(shell, target, 'write', table, replace);
    else if (shell.flavour === 'bash') throw new RedirectionError(`${target}: ambiguous redirect`);
    else throw new RedirectionError('Syntax error: Bad fd number');
    return;
  }
  if (operator === '&>' || operator === '&>>') {
    both(shell, target, operator === '&>' ? 'write' : 'append', table, replace);
    return;
  }
  const connection = await connected(shell, target, table);
  if (connection !== undefined) {
    replace(given ?? (operator === '<' || operator === '<>' ? 0 : 1), connection);
    return;
  }
  const how: Opening = operator === '<' ? 'read' : operator === '<>' ? 'both' : operator === '>>' ? 'append' : 'write';
  replace(given ?? (operator === '<' || operator === '<>' ? 0 : 1), open(shell, target, how, table, operator === '>'));
}

/**
 * bash's `/dev/tcp/HOST/PORT`, of which no file is there. What is sent by UDP nobody receives.
 * @returns undefined: it is a file
 */
async function connected(shell: Shell, target: string, table: Descriptors): Promise<OpenFile | undefined> {
  const [, protocol, host = '', port = ''] = /^\/dev\/(tcp|udp)\/([^/]+)\/([^/]+)$/.exec(target) ?? [];
  if (protocol === undefined || shell.flavour !== 'bash') return undefined;
  const { machine } = shell;
  const say = (line: string): Promise<void> => table.get(2)?.output?.write(`${line}\n`) ?? Promise.resolve();
  const address = resolve(shell, host);
  if (address === undefined) {
    await say(`${shell.prefix()}${host}: Temporary failure in name resolution`);
    throw new RedirectionError(`${target}: Invalid argument`);
  }
  if (!/^\d{1,5}$/.test(port)) {
    await say(`${shell.prefix()}${port}: Servname not supported for ai_socktype`);
    throw new RedirectionError(`${target}: Invalid argument`);
  }
  if (protocol === 'udp') return new OpenFile({ input: textInput(''), output: { write: async () => undefined } });
  const found = machine.wires.connect?.(shell, address, Number(port)) ?? {
    kind: 'failed',
    why: 'Connection refused',
    after: 0,
  };
  if (found.kind === 'failed') {
    if (found.after > 0) await machine.clock.sleep(found.after, shell.signal);
    shell.check();
    await say(`bash: connect: ${found.why}`);
    throw new RedirectionError(`${target}: ${found.why}`);
  }
  const { input, output, close } = found.connection;
  return new OpenFile({ input, output, closed: close });
}

/** The descriptor that a redirection is of, by number or in a variable: `{name}>file` takes a new one. */
function descriptorOf(shell: Shell, redirection: Redirection, table: Descriptors): number | undefined {
  const { descriptor } = redirection;
  if (descriptor?.type !== 'FileDescriptorVariable') return descriptor?.value;
  if (shell.flavour !== 'bash') throw new RedirectionError('Bad file descriptor');
  const closes = redirection.type === 'Redirect' && redirection.target?.text === '-';
  if (closes) {
    const known = shell.get(descriptor.name);
    if (known === undefined || !/^\d+$/.test(known))
      throw new RedirectionError(`${descriptor.name}: Bad file descriptor`);
    return Number(known);
  }
  let free = 10;
  while (table.get(free)) free += 1;
  shell.set(descriptor.name, String(free));
  return free;
}

/** In bash a name that becomes several words, or none, is no file. */
async function targetOf(shell: Shell, word: Word): Promise<string> {
  if (shell.flavour !== 'bash' || word.parts === undefined) return await expandText(shell, word);
  const fields = await expandFields(shell, [word]);
  if (fields.length !== 1) throw new RedirectionError(`${word.text}: ambiguous redirect`);
  return fields[0] ?? '';
}

function both(shell: Shell, target: string, how: Opening, table: Descriptors, replace: Replace): void {
  const file = open(shell, target, how, table, false);
  replace(1, file);
  replace(2, file.hold());
}

function open(shell: Shell, target: string, how: Opening, descriptors: Descriptors, guarded: boolean): OpenFile {
  const { user, cwd, umask, userland } = shell;
  try {
    if (guarded && shell.options.has('C') && userland.files.status(resolvePath(cwd, target))?.kind === 'file')
      throw new FileError('EEXIST');
    const readOnly =
      how !== 'read' &&
      shell.machine.engine?.containerOf(userland.files)?.privileged === false &&
      /^\/proc\/sys\//.test(resolvePath(cwd, target));
    if (readOnly) throw new FileError('EROFS');
    // The pipe of a process substitution is the shell's.
    const own = /^\/dev\/fd\/(\d+)$/.exec(target)?.[1];
    const from = own !== undefined && descriptors.get(Number(own)) === undefined ? shell.descriptors : descriptors;
    return openFile(target, how, { files: userland.files, user, cwd, umask, descriptors: from });
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    if (shell.flavour === 'bash')
      throw new RedirectionError(
        `${target}: ${error.code === 'EEXIST' ? 'cannot overwrite existing file' : error.message}`,
      );
    const missing = error.code === 'ENOENT' || error.code === 'ENOTDIR';
    const words = missing ? (how === 'read' ? 'No such file' : 'Directory nonexistent') : error.message;
    const verb = how === 'read' ? 'open' : 'create';
    if (shell.flavour === 'ash')
      throw new RedirectionError(
        `can't ${verb} ${target}: ${missing ? words.replace('Directory ', '').replace('No such file', 'no such file') : error.message}`,
      );
    throw new RedirectionError(`cannot ${verb} ${target}: ${words}`);
  }
}

type HereDoc = Extract<Redirection, { type: 'HereDoc' }>;

async function hereText(shell: Shell, { body, operator, delimiter }: HereDoc): Promise<string> {
  const stripped = operator === '<<-';
  const strip = (text: string, atStart: boolean): string =>
    stripped ? text.replace(atStart ? /(^|\n)\t+/g : /(\n)\t+/g, '$1') : text;
  if (delimiter?.quoted || body.parts === undefined) return strip(body.text, true);
  const parts = body.parts.map((part, at) =>
    part.type === 'Literal' ? { ...part, value: strip(part.value, at === 0) } : part,
  );
  return joinPieces(await expandQuotedParts(shell, parts));
}
