/** The person's ssh agent, and the connections to it that are open. */
import type { Duplex } from 'node:stream';
import { type BaseAgent, createAgent } from 'ssh2';

export interface Agent {
  readonly agent: BaseAgent;
  /** Whatever it was asked is not waited for any more. */
  hangUp(): void;
}

/**
 * An agent that takes connections and never answers is heard of again by nobody: it must neither keep the program alive nor
 * hold a socket for each login that has been tried.
 *
 * @param signal ends what it was asked
 */
export function agentAt(path: string, signal: AbortSignal | undefined): Agent {
  const agent = createAgent(path);
  const open = new Set<Duplex>();
  const connect = agent.getStream?.bind(agent);
  const keep = (stream: Duplex): void => {
    const end = (): void => void stream.destroy();
    open.add(stream);
    signal?.addEventListener('abort', end, { once: true });
    stream.once('close', () => {
      open.delete(stream);
      signal?.removeEventListener('abort', end);
    });
    if ('unref' in stream && typeof stream.unref === 'function') stream.unref();
    if (signal?.aborted) end();
  };
  if (connect !== undefined) {
    agent.getStream = (answer) =>
      connect((error, stream) => {
        if (stream !== undefined) keep(stream);
        answer(error, stream);
      });
  }
  return {
    agent,
    hangUp() {
      for (const stream of open) stream.destroy();
    },
  };
}
