import { inventoryBefore } from '../host/inventory.ts';
import { inventoryFile, recordDirectory, recordRoot, savedDirectory, savedFile, syncRecords } from '../host/record.ts';
import { type HostState, recordOf } from '../host/state.ts';
import { indexBy } from '../index-by.ts';
import type { Host, Lab } from '../lab/lab.ts';
import type { Operation } from '../machine/operation.ts';
import { render } from '../machine/render.ts';
import { type Problem, problem } from '../problem.ts';
import { persistKind } from '../resources/persistence.ts';
import type { Saved, Standing, Turn, Wanted } from '../resources/resource.ts';
import { NO_SUPPLIES, type Supplies } from '../resources/supply.ts';
import { commandLine } from './command-line.ts';
import { desired, owned } from './desired.ts';
import { diff, type Move, madeBy } from './diff.ts';
import { refusedByDocker } from './docker-refusals.ts';
import type { Change, HostPlan, Intent } from './plan.ts';
import { planPreflight } from './preflight.ts';
import type { HostProgram, Instruction, Step } from './program.ts';
import { rehearse } from './rehearsal.ts';

/** What must happen on one host so that it is as the drawing says, or, to destroy, as it was before the lab. */
export function planHost(
  lab: Lab,
  host: Host,
  state: HostState,
  intent: Intent,
  supplies: Supplies = NO_SUPPLIES,
): HostProgram {
  return intent === 'destroy'
    ? planDestroy(state, lab.name, host.name)
    : deployment(lab, host, state, supplies, (moves) => rehearse(host.name, moves, state));
}

/** What a deploy would change on a host, for who only looks at it: not tried on a copy of the host, which takes half as long again. */
export const untriedPlan = (lab: Lab, host: Host, state: HostState): HostPlan =>
  deployment(lab, host, state, NO_SUPPLIES, () => []).plan;

/** @param tried what would be refused of moves in whose way nothing else is */
function deployment(
  lab: Lab,
  host: Host,
  state: HostState,
  supplies: Supplies,
  tried: (moves: readonly Move[]) => readonly Problem[],
): HostProgram {
  const wanted = desired(lab, host, supplies);
  const { moves, standing, problems } = diff(wanted, owned(state, lab.name, host.name), state);
  const parts = partsFor(moves, state, lab.name, 'deploy');
  const refused = [...planPreflight(host.name, moves, state), ...refusedHere(lab, host, state), ...problems];
  const isRefused = refused.some(({ severity }) => severity === 'error');
  const first = parts.length > 0 && recordOf(state, lab.name)?.inventory === undefined;
  return programOf(
    {
      host: host.name,
      standing,
      forgets: lab.persist ? [] : forgotten(wanted, state),
      problems: isRefused ? refused : [...refused, ...tried(moves)],
    },
    first ? [keepRecord(lab.name, host.name, state), ...parts] : parts,
  );
}

/**
 * Docker keeps its networks, and starts no container of a lab that does not survive a restart; everything else the kernel has
 * only in its memory. What was there before the lab is its owner's to bring back.
 */
const forgotten = (wanted: readonly Wanted[], state: HostState): readonly string[] =>
  wanted.flatMap(({ kind, needs, noun, presentIn }) => {
    if (kind !== 'container' && needs.includes('docker')) return [];
    const presence = presentIn(state);
    return presence.kind === 'clash' || (presence.kind === 'present' && !presence.owned) ? [] : [noun];
  });

/** What the Docker of this host refuses and others take; what all of them refuse is said before any host is asked. */
const refusedHere = (lab: Lab, host: Host, { docker }: HostState): readonly Problem[] =>
  docker.kind === 'ready' ? refusedByDocker(lab, host, docker.version) : [];

/** What must happen on one host so that nothing of a lab is left there. Follows the marks on the host, not a drawing. */
export function planDestroy(state: HostState, lab: string, host: string): HostProgram {
  const { moves, standing, problems } = diff([], owned(state, lab, host), state);
  const parts = partsFor(moves, state, lab, 'destroy');
  const recorded = recordOf(state, lab) !== undefined;
  return programOf(
    {
      host,
      standing,
      forgets: [],
      problems: [...planPreflight(host, moves, state), ...unseen(state, recorded, host), ...problems],
    },
    recorded ? [...parts, forgetRecord(lab, host, moves)] : parts,
  );
}

/** A host that could not be asked has a plan too: it says why there is none. */
export const unplanned = (host: string, problems: readonly Problem[]): HostProgram => ({
  plan: { host, changes: [], standing: [], forgets: [], problems },
  steps: [],
});

/** A change and what runs for it, before they have their place in the list. */
interface Part {
  readonly change: Omit<Change, 'commands'>;
  readonly instructions: readonly Instruction[];
  readonly undo: Step['undo'];
  readonly marks: Step['marks'];
  readonly awaits: Step['awaits'];
  readonly turns: readonly Turn[];
  readonly beside?: string;
  readonly later?: true;
}

/** What is gone by itself, and remembered only by the record that goes last, is no step. */
function programOf(plan: Omit<HostPlan, 'changes'>, all: readonly Part[]): HostProgram {
  const parts = all.filter(({ instructions }) => instructions.length > 0);
  const awaited = awaitedBy(parts);
  const problems = [...new Map(plan.problems.map((item) => [JSON.stringify(item), item])).values()];
  return {
    plan: {
      ...plan,
      problems,
      changes: parts.map((part) => ({ ...part.change, commands: part.instructions.map(commandLine) })),
    },
    steps: parts.map(({ instructions, undo, marks, awaits, beside, later }, index) => ({
      index,
      phase: 0,
      instructions,
      undo,
      marks,
      awaits,
      ...(beside !== undefined && { beside }),
      ...(later && { later }),
      after: awaited[index] ?? [],
    })),
  };
}

/** Of each part the numbers of those that it waits for: what makes what it comes after, and whose turn is before its own. */
function awaitedBy(parts: readonly Part[]): readonly (readonly number[])[] {
  const byResource = indexBy([...parts.entries()], ([, { change }]) => [change.resource]);
  const queues = new Map<string, Queue>();
  return parts.map(({ change, turns }, index) => {
    const makers = change.after.flatMap((resource) => byResource.get(resource) ?? []).map(([number]) => number);
    const others = turns.flatMap((turn) => takeTurn(queues, turn, index));
    return [...new Set([...makers, ...others])].filter((number) => number < index).sort((a, b) => a - b);
  });
}

/** Who was last to take any of what a place hands out, and who has taken something of its own choice since then. */
interface Queue {
  readonly any: readonly number[];
  readonly chosen: readonly number[];
}

/** Those that somebody waits for waited for all before them. */
function takeTurn(queues: Map<string, Queue>, { at, any }: Turn, index: number): readonly number[] {
  const queue = queues.get(at) ?? { any: [], chosen: [] };
  queues.set(at, any ? { any: [index], chosen: [] } : { ...queue, chosen: [...queue.chosen, index] });
  return any ? [...queue.any, ...queue.chosen] : queue.any;
}

const run = (argv: readonly string[]): Instruction => ({ kind: 'run', argv });

const perform = (operation: Operation): Instruction => ({ kind: 'do', operation });

function removal(old: Standing, state: HostState): readonly Instruction[] {
  const onLink = old.goesWith?.(state);
  return old
    .remove(state)
    .map((operation) => (onLink === undefined ? perform(operation) : { kind: 'do', operation, onLink }));
}

function partsFor(moves: readonly Move[], state: HostState, lab: string, intent: Intent): readonly Part[] {
  const earlier = follows(moves);
  const comeBack = new Set(moves.flatMap(({ resource, makes }) => (makes === undefined ? [] : [resource.key])));
  const parts = moves.map((move, at) => partFor(move, earlier(move, at), comeBack, state, lab, intent));
  const persisted = moves.find(({ resource }) => resource.kind === persistKind.kind);
  return persisted === undefined ? parts : [...parts, endOfWatch(lab, persisted)];
}

/** We come to the host once more: that is what the watch waits for. */
const endOfWatch = (lab: string, { resource }: Move): Part => ({
  change: {
    action: 'update',
    resource: 'watch',
    kind: 'watch',
    subject: resource.subject,
    summary: `End the watch on ${resource.subject}, which would take this back after a minute without us.`,
    after: [resource.key],
  },
  instructions: [perform({ do: 'end-watch', lab })],
  undo: [],
  marks: [],
  awaits: [],
  turns: [],
  later: true,
});

function partFor(
  move: Move,
  after: readonly string[],
  comeBack: ReadonlySet<string>,
  state: HostState,
  lab: string,
  intent: Intent,
): Part {
  const { resource, removes } = move;
  const before: Instruction[] = removes.flatMap((old) => [
    ...removal(old, state),
    // Destroy ends with the whole record; an old value is needed until then by labs that share the thing.
    ...(intent === 'destroy' || comeBack.has(old.key) ? [] : forget(old.key, state, lab)),
  ]);
  const kept: readonly Saved[] = move.makes === undefined ? [] : (move.resource.saves?.(state) ?? []);
  for (const { key, value } of kept) {
    before.push({ kind: 'keep', lab, path: savedFile(lab, key), text: `${value}\n` });
  }
  const undo = move.makes === 'create' ? (move.resource.undoFailedCreate?.(state) ?? []) : [];
  const made = madeBy(move, state).map(perform);
  return {
    change: {
      action: move.action,
      resource: resource.key,
      kind: resource.kind,
      subject: resource.subject,
      summary: summaryOf(move),
      after,
      ...(move.makes !== undefined && move.resource.bytes !== undefined && { bytes: move.resource.bytes }),
    },
    instructions: [...before, ...made, ...(made.length > 0 && move.resource.lasts ? [run(['sync'])] : [])],
    undo: [
      ...undo.map(({ made, operation }) => ({ made: before.length + made, argv: render(operation) })),
      // A claim to what we failed to make would let destroy take away what somebody else makes later.
      ...kept.map(({ key }) => ({ made: before.length, argv: unclaim(savedFile(lab, key), move) })),
    ],
    ...(resource.beside && { beside: resource.kind }),
    awaits: move.makes === undefined ? [] : (resource.awaits ?? []),
    turns: [...removes, resource].flatMap(({ turns = [] }) => turns),
    marks: removes.flatMap(({ mark, remove }) => (mark === undefined || remove(state).length === 0 ? [] : [mark])),
  };
}

function unclaim(file: string, { makes, resource }: Move): readonly string[] {
  const stands = makes === undefined ? undefined : resource.standsAfterAll;
  return stands === undefined
    ? ['rm', '-f', file]
    : ['sh', '-c', '"$@" >/dev/null 2>&1 || rm -f "$0"', file, ...stands];
}

/** Not of a thing that comes back, which keeps its old value: it is the value from before the lab. */
function forget(key: string, state: HostState, lab: string): readonly Instruction[] {
  const saved = recordOf(state, lab)?.saved ?? {};
  return Object.hasOwn(saved, key) ? [run(['rm', '-f', savedFile(lab, key)])] : [];
}

/**
 * The keys of earlier moves without which a move cannot run: they make what it requires; or they take away what it makes anew,
 * what stands on something that it takes away, or what is in the place of what it makes.
 */
function follows(moves: readonly Move[]): (move: Move, at: number) => readonly string[] {
  const numbered = [...moves.entries()];
  const of = (wordsOf: (move: Move) => readonly string[]) => indexBy(numbered, ([, move]) => wordsOf(move));
  const byKey = of(({ resource }) => [resource.key]);
  const byGone = of(({ removes }) => removes.map(({ key }) => key));
  const byGround = of(({ removes }) => removes.flatMap(({ requires }) => requires));
  const byPlace = of(({ removes }) => removes.flatMap(({ occupies }) => occupies));
  return ({ resource, removes }, at) => {
    const found = [
      ...resource.requires.flatMap((key) => byKey.get(key) ?? []),
      ...(byGone.get(resource.key) ?? []),
      ...removes.flatMap(({ key }) => byGround.get(key) ?? []),
      ...resource.occupies.flatMap((place) => byPlace.get(place) ?? []),
    ];
    const earlier = new Set(found.flatMap(([number]) => (number < at ? [number] : [])));
    return [...earlier].sort((a, b) => a - b).flatMap((number) => moves[number]?.resource.key ?? []);
  };
}

function summaryOf(move: Move): string {
  const { action, resource } = move;
  if (move.makes === undefined) return `Remove the ${resource.noun}.`;
  const { how } = move;
  if (how === undefined) return move.resource.explain;
  return `${action === 'replace' ? 'Replace' : 'Mend'} the ${resource.noun}: ${how}.`;
}

/** Without Docker's answer we would forget a lab whose containers come back with Docker. */
function unseen({ docker }: HostState, recorded: boolean, host: string): readonly Problem[] {
  if (!recorded || docker.kind === 'ready' || docker.kind === 'missing') return [];
  return [
    problem({
      code: 'docker-unseen',
      subject: host,
      message: `Docker on ${host} does not tell which containers and networks are the lab's.`,
      hint: 'Start Docker there, or use a user who may ask it, and destroy again.',
      detail: { output: docker.message },
    }),
  ];
}

/** Before the first change: the directory for what must be remembered, and in it what the host looks like now. */
function keepRecord(lab: string, host: string, state: HostState): Part {
  return {
    change: {
      action: 'create',
      resource: 'record',
      kind: 'record',
      subject: host,
      summary: `Keep what stands on ${host} now, so that destroy can prove that nothing is left.`,
      after: [],
    },
    instructions: [
      run(['mkdir', '-p', savedDirectory(lab)]),
      { kind: 'keep', lab, path: inventoryFile(lab), text: inventoryBefore(state, lab) },
    ],
    undo: [],
    marks: [],
    awaits: [],
    turns: [],
  };
}

/** The last step of all, so that a destroy that failed half way can be done again. */
function forgetRecord(lab: string, host: string, moves: readonly Move[]): Part {
  return {
    change: {
      action: 'delete',
      resource: 'record',
      kind: 'record',
      subject: host,
      summary: `Forget what stood on ${host} before.`,
      after: [...moves.map(({ resource }) => resource.key), 'watch'],
    },
    instructions: [
      run(['rm', '-rf', recordDirectory(lab)]),
      run(['find', recordRoot, '-maxdepth', '0', '-empty', '-delete']),
      // A journal that has the one has all that went before: what a host that loses power now brings back is without the lab.
      run(syncRecords),
    ],
    undo: [],
    marks: [],
    awaits: [],
    turns: [],
  };
}
