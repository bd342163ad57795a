import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Backend, BackendEvent, Hello } from '../../shared/api.ts';
import { useConnection } from '../store/connection/connection-store.ts';
import { NO_RUNS, useRuns } from '../store/run/run-store.ts';
import { connect } from './connect.ts';
import type { Reachability } from './port.ts';

const closed = (seq: number, question: string): BackendEvent => ({ type: 'question-closed', question, seq, at: seq });
const asked = (seq: number, id: string): BackendEvent => ({
  type: 'question',
  question: { id, host: 'h', kind: 'sudo-password', user: 'u' },
  seq,
  at: seq,
});

function setUp(backlogs: readonly (readonly BackendEvent[])[]) {
  let hellos = 0;
  let speak: (events: readonly BackendEvent[]) => void = () => undefined;
  let reach: (reach: Reachability) => void = () => undefined;
  const backend = {
    hello: async (): Promise<Hello> => ({
      version: '1',
      shell: 'browser',
      file: null,
      practice: false,
      backlog: backlogs[hellos++] ?? [],
      terminals: [],
      drafts: [],
    }),
    onEvents: (listener) => {
      speak = listener;
      return () => undefined;
    },
  } as Partial<Backend> as Backend;
  const stop = connect({
    backend,
    onReachable: (listener) => {
      reach = listener;
      listener('reachable');
      return () => undefined;
    },
  });
  return {
    stop,
    say: (...events: BackendEvent[]) => speak(events),
    reach: (to: Reachability) => reach(to),
    hellos: () => hellos,
  };
}

describe('the window and its backend', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    useRuns.setState(NO_RUNS, true);
  });
  afterEach(() => vi.useRealTimers());

  it('begins with what happened before and goes on with what happens', async () => {
    const { say } = setUp([[asked(1, 'q1')]]);
    await vi.advanceTimersByTimeAsync(1);
    expect(useConnection.getState().status).toBe('ready');
    expect(useRuns.getState().questions).toHaveLength(1);
    say(asked(2, 'q2'));
    say(closed(3, 'q1'));
    await vi.advanceTimersByTimeAsync(100);
    expect(useRuns.getState().questions.map(({ id }) => id)).toEqual(['q2']);
  });

  it('says hello again when an event is missing', async () => {
    const { say, hellos } = setUp([[asked(1, 'q1')], [asked(1, 'q1'), closed(2, 'q1'), asked(3, 'q3')]]);
    await vi.advanceTimersByTimeAsync(1);
    say(asked(3, 'q3'));
    await vi.advanceTimersByTimeAsync(100);
    expect(hellos()).toBe(2);
    expect(useRuns.getState().questions.map(({ id }) => id)).toEqual(['q3']);
  });

  it('shows a lost backend and starts over when it is back', async () => {
    const { reach, hellos } = setUp([[asked(1, 'q1')], []]);
    await vi.advanceTimersByTimeAsync(1);
    reach('lost');
    expect(useConnection.getState().status).toBe('lost');
    reach('reachable');
    await vi.advanceTimersByTimeAsync(1);
    expect(hellos()).toBe(2);
    expect(useConnection.getState().status).toBe('ready');
    expect(useRuns.getState().questions).toHaveLength(0);
    expect(useConnection.getState().again).toBe(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(useConnection.getState().again).toBe(false);
  });
});
