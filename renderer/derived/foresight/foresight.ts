/**
 * Asks the worker that predicts large labs beside the window. One request for each voice is under way; of those that come
 * meanwhile the newest is the next, and the others are never predicted.
 */
import { create } from 'zustand';
import type { HostState } from '../../../shared/host/state.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import type { PredictionTable } from '../../../shared/reach/prediction.ts';
import type { Verdict as Explanation } from '../../../shared/reach/verdict.ts';
import type { PairEnd } from '../../store/selection.ts';
import type { Answer, Request, Voice } from './messages.ts';

type States = ReadonlyMap<string, HostState>;

/** What a prediction is of. The hosts' states, where they tell them; undefined: of the drawing. */
export interface Subject {
  readonly lab: Lab;
  readonly states: States | undefined;
}

/** The newest that the worker has predicted. */
export interface Foreseen {
  readonly id: number;
  readonly of: Subject;
  /** Undefined: it has too many classes to be handed over. */
  readonly table: PredictionTable | undefined;
}

interface Foresight {
  readonly drawing: Foreseen | undefined;
  readonly hosts: Foreseen | undefined;
  /** How many explanations have come: what depends on them is made anew. */
  readonly explained: number;
  /** There is no worker, or it ended: the window predicts by itself. */
  readonly alone: boolean;
}

export const useForesight = create<Foresight>()(() => ({
  drawing: undefined,
  hosts: undefined,
  explained: 0,
  alone: typeof Worker === 'undefined',
}));

interface Asking {
  readonly id: number;
  readonly of: Subject;
}

const underWay = new Map<Voice, Asking>();
const next = new Map<Voice, Asking>();
let told: States = new Map();
let ids = 0;
let worker: Worker | undefined;

const voiceOf = ({ states }: Subject): Voice => (states === undefined ? 'drawing' : 'hosts');
export const isSame = (a: Subject | undefined, b: Subject): boolean => a?.lab === b.lab && a.states === b.states;

/** Has it predicted, unless that is under way or done. */
export function foresee(of: Subject): void {
  const voice = voiceOf(of);
  const last = next.get(voice) ?? underWay.get(voice) ?? useForesight.getState()[voice];
  if (isSame(last?.of, of)) return;
  next.set(voice, { id: ++ids, of });
  if (!underWay.has(voice)) send(voice);
}

function send(voice: Voice): void {
  const asking = next.get(voice);
  next.delete(voice);
  if (!asking) return;
  underWay.set(voice, asking);
  const { id, of } = asking;
  const { lab, states } = of;
  if (states === undefined) {
    post({ kind: 'predict', voice: 'drawing', id, lab });
    return;
  }
  const changed = new Map([...states].filter(([name, state]) => told.get(name) !== state));
  told = states;
  post({ kind: 'predict', voice: 'hosts', id, lab, changed, names: [...states.keys()] });
}

const explanations = new WeakMap<Foreseen, Map<string, Explanation | undefined>>();
const waiting = new Map<string, ((explanation: Explanation | undefined) => void)[]>();
const keyOf = (voice: Voice, id: number, from: string, to: PairEnd): string =>
  `${voice} ${id} ${from} ${to.id} ${to.address}`;

/** Known already, or asked for: then `explained` tells when it is there. */
export function explained(by: Foreseen, from: string, to: PairEnd): Explanation | undefined {
  const key = keyOf(voiceOf(by.of), by.id, from, to);
  const known = explanations.get(by);
  if (known?.has(key)) return known.get(key);
  void explainSoon(by, from, to);
  return undefined;
}

/** Undefined: there is no such pair, or another prediction has come since. */
export function explainSoon(by: Foreseen, from: string, to: PairEnd): Promise<Explanation | undefined> {
  const voice = voiceOf(by.of);
  const key = keyOf(voice, by.id, from, to);
  const known = explanations.get(by);
  if (known?.has(key)) return Promise.resolve(known.get(key));
  return new Promise((resolve) => {
    const others = waiting.get(key);
    if (others) {
      others.push(resolve);
      return;
    }
    waiting.set(key, [resolve]);
    post({ kind: 'explain', voice, id: by.id, from, to });
  });
}

function received(answer: Answer): void {
  const { voice, id } = answer;
  if (answer.kind === 'predicted') {
    const asked = underWay.get(voice);
    underWay.delete(voice);
    if (asked?.id === id) useForesight.setState({ [voice]: { id, of: asked.of, table: answer.table } });
    send(voice);
    return;
  }
  const key = keyOf(voice, id, answer.from, answer.to);
  const by = useForesight.getState()[voice];
  if (by?.id === id) {
    const known = explanations.get(by) ?? new Map<string, Explanation | undefined>();
    explanations.set(by, known.set(key, answer.explanation));
  }
  const listeners = waiting.get(key) ?? [];
  waiting.delete(key);
  for (const listener of listeners) listener(answer.explanation);
  useForesight.setState(({ explained: times }) => ({ explained: times + 1 }));
}

/** Who waits is told that nothing comes; from now on the window predicts by itself. */
function goAlone(): void {
  worker?.terminate();
  worker = undefined;
  underWay.clear();
  next.clear();
  for (const listeners of waiting.values()) for (const listener of listeners) listener(undefined);
  waiting.clear();
  useForesight.setState({ alone: true, drawing: undefined, hosts: undefined });
}

function post(request: Request): void {
  if (useForesight.getState().alone) return;
  try {
    worker ??= started();
    worker.postMessage(request);
  } catch {
    goAlone();
  }
}

function started(): Worker {
  const beside = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'foresight' });
  beside.addEventListener('message', ({ data }: MessageEvent<Answer>) => received(data));
  beside.addEventListener('error', goAlone);
  return beside;
}
