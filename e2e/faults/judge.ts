/** What the program claimed, and whether two looks at a host are the same. */
import type { Ran } from '../fixtures/cli.ts';
import type { Fault } from './faults.ts';

export interface Claim {
  readonly ok: boolean;
  readonly changed: number;
  /** Steps that it told as done. */
  readonly done: readonly { readonly resource: string; readonly action: string }[];
  /** What is wrong with the way in which it ended, whatever it did. */
  readonly problems: readonly string[];
}

interface Line {
  readonly type: string;
  readonly ok?: boolean;
  readonly changed?: number;
  readonly residue?: readonly string[];
  readonly status?: string;
  readonly resource?: string;
  readonly action?: string;
}

/** What no end of the program may have in it. */
export const crashed = ({ stderr }: Ran): readonly string[] =>
  /^\s+at .*[:(]\d+|node:internal|UnhandledPromise/m.test(stderr) ? [`a stack trace: ${stderr.slice(0, 1000)}`] : [];

/** Of a deploy or destroy with `--json` that ended by itself. */
export function claimOf(ran: Ran): Claim {
  const problems = [...crashed(ran)];
  const lines = ran.stdout
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line): readonly Line[] => {
      try {
        return [JSON.parse(line) as Line];
      } catch {
        problems.push(`not an event: ${line.slice(0, 200)}`);
        return [];
      }
    });
  const last = lines.at(-1);
  if (last?.type !== 'done') problems.push(`ended with ${ran.code} and without a last word: ${ran.stderr}`);
  const ok = last?.type === 'done' && last.ok === true;
  if (ok !== (ran.code === 0)) problems.push(`exit status ${ran.code} and ok ${String(last?.ok)}`);
  if (ok && (last?.residue?.length ?? 0) > 0) problems.push('done with residue');
  if (!ok && ran.code !== 1) problems.push(`exit status ${ran.code}`);
  if (!ok && ran.stderr.trim() === '') problems.push('failed without a word');
  const ended = new Map(
    lines.flatMap(({ type, status, resource = '', action = '' }) =>
      type === 'step-ended' && status === 'done' ? [[resource, { resource, action }] as const] : [],
    ),
  );
  return { ok, changed: last?.changed ?? 0, done: [...ended.values()], problems };
}

/** Docker gives its own networks other ids, and docker0 another MAC address, each time that it starts. */
const restarted = (inventory: string): string =>
  inventory
    .replace(/^(network (?:bridge|host|none) \S+) \S+$/gm, '$1')
    .replace(/^(link docker0: .* link\/ether) \S+/m, '$1');

/** An inventory without what a fault of this kind changes by itself. */
export const known = (inventory: string, { forgets }: Pick<Fault, 'forgets'>): string =>
  forgets === undefined ? inventory : restarted(inventory);

/** Of a deployed lab, what a Docker that was killed and came back still has: its containers ended with it. */
export const outlastsDocker = (inventory: string): string =>
  inventory.replace(/^(container \S+ \S+) \S+$/gm, '$1').replace(/ promiscuity \d+/g, '');

/** What a deployed lab looks like on whichever day: without what is new each time that it is made. */
export const recurring = (inventory: string): string =>
  restarted(inventory)
    .replace(/^(network \S+ \S+) \S+$/gm, '$1')
    .replace(/^(container \S+ \S+) \S+/gm, '$1')
    .replace(/ (link\/ether) \S+/g, ' $1')
    // The record holds what stood there before: Docker's own ids are not in it, its size is.
    .trim();

/** Lines that only one of the two has. Empty: they are the same. */
export function differences(before: string, after: string): string {
  const only = (sign: string, these: string, those: string): readonly string[] => {
    const others = new Set(those.split('\n'));
    return these.split('\n').flatMap((line) => (others.has(line) ? [] : [`${sign} ${line}`]));
  };
  return [...only('-', before, after), ...only('+', after, before)].join('\n');
}

/**
 * What a second program is judged by: without what is of the first, which is still at work there. It says so to whoever comes;
 * a destroy takes away the folder of all labs' records in the end, which a lab that is deployed has. What of a lab were in that
 * would be a line of its own.
 * @param command the second's
 */
export const besideFirst = (command: 'deploy' | 'destroy', inventory: string): string =>
  inventory.replace(
    command === 'deploy'
      ? /^file \/run\/trunkline\.holder\n/gm
      : /^file \/(?:run\/trunkline\.holder|var\/lib\/trunkline)\n/gm,
    '',
  );
