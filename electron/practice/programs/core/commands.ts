/** Shells, text and file utilities by name. A new one is its function and one line here. */
import type { Command } from '../../os/machine.ts';
import { ash, bash, sh } from '../../shell/sh.ts';
import { echo, fail, printf, pwd, succeed, test } from './builtin-programs.ts';
import { cp, ln, mkdir, mv, rm, rmdir } from './change-files.ts';
import { base64, md5sum, sha1sum, sha256sum, sha512sum } from './digests.ts';
import { chmod, mktemp, sync, touch } from './file-attributes.ts';
import { cat, head, pager, seq, tail, tee, wc, yes } from './filters.ts';
import { find } from './find.ts';
import { flock } from './flock.ts';
import { egrep, fgrep, grep } from './grep.ts';
import { column, cut, nl, rev, sort, tac, tr, uniq } from './lines.ts';
import { ls } from './list.ts';
import { date, id, nproc, ps, stat, whoami } from './machine-facts.ts';
import { basename, dirname, readlink, realpath, which } from './paths.ts';
import { env, kill, nohup, printenv, sleep, timeout, xargs } from './running.ts';
import { clear, editor, reset, tty } from './screen.ts';
import { sed } from './sed.ts';

/** In every userland. */
const common: Readonly<Record<string, Command>> = {
  ...{ cat, head, tail, tee, wc, yes, seq, sort, uniq, cut, tr, rev, tac, nl, column, grep, egrep, fgrep, sed },
  ...{
    ls,
    mkdir,
    rmdir,
    rm,
    mv,
    cp,
    ln,
    touch,
    chmod,
    sync,
    mktemp,
    find,
    stat,
    basename,
    dirname,
    readlink,
    realpath,
  },
  ...{ env, printenv, nohup, timeout, sleep, xargs, kill, id, whoami, date, ps, nproc, which, flock, md5sum, sha1sum },
  ...{
    sha256sum,
    sha512sum,
    base64,
    clear,
    reset,
    tty,
    test,
    printf,
    echo,
    pwd,
    true: succeed,
    false: fail,
    '[': test,
  },
  ...{ less: pager, more: pager, vi: editor },
};

/** Of a Debian host. */
export const hostCommands: ReadonlyMap<string, Command> = new Map(
  Object.entries({ ...common, sh, dash: sh, bash, nano: editor, vim: editor, editor, emacs: editor }),
);

/** Of a container of a busybox image. */
export const busyboxCommands: ReadonlyMap<string, Command> = new Map(Object.entries({ ...common, sh: ash, ash }));
