/** Changes of a lab's own files on a host, as commands, and what they make of a state. */
import { quoteCommand, quoteWord } from '../host/quote.ts';
import type { HostState } from '../host/state.ts';
import { unreachable } from '../problem.ts';
import { type Argv, scriptOf } from './argv.ts';
import type { FileChange } from './operation.ts';

/** While it is there, whoever watches takes the changes back in the end. */
export const watchDirectory = (lab: string): string => `/run/trunkline-watch-${lab}`;

/** In seconds. */
export const WATCH_SECONDS = 60;

/** The empty file in a directory that was made for a lab: without it nobody could tell that nothing was there. */
const directoryMark = (lab: string): string => `.trunkline-${lab}`;

export function fileChange(operation: FileChange): Argv {
  switch (operation.do) {
    case 'write-file': {
      const { lab, path, mode, text, fresh } = operation;
      return scriptOf(fresh ? `${NOTHING_THERE}; ${WRITE}` : WRITE, path, directoryMark(lab), mode, text);
    }
    case 'remove-file':
      return scriptOf(REMOVE, operation.path, directoryMark(operation.lab));
    case 'check-files':
      return operation.argv;
    case 'reread-units':
      return ['systemctl', 'daemon-reload'];
    case 'begin-watch': {
      const { lab, paths } = operation;
      return scriptOf(BEGIN_WATCH, watchDirectory(lab), takingBack(operation), ...paths);
    }
    case 'take-back':
      return ['sh', `${watchDirectory(operation.lab)}/back`, 'now'];
    case 'end-watch':
      return scriptOf(END_WATCH, watchDirectory(operation.lab));
    default:
      return unreachable(operation);
  }
}

const NOTHING_THERE = '[ ! -e "$1" ] || { echo "$1 is there already, and was not written for this lab" >&2; exit 1; }';
const MAKE_DIRECTORY = `[ -d "\${1%/*}" ] || { mkdir -p "\${1%/*}" && : >"\${1%/*}/$2"; }`;
// On the disk, name and all, when it is done: a power cut right afterwards left a host without the file that was to bring its lab back.
const WRITE = `umask 022; ${MAKE_DIRECTORY} || exit; printf %s "$4" >"$1.new" && chmod "$3" "$1.new" && sync "$1.new" && mv -f "$1.new" "$1" && sync "\${1%/*}"`;
const REMOVE = `rm -f "$1" || exit; dir=\${1%/*}; if [ -e "$dir/$2" ] && [ "$(ls -A "$dir")" = "$2" ]; then rm "$dir/$2" && rmdir "$dir" && dir=\${dir%/*}; fi; sync "$dir"`;

/**
 * Copies of what is there now, each under the number of its path, and a script of its own beside them that puts them back. It goes on
 * without whoever has begun it, and without a terminal; what it says nobody hears.
 */
const BEGIN_WATCH = `dir=$1; rm -rf "$dir" && mkdir -m 700 "$dir" && printf %s "$2" >"$dir/back" || exit; shift 2
n=0; for file; do if [ -e "$file" ]; then cp -p "$file" "$dir/$n" || exit; fi; n=$((n + 1)); done
by=$PPID apart=$(command -v setsid); (exec </dev/null >/dev/null 2>&1; $apart sh "$dir/back" later "$by" & echo $! >"$dir/pid")`;

/**
 * The minute begins when the script that writes has ended, however that was: on a slow host writing takes longer.
 * Whoever moves the directory away has decided: the end of the watch, or the watch.
 */
function takingBack({ lab, paths, reread }: Extract<FileChange, { readonly do: 'begin-watch' }>): string {
  const directory = watchDirectory(lab);
  const files = paths.map(
    (path, at) =>
      `set -- ${quoteWord(path)} ${quoteWord(directoryMark(lab))}\nif [ -e "$kept/${at}" ]; then ${MAKE_DIRECTORY}; cp -p "$kept/${at}" "$1"; else ${REMOVE}; fi\n`,
  );
  return `trap '' HUP
if [ "$1" = later ]; then
left=${WATCH_SECONDS / 2}
while [ "$left" -gt 0 ]; do
sleep 2
[ -e ${directory}/pid ] || exit 0
if kill -0 "$2" 2>/dev/null; then left=${WATCH_SECONDS / 2}; else left=$((left - 1)); fi
done
fi
kept=${directory}.back
mv ${directory} "$kept" || exit
${files.join('')}${reread.map((argv) => `${quoteCommand(argv)}\n`).join('')}rm -rf "$kept"
`;
}

const END_WATCH = `dir=$1; { read -r pid <"$dir/pid" && mv "$dir" "$dir.done"; } 2>/dev/null || { echo "the watch on this host has taken back what was written" >&2; exit 1; }
kill "$pid" 2>/dev/null; left=50
while kill -0 "$pid" 2>/dev/null; do left=$((left - 1)); [ "$left" -gt 0 ] || { echo "the watch still runs as process $pid" >&2; exit 1; }; sleep 0.1; done
rm -rf "$dir.done" && [ ! -e "$dir" ]`;

/** What is known of a lab's own files. */
export function changeFiles(state: HostState, operation: FileChange): HostState {
  if (operation.do !== 'write-file' && operation.do !== 'remove-file') return state;
  const { lab, path } = operation;
  return {
    ...state,
    records: state.records.map((record) => {
      if (record.lab !== lab) return record;
      const { [path]: _, ...others } = record.files ?? {};
      return { ...record, files: operation.do === 'write-file' ? { ...others, [path]: operation.text } : others };
    }),
  };
}
