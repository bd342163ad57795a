import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLab } from '../../../shared/lab/edit.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { macvlanTwoHosts } from '../../../shared/lab/templates/macvlan-two-hosts.ts';
import { predictLab } from '../../../shared/reach/predict.ts';
import type * as Foresight from './foresight.ts';
import type { Answer, Request } from './messages.ts';
import { newPredictor } from './predictor.ts';

/** A worker that answers when the test lets it. */
class FakeWorker extends EventTarget {
  static last: FakeWorker;
  readonly asked: Request[] = [];
  private readonly answer = newPredictor();

  constructor() {
    super();
    FakeWorker.last = this;
  }

  postMessage(request: Request): void {
    this.asked.push(request);
  }

  answerNext(): void {
    const request = this.asked.shift();
    if (request) this.dispatchEvent(new MessageEvent<Answer>('message', { data: this.answer(request) }));
  }

  terminate(): void {
    this.asked.length = 0;
  }
}

const labNamed = (name: string): Lab => {
  const { lab } = openLab(macvlanTwoHosts.text.replace(/^name: .*$/m, `name: ${name}`));
  if (!lab) throw new Error('the template can be read');
  return lab;
};
const ofDrawing = (name: string): Foresight.Subject => ({ lab: labNamed(name), states: undefined });
const TO = { id: 'docker02/bbox11', address: '172.16.10.11' };

describe('predicting beside the window', () => {
  let foresight: typeof Foresight;

  beforeEach(async () => {
    vi.resetModules();
    vi.stubGlobal('Worker', FakeWorker);
    foresight = await import('./foresight.ts');
  });
  afterEach(() => vi.unstubAllGlobals());

  it('of edits that come while one is predicted only the newest is predicted next', () => {
    const [first, second, third] = [ofDrawing('first'), ofDrawing('second'), ofDrawing('third')];
    foresight.foresee(first);
    foresight.foresee(second);
    foresight.foresee(third);
    foresight.foresee(third);
    const worker = FakeWorker.last;
    expect(worker.asked).toHaveLength(1);

    worker.answerNext();
    expect(foresight.useForesight.getState().drawing?.of).toBe(first);
    expect(worker.asked).toMatchObject([{ kind: 'predict', lab: { name: 'third' } }]);

    worker.answerNext();
    expect(foresight.useForesight.getState().drawing?.of).toBe(third);
    expect(worker.asked).toEqual([]);
  });

  it('a pair is explained by the prediction that is shown, once for all who ask', async () => {
    const of = ofDrawing('explained');
    foresight.foresee(of);
    FakeWorker.last.answerNext();
    const by = foresight.useForesight.getState().drawing;
    if (!by) throw new Error('it is predicted');
    expect(foresight.explained(by, 'docker01/bbox10', TO)).toBeUndefined();
    const soon = foresight.explainSoon(by, 'docker01/bbox10', TO);
    expect(FakeWorker.last.asked).toHaveLength(1);

    FakeWorker.last.answerNext();
    const explanation = await soon;
    expect(foresight.explained(by, 'docker01/bbox10', TO)).toBe(explanation);
    const prediction = predictLab(of.lab);
    const source = prediction.endpoints.sources.find(({ id }) => id === 'docker01/bbox10');
    const target = prediction.endpoints.targets.find(({ id }) => id === TO.id);
    expect(explanation).toEqual(source && target && prediction.explain(source, target));
  });

  it('when the worker ends the window goes on by itself, and nobody waits for an answer', async () => {
    foresight.foresee(ofDrawing('alone'));
    FakeWorker.last.answerNext();
    const by = foresight.useForesight.getState().drawing;
    if (!by) throw new Error('it is predicted');
    const soon = foresight.explainSoon(by, 'docker01/bbox10', TO);
    FakeWorker.last.dispatchEvent(new Event('error'));
    expect(await soon).toBeUndefined();
    expect(foresight.useForesight.getState()).toMatchObject({ alone: true, drawing: undefined });
  });

  it('only what hosts have changed is told again', () => {
    const { lab } = ofDrawing('hosts');
    const { states } = predictLab(lab);
    foresight.foresee({ lab, states });
    FakeWorker.last.answerNext();
    const [[name, state] = []] = states;
    if (name === undefined || !state) throw new Error('the lab has hosts');
    const after = { ...state };
    foresight.foresee({ lab, states: new Map([...states, [name, after]]) });
    expect(FakeWorker.last.asked).toMatchObject([{ voice: 'hosts', names: [...states.keys()] }]);
    const [asked] = FakeWorker.last.asked;
    expect(asked?.kind === 'predict' && asked.voice === 'hosts' && [...asked.changed]).toEqual([[name, after]]);
    FakeWorker.last.answerNext();
    expect(foresight.useForesight.getState().hosts?.table).toBeDefined();
  });
});
