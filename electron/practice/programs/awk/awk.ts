/** `awk`: on hosts mawk, as Debian has it; in busybox's images its own. Written here, since every kept one brings a shell with it. */
import { FileError } from '../../os/files/files.ts';
import type { Command } from '../../os/machine.ts';
import { RegularError } from '../../posix/regular.ts';
import { absolute, Failure, isBusybox, program } from '../core/program.ts';
import { unescaped } from './lexer.ts';
import { parse } from './parser.ts';
import { Run } from './run.ts';
import { AwkSyntax, type Program } from './tree.ts';
import { AwkTrouble } from './trouble.ts';

export const awk: Command = program(async (process) => {
  const words = process.argv.slice(1);
  const settings: (readonly [string, string])[] = [];
  const texts: string[] = [];
  let at = 0;
  const value = (word: string): string => {
    if (word.length > 2) return word.slice(2);
    at += 1;
    const next = words[at];
    if (next === undefined) throw new Failure(`option requires an argument -- '${word[1]}'`, 2);
    return next;
  };
  for (; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--') {
      at += 1;
      break;
    }
    if (!word.startsWith('-') || word === '-') break;
    if (word === '--version' || word === '-W') {
      await process.stdout.write('mawk 1.3.4 20200120\n');
      return 0;
    }
    if (word.startsWith('-F')) {
      const separator = value(word);
      settings.push(['FS', separator === 't' ? '\t' : unescaped(separator)]);
    } else if (word.startsWith('-v')) {
      const [, name = '', text = ''] = /^([^=]+)=([\s\S]*)$/.exec(value(word)) ?? [];
      settings.push([name, unescaped(text)]);
    } else if (word.startsWith('-f')) {
      const path = value(word);
      try {
        texts.push(path === '-' ? await process.stdin.all() : process.userland.files.read(absolute(process, path)));
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        throw new Failure(`couldn't open file ${path}`, 2);
      }
    } else throw new Failure(`not an option: ${word}`, 2);
  }
  if (texts.length === 0) {
    const given = words[at];
    at += 1;
    if (given === undefined) {
      await process.stderr.write(
        'Usage: mawk [Options] [Program] [file ...]\n\nProgram:\n    The -f option value is the name of a file containing program text.\n    If no -f option is given, a "--" ends option processing; the following\n    parameters are the program text.\n',
      );
      return 2;
    }
    texts.push(given);
  }
  let made: Program;
  try {
    made = parse(texts.join('\n'));
  } catch (error) {
    if (!(error instanceof AwkSyntax)) throw error;
    await process.stderr.write(
      isBusybox(process)
        ? `awk: cmd. line:${error.line}: Unexpected token\n`
        : error.near === 'end of file'
          ? `awk: line ${error.line + 1}: missing } near end of file\n`
          : `awk: line ${error.line}: syntax error at or near ${error.near}\n`,
    );
    return isBusybox(process) ? 1 : 2;
  }
  try {
    return await new Run(process, made, settings, words.slice(at)).all();
  } catch (error) {
    if (error instanceof AwkTrouble) {
      throw isBusybox(process) ? new Failure(`cmd. line:1: ${error.message}`, 1) : new Failure(error.message, 2);
    }
    if (error instanceof RegularError) throw new Failure(`regular expression compile failed (${error.message})`, 2);
    throw error;
  }
});
