import { create } from 'zustand';
import type { BackendEvent, Question, Target } from '../../../shared/api.ts';
import { reduceEvents } from './reduce.ts';
import { NOTHING_RUN, type RunState } from './state.ts';

/** A lab at a place: what happens to one lab on real hosts has nothing to do with another lab, or with practice. */
export const placeKey = (lab: string, target: Target): string => `${target} ${lab}`;

export const labOfPlace = (place: string): string => place.slice(place.indexOf(' ') + 1);

/** What the backend's events have told, kept by lab and place. Which of them is shown is derived, not stored. */
export interface Runs {
  readonly places: ReadonlyMap<string, RunState>;
  /** The place of each activity. */
  readonly placeOf: ReadonlyMap<string, string>;
  /** What hosts ask on the way, in order. */
  readonly questions: readonly Question[];
  /** Number of the newest event. */
  readonly seq: number;
}

export const NO_RUNS: Runs = { places: new Map(), placeOf: new Map(), questions: [], seq: 0 };

export const useRuns = create<Runs>()(() => NO_RUNS);

export const receiveEvents = (events: readonly BackendEvent[]): void =>
  useRuns.setState((before) => received(before, events));

/** After a reconnect: all that still matters, from the beginning. */
export const receiveBacklog = (events: readonly BackendEvent[]): void =>
  useRuns.setState(received(NO_RUNS, events), true);

/** Pure; one new state for a batch, however many events. */
function received(before: Runs, events: readonly BackendEvent[]): Runs {
  const news = events.filter(({ seq }) => seq > before.seq);
  const last = news.at(-1);
  if (!last) return before;
  const placeOf = new Map(before.placeOf);
  const byPlace = new Map<string, BackendEvent[]>();
  let { questions } = before;
  for (const event of news) {
    if (event.type === 'activity-started') {
      placeOf.set(event.activity.id, placeKey(event.activity.lab, event.activity.target));
    } else if (event.type === 'question') {
      questions = [...questions.filter(({ id }) => id !== event.question.id), event.question];
    } else if (event.type === 'question-closed') {
      questions = questions.filter(({ id }) => id !== event.question);
    }
    const place = placeOfEvent(event, placeOf);
    if (place === undefined) continue;
    const own = byPlace.get(place);
    if (own) own.push(event);
    else byPlace.set(place, [event]);
  }
  const places = new Map(before.places);
  for (const [place, own] of byPlace) places.set(place, reduceEvents(places.get(place) ?? NOTHING_RUN, own));
  return { places, placeOf, questions, seq: last.seq };
}

/** Undefined: the event is of no lab, or of an activity that began before anything that is known. */
function placeOfEvent(event: BackendEvent, placeOf: ReadonlyMap<string, string>): string | undefined {
  if (event.type === 'activity-started') return placeKey(event.activity.lab, event.activity.target);
  // Only practice hosts tell by themselves how they are.
  if (event.type === 'host-now') return placeKey(event.lab, 'practice');
  return 'activity' in event ? placeOf.get(event.activity) : undefined;
}

/** What is known of the lab and place of an activity, wherever it is shown. */
export const runOf = (activity: string): RunState => {
  const { places, placeOf } = useRuns.getState();
  return places.get(placeOf.get(activity) ?? '') ?? NOTHING_RUN;
};

/** On any lab, at any place. */
export const somethingRuns = (): boolean =>
  [...useRuns.getState().places.values()].some(({ activities }) => activities.some(({ ended }) => ended === undefined));
