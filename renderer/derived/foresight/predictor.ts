/** What the worker does, without the worker: the newest prediction of each voice, its table, and the way of any one of its pairs. */
import type { HostState } from '../../../shared/host/state.ts';
import { predictEdited, predictFrom } from '../../../shared/reach/predict.ts';
import type { Prediction } from '../../../shared/reach/prediction.ts';
import { byEnds } from './ends.ts';
import type { Answer, Request, Voice } from './messages.ts';

/** A table of so many cells is traced in less than a tenth of a second. More classes than that are predicted as they are asked for. */
const MOST_CELLS = 40_000;

interface Newest {
  readonly id: number;
  readonly prediction: Prediction;
  readonly ends: ReturnType<typeof byEnds>;
}

export function newPredictor(): (request: Request) => Answer {
  const newest = new Map<Voice, Newest>();
  let states: ReadonlyMap<string, HostState> = new Map();

  function predicted(request: Request & { readonly kind: 'predict' }): Prediction {
    if (request.voice === 'drawing') return predictEdited(request.lab, newest.get('drawing')?.prediction);
    const { changed, names } = request;
    states = new Map(
      names.flatMap((name) => {
        const state = changed.get(name) ?? states.get(name);
        return state ? [[name, state] as const] : [];
      }),
    );
    return predictFrom(request.lab, states);
  }

  return (request) => {
    const { voice, id } = request;
    if (request.kind === 'predict') {
      const prediction = predicted(request);
      newest.set(voice, { id, prediction, ends: byEnds(prediction.endpoints) });
      return { kind: 'predicted', voice, id, table: prediction.table(MOST_CELLS) };
    }
    const { from, to } = request;
    const asked = newest.get(voice);
    const pair = asked?.id === id ? asked.ends(from, to) : undefined;
    const explanation = pair && asked?.prediction.explain(pair.source, pair.target);
    return { kind: 'explained', voice, id, from, to, explanation };
  };
}
