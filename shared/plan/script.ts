import { quoteCommand, quoteWord } from '../host/quote.ts';
import { unfinishedFile } from '../host/record.ts';
import { ownerLabel, ownerMark } from '../host/state.ts';
import { scriptOf } from '../machine/argv.ts';
import { endsAtAnyTime, feedOfOperation } from '../machine/operation.ts';
import { type Stretch, stretchesOf } from './lanes.ts';
import { feedOfStep, type Instruction, type Step, wordsOf } from './program.ts';
import { FED, UNPACKED } from './unpacked.ts';

/**
 * The script that runs one host's steps of one phase.
 *
 * How to run it, and what holds then:
 *
 * - Run it by `loadScript` (`shared/host/loader.ts`). Nothing runs before all of it has arrived: the whole script is one
 *   function, called by its last line. If the connection breaks half way, nothing has run.
 * - Give what it prints (standard output; standard error carries the shell's and sudo's own troubles) to `scriptOutput`.
 * - To stop it, execute `stopCommand(stopToken)` on the same connection: the script ends at the next step's boundary and
 *   says `finished stopped`. A step that has begun is finished, unless it may take minutes and can be ended at any time
 *   (`endsAtAnyTime`): that one ends within a quarter of a second, without a word of how. Closing the channel stops the
 *   script at a boundary, because it then cannot announce the next step, but says nothing: probe to know what stands.
 * - Before it begins it looks once more whether what it removes still carries the lab's mark, and says `changed` if not.
 * - One script at a time on a host: it holds a lock, and tells a second one who is there. The kernel holds the lock for the
 *   script's process only, so it ends with it however that ends, and nothing that a step starts inherits it.
 * - What must be remembered is on the disk, not only on its way there, before the next change: a host may lose its power.
 *
 * The script starts no process of its own per step, and few for itself: on a slow host each of them is felt. Announcements are
 * the shell's printf. Where steps run side by side each lane is two processes of the shell; beside what may take minutes a third
 * looks for the wish to stop.
 */
export interface ScriptOptions {
  /** New and unguessable for every script: 16 or more of `[A-Za-z0-9]`. */
  readonly nonce: string;
  /** Another one, because it becomes visible on the host when somebody stops the script. */
  readonly stopToken: string;
  /** Told to whoever finds the host taken: `ada@laptop deploys two-hosts since 14:05`. One line. */
  readonly holder: string;
}

/** The remote command, for the same user, that asks a running script to stop at its next step. */
export const stopCommand = (stopToken: string): string => `: > ${stopFile(stopToken)}`;

/** Takes the wish back, for a script that had ended before it could see it. */
export const unstopCommand = (stopToken: string): string => `rm -f ${stopFile(stopToken)}`;

const stopFile = (stopToken: string): string => `/tmp/trunkline-stop-${token(stopToken)}`;

function token(value: string): string {
  if (!/^[A-Za-z0-9]{16,64}$/.test(value)) throw new Error('a nonce is 16 to 64 letters and digits');
  return value;
}

/**
 * The lock is taken on a directory that every host has: a lock file would either stay behind, or be removed while another
 * one waits at it and then holds a lock on nothing.
 */
const lockedDirectory = '/var/lib';

/**
 * The remote command that waits until no script runs on the host, at most so many seconds: one whose connection was lost
 * may still be finishing what it had begun.
 */
export const settledCommand = (seconds: number): string =>
  `exec sh -c 'exec 9<${lockedDirectory} && flock -w ${Math.ceil(seconds)} 9'`;

const holderFile = '/run/trunkline.holder';

/** Of a line of output that is told beside others, in bytes: announcements are written at once, and not cut. */
const LONGEST_LINE = 2_000;

export function renderScript(steps: readonly Step[], options: ScriptOptions): string {
  const fed = steps.some((step) => feedOfStep(step) !== undefined);
  const holder = options.holder.replace(/\p{C}/gu, ' ').slice(0, 200);
  return `trunkline() {
nonce=${token(options.nonce)} stop=${stopFile(options.stopToken)} holder=${quoteWord(holder)}
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C DOCKER_CLI_HINTS=false
export PATH LC_ALL DOCKER_CLI_HINTS
umask 077
trap '' HUP PIPE
exec ${fed ? `${FED}<&0 ` : ''}2>&1 </dev/null 9<${lockedDirectory}
flock -n 9
case $? in
0) ;;
1) read -r holder 2>/dev/null <${holderFile} || holder=somebody; say locked "$holder"; exit 75 ;;
*) say finished unable; exit 1 ;;
esac
umask 022
printf '%s\\n' "$holder" >${holderFile} || finish unable
umask 077
lane='' halt=${holderFile}.halt
${renderTidying(steps)}${renderGuards(steps)}say started || finish stopped
${stretchesOf(steps).map(renderStretch).join('')}finish done
}
say() {
printf '\\n@%s %s\\n' "$nonce" "$*"
}
begin() {
if [ -n "$lane" ] && [ -e "$halt" ]; then exit; fi
if [ -e "$stop" ]; then finish stopped; fi
at=0 cut=''
say begin "$1" || finish stopped
}
end() {
say end "$1" "$2" "$at" || finish stopped
}
changed() {
rm -f ${holderFile}
exec 9<&-
say changed "$1" "$2"
exit 1
}
gone() {
for file in "$@"; do [ ! -e "$file" ] || rm -f "$file"; done
}
keep() {
[ -e "$3" ] || { printf %s "$1" >"$2" && sync "$2" && mv -f "$2" "$3" && sync "\${3%/*}"; } || { rm -f "$2"; return 1; }
}
endable() {
"$@" &
job=$!
{ while kill -0 "$job"; do
[ ! -e "$stop" ] || exec kill "$job"
sleep 0.2 || exit
done; } >/dev/null 2>&1 &
watch=$!
wait "$job"
status=$?
kill "$watch" 2>/dev/null
wait "$watch" 2>/dev/null
if [ "$status" -ne 0 ] && [ -e "$stop" ]; then cut=1; fi
return "$status"
}
finish() {
if [ -n "$lane" ]; then echo "$1" >>"$halt"; exit; fi
rm -f ${holderFile} "$stop" "$halt"
exec 9<&-
say finished "$1"
case $1 in done) exit 0 ;; *) exit 1 ;; esac
}
tell() {
of='' blank=''
while IFS= read -r line || [ -n "$line" ]; do
case $line in
"@$nonce begin "*) of=\${line##* } blank=''; relay "\${line#* }" ;;
"@$nonce "*) blank=''; relay "\${line#* }" ;;
'') case $blank in 1) relay "out $of " ;; esac; blank=1 ;;
*) case $blank in 1) relay "out $of " ;; esac; blank=''; relay "out $of $line" ;;
esac
done
}
relay() {
printf '@%s lane %.${LONGEST_LINE}s\\n' "$nonce" "$1" || echo stopped >>"$halt"
}
settle() {
lane=''
[ -e "$halt" ] || return 0
how=stopped
while read -r word; do case $word in failed) how=failed ;; esac; done <"$halt"
finish "$how"
}
trunkline
`;
}

/**
 * Steps side by side, each lane in a process of its own. What a lane says goes through `tell`, which puts a step's number
 * before each line of its output, so that the lines of several can be told apart; each is written at once, also by bash, whose
 * printf writes as far as each line's end. A lane that fails, is stopped, or finds that
 * nobody listens leaves a word for the others, which then begin nothing more; what has begun is finished.
 */
function renderStretch(lanes: Stretch): string {
  const texts = lanes.map((lane) => lane.map(renderStep).join(''));
  if (texts.length < 2) return texts.join('');
  return `lane=1\ngone "$halt"\n${texts.map((lane) => `{\n${lane}} 2>&1 | tell &\n`).join('')}wait\nsettle\n`;
}

/** What a script before us had begun to keep when its machine lost power: nobody else writes there while we have the lock. */
function renderTidying(steps: readonly Step[]): string {
  const kept = steps.flatMap(({ instructions }) =>
    instructions.flatMap((item) => (item.kind === 'keep' ? item.lab : [])),
  );
  return [...new Set(kept)].map((lab) => `gone ${quoteWord(unfinishedFile(lab))}-*\n`).join('');
}

/**
 * Names are what people read, and names can come to mean something else while a plan waits for its approval. So before the
 * first change every removed thing is asked for its mark once more: links by reading a file, Docker with one call per kind.
 */
function renderGuards(steps: readonly Step[]): string {
  const marks = steps.flatMap((step) => step.marks);
  const links = marks
    .filter(({ kind }) => kind === 'link')
    .map(({ name, lab }) => {
      const file = quoteWord(`/sys/class/net/${name}/ifalias`);
      return `mark= && read -r mark 2>/dev/null <${file}\n[ "$mark" = ${quoteWord(ownerMark(lab))} ] || changed link ${quoteWord(name)}\n`;
    });
  const list = { container: ['ps', '-a'], network: ['network', 'ls'], volume: ['volume', 'ls'] } as const;
  const docker = (['container', 'network', 'volume'] as const).flatMap((kind) => {
    const these = marks.filter((mark) => mark.kind === kind);
    return [...new Set(these.map(({ lab }) => lab))].map((lab) => {
      const names = these.filter((mark) => mark.lab === lab).map(({ name }) => name);
      const format = kind === 'container' ? '{{.Names}}' : '{{.Name}}';
      const query = quoteCommand([
        'docker',
        ...list[kind],
        '--filter',
        `label=${ownerLabel}=${lab}`,
        '--format',
        format,
      ]);
      const checks = names.map(
        (name) => `case $ours in *" "${quoteWord(name)}" "*) ;; *) changed ${kind} ${quoteWord(name)} ;; esac\n`,
      );
      return `ours=" $(${query} | tr '\\n' ' ') "\n${checks.join('')}`;
    });
  });
  return [...links, ...docker].join('');
}

/**
 * `at` is the index of the instruction that runs; `cut` says that one was ended in the middle because somebody wished to stop. Groups and not subshells, so no process; `9<&-` keeps the lock from
 * everything that a command leaves running.
 */
function renderStep({ index, instructions, undo }: Step): string {
  const body = instructions
    .map((instruction, at) => `at=${at} && ${renderInstruction(instruction, index)}`)
    .join(' &&\n');
  const cleaning = undo.map(({ made, argv }) => `[ "$at" -lt ${made} ] || ${quoteCommand(argv)}\n`).join('');
  const undoing = cleaning === '' ? '' : `say undo ${index}\n{ ${cleaning}} 9<&-\n`;
  return `begin ${index}
{ ${body || ':'}
} 9<&-
status=$?
if [ "$status" -ne 0 ]; then
${undoing}[ -z "$cut" ] || finish stopped
end ${index} "$status"
finish failed
fi
end ${index} 0
`;
}

function argvOf(instruction: Exclude<Instruction, { kind: 'keep' }>): readonly string[] {
  const argv = wordsOf(instruction);
  if (instruction.kind === 'run' || feedOfOperation(instruction.operation) === undefined) return argv;
  return scriptOf(UNPACKED, ...argv);
}

function renderInstruction(instruction: Instruction, step: number): string {
  if (instruction.kind === 'keep') {
    return quoteCommand(['keep', instruction.text, `${unfinishedFile(instruction.lab)}-${step}`, instruction.path]);
  }
  const words = quoteCommand(argvOf(instruction));
  const command = instruction.kind === 'do' && endsAtAnyTime(instruction.operation) ? `endable ${words}` : words;
  if (instruction.kind === 'run' || instruction.onLink === undefined) return command;
  return `{ [ ! -e ${quoteWord(`/sys/class/net/${instruction.onLink}`)} ] || ${command}; }`;
}
