/** What the script does on one host: as our deploy does it, with each step looked at first, for people to read. */

import { quoteCommand, quoteWord } from '../../host/quote.ts';
import { recordRoot, savedDirectory, unfinishedFile } from '../../host/record.ts';
import { feedOfOperation, type Operation } from '../../machine/operation.ts';
import type { Change } from '../../plan/plan.ts';
import type { HostProgram, Instruction, Step } from '../../plan/program.ts';
import { wordsOf } from '../../plan/program.ts';
import { type Already, alreadyDone } from './already.ts';

/** Docker asks this chain before its own rules; a host without Docker, or with its newer firewall, has none. */
const USER_CHAIN = 'DOCKER-USER';

/** Whole or not at all: one function, called by its last line. */
export function hostPart(lab: string, { plan, steps }: HostProgram, phase: number): string {
  const mine = steps.filter((step) => step.phase === phase);
  const body = mine.map((step) => {
    const change = plan.changes[step.index];
    return change === undefined || change.kind === 'record' ? '' : stepText(lab, change, step);
  });
  const programs = programsOf(mine);
  return `trunkline() {
host=${quoteWord(plan.host)} saved=${savedDirectory(lab)} unfinished=${unfinishedFile(lab)}
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C DOCKER_CLI_HINTS=false
export PATH LC_ALL DOCKER_CLI_HINTS
set -eu
umask 077
exec </dev/null 9</var/lib
claim='' undo=:
trap ended EXIT
for program in flock${programs.map((name) => ` ${quoteWord(name)}`).join('')}; do
  command -v "$program" >/dev/null || fail "it has no command $program"
done
flock -n 9 || fail 'somebody else is at work there'
mkdir -p "$saved"
${body.join('')}}
# A step that failed half-way leaves nothing of it behind.
ended() {
  [ "$?" -ne 0 ] || return 0
  eval "$undo" || :
  [ -z "$claim" ] || rm -f "$claim"
}
say() { printf '%s: %s\\n' "$host" "$1"; }
fail() { say "$1." >&2; exit 1; }
step() { claim='' undo=:; say "$1"; }
already() { say '  is so already'; }
# Keeps a value from before the lab, which "trunkline destroy" restores; another lab may have kept it first.
keep() {
  [ -e "$saved/$1" ] && return 0
  value=$2
  for other in ${recordRoot}/*/saved/"$1"; do [ ! -e "$other" ] || read -r value <"$other"; done
  claim=$saved/$1
  printf '%s\\n' "$value" >"$unfinished" && mv -f "$unfinished" "$claim"
}
# What another lab asks for too must stay until both are gone.
shared() {
  for other in ${recordRoot}/*/saved/"$1"; do [ ! -e "$other" ] || keep "$1" ''; done
}
trunkline
`;
}

/** The programs that its commands begin with. */
function programsOf(steps: readonly Step[]): readonly string[] {
  const commands = steps.flatMap(({ instructions }) => instructions.filter(({ kind }) => kind === 'do'));
  return [
    ...new Set(commands.map((instruction) => wordsOf(instruction as Exclude<Instruction, { kind: 'keep' }>)[0] ?? '')),
  ];
}

function stepText(lab: string, { summary }: Change, step: Step): string {
  const [first] = step.instructions.flatMap((item) => (item.kind === 'do' ? [item.operation] : []));
  const begin = `\nstep ${quoteWord(summary)}\n`;
  if (first !== undefined && 'chain' in first && first.chain === USER_CHAIN) {
    const within = (chain: string): string => indented(guarded(lab, inChain(step, chain)));
    const there = quoteCommand(['iptables', '-w', '-n', '-L', USER_CHAIN]);
    return `${begin}if ${there} >/dev/null 2>&1; then\n${within(USER_CHAIN)}else\n${within('FORWARD')}fi\n`;
  }
  return begin + guarded(lab, step);
}

const inChain = (step: Step, chain: string): Step => ({
  ...step,
  instructions: step.instructions.map((item) =>
    item.kind === 'do' && 'chain' in item.operation
      ? { ...item, operation: { ...item.operation, chain } as Operation }
      : item,
  ),
});

/** What a script has not: a copy of an image, a certificate's key, a password. */
function without(operation: Operation): string | undefined {
  if (operation.do === 'load-image')
    return `it has no image ${operation.image}: load it there first, from ${operation.feed.from.place}`;
  return feedOfOperation(operation) === undefined
    ? undefined
    : 'this takes a key or a password, which no script has: deploy it, or do it by hand';
}

function guarded(lab: string, step: Step): string {
  const lacking = step.instructions
    .flatMap((item) => (item.kind === 'do' ? (without(item.operation) ?? []) : []))
    .at(0);
  const made = step.instructions.find((item) => item.kind === 'do')?.operation;
  if (lacking !== undefined && made !== undefined) {
    const already = made.do === 'load-image' ? alreadyDone(lab, { do: 'pull-image', image: made.image }) : undefined;
    const refusal = `fail ${quoteWord(lacking)}\n`;
    return already?.kind === 'test' ? `if ${already.test}; then\n  already\nelse\n  ${refusal}fi\n` : refusal;
  }
  const already = alreadyThere(lab, step);
  const doing = refusal(step) + commandsOf(step);
  if (already === undefined) return doing;
  return already.kind === 'test' ? tested(already.test, step, doing) : marked(already, doing);
}

/** What its first command makes; Docker's settings are there when Docker goes by them. */
function alreadyThere(lab: string, { instructions }: Step): Already | undefined {
  const operations = instructions.flatMap((item) => (item.kind === 'do' ? [item.operation] : []));
  const shown = operations.find((operation) => operation.do === 'await-trust') ?? operations[0];
  return shown && alreadyDone(lab, shown);
}

/** Settings of somebody else's, which a script that never saw them cannot add to. */
function refusal({ instructions }: Step): string {
  return instructions
    .flatMap((item) => {
      if (item.kind !== 'do' || item.operation.do !== 'write-daemon-file') return [];
      const { path, to } = item.operation;
      const words = `${path} is there already: add what ${JSON.stringify(JSON.parse(to ?? '{}'))} says to it, run "systemctl reload docker", and this again`;
      return `[ ! -e ${quoteWord(path)} ] || fail ${quoteWord(words)}\n`;
    })
    .join('');
}

function tested(test: string, { instructions }: Step, doing: string): string {
  const claims = instructions.flatMap((item) =>
    item.kind === 'keep' ? [`  shared ${quoteWord(fileName(item.path))}\n`] : [],
  );
  return `if ${test}; then\n  already\n${claims.join('')}else\n${indented(doing)}fi\n`;
}

function marked({ mark, ours, fits, mend, taken }: Extract<Already, { kind: 'marked' }>, doing: string): string {
  const unmarked = `fail ${quoteWord(`it has ${taken} already, which is not this lab's`)}`;
  const fitting = fits === undefined ? unmarked : `if ${fits}; then already; else ${unmarked}; fi`;
  return `owner=$(${mark} 2>/dev/null) || owner='not there'
case $owner in
${quoteWord(ours)})
  already
${mend === undefined ? '' : `  ${mend}\n`}  ;;
'not there')
${indented(doing)}  ;;
*) ${fitting} ;;
esac
`;
}

/** What cleans up stands ready before the command that may fail; claims are taken back by the trap itself. */
function commandsOf({ instructions, undo }: Step): string {
  return instructions
    .map((item, at) => {
      if (item.kind === 'keep') return `keep ${quoteWord(fileName(item.path))} ${quoteWord(item.text.trimEnd())}\n`;
      const ready = undo.filter(({ made, argv }) => made === at && argv[0] !== 'rm');
      const quiet = item.kind === 'do' && QUIET.includes(item.operation.do) ? ' >/dev/null' : '';
      const lines = [
        ...ready.map(({ argv }) => `undo=${quoteWord(quoteCommand(argv))}`),
        `${quoteCommand(wordsOf(item))}${quiet}`,
      ];
      return lines.map((line) => `${line}\n`).join('');
    })
    .join('');
}

/** They print an id, or what was asked for, which says nothing to anybody. */
const QUIET: readonly Operation['do'][] = [
  'create-network',
  'run-container',
  'create-container',
  'start-container',
  'create-volume',
  'set-sysctl',
];

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A word may span lines, and its quotes with it: nothing may be put into it. */
const indented = (text: string): string =>
  text.split('\n').every((line) => (line.match(/'/g) ?? []).length % 2 === 0) ? text.replace(/^(?=.)/gm, '  ') : text;
