/** Variables whose values bash makes up when they are asked for. */
import { randomInt } from 'node:crypto';
import type { Shell } from './state.ts';

/** Undefined: it is none of them. */
export function dynamicValue(shell: Shell, name: string): string | undefined {
  if (name === 'LINENO') return shell.flavour === 'dash' ? undefined : String(shell.line);
  if (name === 'PPID') return String(shell.task.parent?.pid ?? 1);
  if (shell.flavour === 'dash') return undefined;
  if (name === 'RANDOM') return String(nextRandom(shell));
  if (shell.flavour !== 'bash') return undefined;
  switch (name) {
    case 'SECONDS':
      return String(Math.floor((shell.machine.clock.now() - shell.began) / 1000));
    case 'SRANDOM':
      return String(randomInt(2 ** 32));
    case 'EPOCHSECONDS':
      return String(Math.floor(shell.machine.clock.now() / 1000));
    case 'EPOCHREALTIME':
      return (shell.machine.clock.now() / 1000).toFixed(6);
    case 'BASHPID':
      return String(shell.task.pid);
    case 'BASH_SUBSHELL':
      return String(shell.depth);
    case 'BASH_COMMAND':
      return shell.command;
    default:
      return dynamicList(shell, name)?.[0];
  }
}

/** Arrays of the same kind. */
export function dynamicList(shell: Shell, name: string): readonly string[] | undefined {
  if (shell.flavour !== 'bash') return undefined;
  switch (name) {
    case 'FUNCNAME': {
      const names = shell.callers.map((caller) => caller.name).reverse();
      return names.length === 0 ? [] : shell.fromArgument ? names : [...names, 'main'];
    }
    case 'BASH_LINENO':
      return shell.callers.map((caller) => String(caller.line)).reverse();
    case 'BASH_SOURCE':
      return [
        ...shell.callers.map(() => (shell.fromArgument ? 'environment' : shell.name)),
        ...(shell.fromArgument ? [] : [shell.name]),
      ];
    case 'PIPESTATUS':
      return shell.pipeStatus.map(String);
    case 'DIRSTACK':
      return [shell.cwd, ...shell.folders];
    case 'GROUPS':
      return [String(shell.user.uid)];
    default:
      return undefined;
  }
}

/** What is assigned to them means something of its own. @returns whether it was one of them */
export function assignDynamic(shell: Shell, name: string, value: string): boolean {
  if (shell.flavour !== 'bash') return false;
  if (name === 'RANDOM') shell.random = Number(value) >>> 0;
  else if (name === 'SECONDS') shell.began = shell.machine.clock.now() - (Number(value) || 0) * 1000;
  else return false;
  return true;
}

/** Park and Miller's generator, as in bash's `random.c`: what follows a seed is the same. */
function nextRandom(shell: Shell): number {
  shell.random ??= randomInt(2 ** 31);
  const last = shell.random === 0 ? 123459876 : shell.random;
  const high = Math.floor(last / 127773);
  const next = 16807 * (last - 127773 * high) - 2836 * high;
  shell.random = next < 0 ? next + 0x7fffffff : next;
  return ((shell.random >>> 16) ^ (shell.random & 65535)) & 32767;
}
