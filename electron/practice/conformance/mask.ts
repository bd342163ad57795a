/**
 * Takes out of a session's answers what no two hosts have in common: ids, MAC addresses, times, counters and the order of the
 * machine's own numbers. What stays must be equal, letter for letter.
 */
import type { ShellAnswer } from './answer.ts';

/** The same id has the same mask throughout a session, short or long. */
export function masked(answers: readonly ShellAnswer[]): readonly ShellAnswer[] {
  const ids = new Map<string, string>();
  const maskOf = (id: string): string => {
    const short = id.slice(0, 12);
    const known = ids.get(short) ?? `<id ${ids.size + 1}>`;
    ids.set(short, known);
    return known;
  };
  const mask = (line: string): string =>
    MASKS.reduce((text, [pattern, by]) => text.replace(pattern, by), line.replace(ID, maskOf)).replace(GAPS, '$1  ');
  return answers.map((answer) => ({
    ...answer,
    stdout: inOrder(
      answer,
      answer.stdout.map((line) => counted(answer, mask(line))),
    ),
    stderr: answer.stderr.map(mask),
  }));
}

/** Numbers of processes follow from all that has run on a machine, but for the first one's. */
function counted({ run }: ShellAnswer, line: string): string {
  if (/\bps\b/.test(run)) return line.replace(/^( *)(?!1 )[0-9]+ (?=\S)/, '<pid> ');
  // Whatever else goes over a real host's wires is counted too.
  if (/\bip -s\b/.test(run)) return line.replace(/^ *[0-9]+ +[0-9]+(?= {2}0 {2}0 )/, '<counted>');
  if (/\biptables\b.* -\w*v|\biptables -\w*v/.test(run))
    return line.replace(/^ *[0-9]+[KMG]? +[0-9]+[KMG]? (?=[A-Z])/, '<counted> ');
  return /\/proc\/net\/dev/.test(run) ? line.replace(/^( *\w+: ) *[0-9].*$/, '$1<counted>') : line;
}

/**
 * Docker lists the names of one image in no order: twice recorded, `docker images` gave two. Neighbours stand in the order of
 * the kernel's hash table, which is another one at each boot.
 */
const UNORDERED = /^docker (?:images|image ls)\b|\barp(?: -[an]+)?$/;
const inOrder = ({ run }: ShellAnswer, lines: readonly string[]): readonly string[] =>
  UNORDERED.test(run) ? [...lines].sort() : lines;

/** Docker's ids and those of images; a word of twelve digits alone is no id. */
const ID = /\b(?=[0-9]*[a-f])(?:[0-9a-f]{64}|[0-9a-f]{12})\b/g;

/** Tables are as wide as what stands in them; the beginning of a line counts. */
const GAPS = /(\S) {2,}/g;

const MASKS: readonly (readonly [RegExp, string])[] = [
  [/\b(?!00:00:00:00:00:00|ff:ff:ff:ff:ff:ff)(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/gi, '<mac>'],
  [/\bfe80::[0-9a-f:]+/g, '<link-local>'],
  // For a second after a link came up.
  [/ scope link tentative /g, ' scope link '],
  [/\btime=[0-9.]+ ms/g, 'time=<ms>'],
  [/\btime [0-9]+ms/g, 'time <ms>'],
  [/(min\/avg\/max(?:\/mdev)?) = [0-9./]+ ms/g, '$1 = <ms>'],
  [/ +[0-9]+\.[0-9]+ ?ms\b/g, ' <ms>'],
  [
    /\b(?:Less than a second|About an? (?:minute|hour)|[0-9]+ (?:second|minute|hour|day|week|month)s?)\b( ago)?/g,
    '<age>$1',
  ],
  [/\b[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9]?[0-9] [0-9:]{8} [0-9]{4}\b/g, '<date>'],
  [/\b[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z?/g, '<date>'],
  [/\[[0-9]+:[0-9]+\]/g, '[<counted>]'],
  [/\b(?:STALE|REACHABLE|DELAY|PROBE)\b/g, '<neighbour>'],
  [/(\[::1\]|\b127\.0\.0\.1):[0-9]{4,5}->/g, '$1:<port>->'],
  // Numbers of links that Docker has made, times that a connection took, what rules have counted.
  [/ after [0-9]+ ms: /g, ' after <ms>: '],
  [/\b[0-9]+: (eth[0-9]+)@if[0-9]+: /g, '<index>: $1@if<index>: '],
  [/ \(policy (ACCEPT|DROP) [0-9]+[KMG]? packets, [0-9]+[KMG]? bytes\)/g, ' (policy $1 <counted>)'],
  [/(RX|TX) (packets|bytes):[0-9]+(?: \([0-9.]+ [KMGT]?i?B\))?/g, '$1 $2:<counted>'],
  [/\bsha256:[0-9a-f]{64}/g, 'sha256:<digest>'],
];
