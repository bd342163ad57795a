/** bash's `shopt`. */
import { hasOption } from '../declared.ts';
import type { Builtins, Call } from './builtin.ts';

/** All that bash 5.2 has; those that act here are looked at where they do. */
const NAMES = [
  ...['autocd', 'assoc_expand_once', 'cdable_vars', 'cdspell', 'checkhash', 'checkjobs', 'checkwinsize', 'cmdhist'],
  ...['compat31', 'compat32', 'compat40', 'compat41', 'compat42', 'compat43', 'compat44', 'complete_fullquote'],
  ...['direxpand', 'dirspell', 'dotglob', 'execfail', 'expand_aliases', 'extdebug', 'extglob', 'extquote', 'failglob'],
  ...['force_fignore', 'globasciiranges', 'globskipdots', 'globstar', 'gnu_errfmt', 'histappend', 'histreedit'],
  ...['histverify', 'hostcomplete', 'huponexit', 'inherit_errexit', 'interactive_comments', 'lastpipe', 'lithist'],
  ...['localvar_inherit', 'localvar_unset', 'login_shell', 'mailwarn', 'no_empty_cmd_completion', 'nocaseglob'],
  ...['nocasematch', 'noexpand_translation', 'nullglob', 'patsub_replacement', 'progcomp', 'progcomp_alias'],
  ...['promptvars', 'restricted_shell', 'shift_verbose', 'sourcepath', 'varredir_close', 'xpg_echo'],
] as const;

/** On when a shell begins that nobody sits at. */
export const SHOPT_AT_START: readonly string[] = [
  ...['checkwinsize', 'cmdhist', 'complete_fullquote', 'extquote', 'force_fignore', 'globasciiranges', 'globskipdots'],
  ...['hostcomplete', 'interactive_comments', 'patsub_replacement', 'progcomp', 'promptvars', 'sourcepath'],
];

/** Those that change something here; turning on another one is refused. */
const ACTING = new Set([
  ...['dotglob', 'extglob', 'failglob', 'globstar', 'lastpipe', 'nocaseglob', 'nocasematch', 'nullglob', 'xpg_echo'],
  ...['expand_aliases', 'shift_verbose', 'inherit_errexit', ...SHOPT_AT_START],
  // What they change is not seen: history files, mail, completion.
  ...['histappend', 'histreedit', 'histverify', 'lithist', 'mailwarn', 'huponexit', 'no_empty_cmd_completion'],
  ...['checkjobs', 'checkhash', 'cdspell', 'dirspell', 'direxpand', 'progcomp_alias'],
]);

export const options: Builtins = { shopt };

async function shopt(call: Call): Promise<number> {
  const { shell, args, out, complain } = call;
  const letters = new Set(args.filter((arg) => /^-[opqsu]+$/.test(arg)).flatMap((arg) => [...arg.slice(1)]));
  const bad = args.find((arg) => arg.startsWith('-') && !/^-[opqsu]+$/.test(arg));
  if (bad) {
    await complain(`${bad.slice(0, 2)}: invalid option`);
    await shell.write(2, 'shopt: usage: shopt [-pqsu] [-o] [optname ...]\n');
    return 2;
  }
  const names = args.filter((arg) => !arg.startsWith('-'));
  if (letters.has('s') && letters.has('u')) {
    await complain('cannot set and unset shell options simultaneously');
    return 1;
  }
  if (letters.has('o')) return await setOptions(call, letters, names);
  if ((letters.has('s') || letters.has('u')) && names.length > 0) return await change(call, names, letters.has('s'));
  const shown =
    names.length > 0
      ? names
      : NAMES.filter((name) => !letters.has('s') || shell.shopt.has(name)).filter(
          (name) => !letters.has('u') || !shell.shopt.has(name),
        );
  let status = 0;
  for (const name of shown) {
    if (!NAMES.some((each) => each === name)) {
      await complain(`${name}: invalid shell option name`);
      status = 1;
      continue;
    }
    const on = shell.shopt.has(name);
    if (names.length > 0 && !on) status = 1;
    if (letters.has('q')) continue;
    if (letters.has('p')) await out(`shopt -${on ? 's' : 'u'} ${name}\n`);
    else await out(`${name.padEnd(15)}\t${on ? 'on' : 'off'}\n`);
  }
  return status;
}

async function change({ shell, complain }: Call, names: readonly string[], on: boolean): Promise<number> {
  let status = 0;
  for (const name of names) {
    if (!NAMES.some((each) => each === name)) await complain(`${name}: invalid shell option name`);
    else if (on && !ACTING.has(name)) await complain(`practice hosts do not simulate ${name}.`);
    else {
      if (on) shell.shopt.add(name);
      else shell.shopt.delete(name);
      continue;
    }
    status = 1;
  }
  return status;
}

/** `-o`: the options of `set -o`, in the manner of `shopt`. */
async function setOptions(
  { shell, out }: Call,
  letters: ReadonlySet<string>,
  names: readonly string[],
): Promise<number> {
  const set = (args: readonly string[]): number | Promise<number> =>
    shell.interpreter.builtin(shell, ['set', ...args]) ?? 1;
  if (names.length === 0) return await set([letters.has('p') ? '+o' : '-o']);
  let status = 0;
  for (const name of names) {
    if (letters.has('s') || letters.has('u')) status = (await set([letters.has('u') ? '+o' : '-o', name])) || status;
    else {
      const on = hasOption(shell, name);
      if (!letters.has('q'))
        await out(letters.has('p') ? `set ${on ? '-' : '+'}o ${name}\n` : `${name.padEnd(15)}\t${on ? 'on' : 'off'}\n`);
      if (!on) status = 1;
    }
  }
  return status;
}
