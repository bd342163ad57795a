/**
 * Takes out of a session's answers what no two hosts have in common: ids, MAC addresses, times, counters and the order of the
 * machine's own numbers. What stays must be equal, letter for letter.
 */
import type { ShellAnswer } from './answer.ts';

/**
 * The same id has the same mask throughout a session, short or long: the command that told it first, and which of its ids it was. So
 * an id more in one answer makes no other of those of later ones.
 */
export function masked(answers: readonly ShellAnswer[]): readonly ShellAnswer[] {
  const ids = new Map<string, string>();
  let command = 0;
  let first = 0;
  const maskOf = (id: string): string => {
    const short = id.slice(0, 12);
    const before = ids.get(short);
    if (before !== undefined) return before;
    first += 1;
    const mask = `<id ${command}.${first}>`;
    ids.set(short, mask);
    return mask;
  };
  const mask = (line: string): string =>
    MASKS.reduce((text, [pattern, by]) => text.replace(pattern, by), line.replace(ID, maskOf)).replace(GAPS, '$1  ');
  return answers.map((answer, at) => {
    command = at + 1;
    first = 0;
    return {
      ...answer,
      stdout: inOrder(
        answer,
        withoutWhoTypes(answer).map((line) => counted(answer, mask(line))),
      ),
      stderr: withoutNoise(answer).map(mask),
    };
  });
}

/** Whoever types at a real host is a neighbour of it, maybe its only one. */
function withoutWhoTypes({ run, stdout }: ShellAnswer): readonly string[] {
  if (!/\bip\b.* n(?:ei?g?h?\w*)?\b|\barp\b/.test(run)) return stdout;
  const others = stdout.filter((line) => !/^192\.168\.1\.1\s/.test(line));
  return others.length === 1 && others[0] === '' ? [] : others;
}

/** How far curl has come and that a container did not start are told sooner or later, or not at all. */
function withoutNoise({ run, stderr }: ShellAnswer): readonly string[] {
  const left = stderr.filter(
    (line) => !/^time=".*" level=error msg="error waiting for container: context canceled"$/.test(line),
  );
  if (!/\bcurl\b/.test(run)) return left;
  return left
    .map((line) => line.replace(/^.*--:--:--[ 0-9]*(?=curl: )/s, ''))
    .filter((line) => !/^ *% Total|^ *Dload {2}Upload|--:--:--/.test(line.replaceAll('\r', '')));
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
 * the kernel's hash table, which is another one at each boot. Of the two questions of nslookup either may be answered first.
 */
const UNORDERED = /^docker (?:images|image ls)\b|\barp(?: -[an]+)?$|\bnslookup \w|^docker network prune/;
const inOrder = ({ run }: ShellAnswer, lines: readonly string[]): readonly string[] =>
  UNORDERED.test(run) ? [...lines].sort() : lines;

/** Docker's ids and those of images; a word of twelve digits alone is no id. */
const ID = /\b(?=[0-9]*[a-f])(?:[0-9a-f]{64}|[0-9a-f]{12})\b/g;

/** Tables are as wide as what stands in them; the beginning of a line counts. */
const GAPS = /(\S) {2,}/g;

const MASKS: readonly (readonly [RegExp, string])[] = [
  // What is left of an address's time.
  [/\b(valid_lft|preferred_lft) [0-9]+sec\b/g, '$1 <time>'],
  // The host's end of a container's cable is called at random.
  [/\bveth[0-9a-f]{7}\b/g, '<veth>'],
  // Behind a colour too.
  [/(?:\b|(?<=\[33m))(?!00:00:00:00:00:00|ff:ff:ff:ff:ff:ff)(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/gi, '<mac>'],
  [/(?:\b|(?<=\[34m))fe80::[0-9a-f:]+/g, '<link-local>'],
  // The group of a neighbour's question follows from the MAC.
  [/\bff02::1:ff[0-9a-f:]+/g, '<solicited>'],
  // For a second after a link came up.
  [/ scope link tentative /g, ' scope link '],
  [/\btime=[0-9.]+ ms/g, 'time=<ms>'],
  [/\btime [0-9]+ms/g, 'time <ms>'],
  [/(min\/avg\/max(?:\/mdev)?) = [0-9./]+ ms/g, '$1 = <ms>'],
  [/\bipg\/ewma [0-9./]+ ms/g, 'ipg/ewma <ms>'],
  [/ +[0-9]+\.[0-9]+ ?ms\b/g, ' <ms>'],
  // The number of ping's own process.
  [/\bident=[0-9]+/g, 'ident=<pid>'],
  // What a card can carry is its own: those of the lab's guests take 1500, practice hosts' any.
  [/\bmaxmtu (?:1500|65535)\b/g, 'maxmtu <card>'],
  [
    /\b(?:Less than a second|About an? (?:minute|hour)|[0-9]+ (?:second|minute|hour|day|week|month)s?)\b( ago)?/g,
    '<age>$1',
  ],
  [/\b[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9]?[0-9] [0-9:]{8} [0-9]{4}\b/g, '<date>'],
  [/\b[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z?/g, '<date>'],
  [/\[[0-9]+:[0-9]+\]/g, '[<counted>]'],
  [/\b(?:STALE|REACHABLE|DELAY|PROBE)\b/g, '<neighbour>'],
  [/(\[::1\]|\b127\.0\.0\.1):[0-9]{4,5}->/g, '$1:<port>->'],
  // Where containerd listens is free for the moment when it starts.
  [/\b127\.0\.0\.1:[0-9]{5}(?= )/g, '127.0.0.1:<port>'],
  // Numbers of links that Docker has made, times that a connection took, what rules have counted.
  [/ after [0-9]+ milliseconds$/g, ' after <ms>'],
  [/ after [0-9]+ ms: /g, ' after <ms>: '],
  [/^(real|user|sys)(\t| )\d+m?[0-9.]+s?$/, '$1$2<time>'],
  [/\b[0-9]+: (eth[0-9]+)@if[0-9]+: /g, '<index>: $1@if<index>: '],
  [/ \(policy (ACCEPT|DROP) [0-9]+[KMG]? packets, [0-9]+[KMG]? bytes\)/g, ' (policy $1 <counted>)'],
  [/(RX|TX) (packets|bytes):[0-9]+(?: \([0-9.]+ [KMGT]?i?B\))?/g, '$1 $2:<counted>'],
  // How far a bridge's clocks have come.
  [/\b(gc_timer|forward_delay_timer)( +|":)[0-9]+\.[0-9]{2}\b/g, '$1$2<timer>'],
  // Bytes of a MAC address without a zero before them.
  [/\b([0-9a-f]{4}\.)(?!0:0:0:0:0:0\b)(?:[0-9a-f]{1,2}:){5}[0-9a-f]{1,2}\b/g, '$1<mac>'],
  [/\bsha256:[0-9a-f]{64}/g, 'sha256:<digest>'],
  // How a kernel was built.
  [/^(vermagic: +\S+ ).*/g, '$1<build>'],
  // Its driver of a card.
  [/\b(?:uml-vector uml-vector\.|virtio_net virtio)(?=[0-9] )/g, '<driver>'],
  // A registry's log: when, by which process, from which port, after how long.
  [/\b[0-9]{2}\/[A-Z][a-z]{2}\/[0-9]{4}:[0-9:]{8}(?= \+0000)/g, '<date>'],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-(?:<id [0-9.]+>|[0-9a-f]{12})/g, '<uuid>'],
  [/(\bremoteaddr\S*="[0-9.]+:)[0-9]+/g, '$1<port>'],
  [/(\bresponse\.duration\S*?=)[0-9.]+[mµ]?s\b/g, '$1<ms>'],
  [/\bupload purge in [0-9]+m/g, 'upload purge in <time>'],
  [/^(\S+(?:INFO|WARN|ERRO)\S+?)\[[0-9]{4}\]/g, '$1[<time>]'],
];
