/** Ties a backend to the stores: says hello, fills in what happened before, follows the events, and starts over after a gap. */
import type { BackendEvent } from '../../shared/api.ts';
import { useConnection } from '../store/connection/connection-store.ts';
import { isOpen, openDocument, useDocument } from '../store/document/document-store.ts';
import { offerDrafts } from '../store/document/drafts.ts';
import { receiveFileChanges } from '../store/document/file-change.ts';
import { BACKEND_LOST, forget, receiveNotices } from '../store/flow/notice.ts';
import { targetOfOpened } from '../store/flow/target.ts';
import { receiveBacklog, receiveEvents, useRuns } from '../store/run/run-store.ts';
import { adoptTerminals, receiveTerminalEvents } from '../store/terminals/terminals-store.ts';
import { batched } from './batch.ts';
import type { BackendPort } from './port.ts';

/** At most this often does an event change what is on the screen. */
const BATCH_MS = 40;

/** Long enough to be read, in milliseconds. */
const AGAIN_MS = 8_000;

function sayAgain(): void {
  useConnection.setState({ again: true });
  setTimeout(() => useConnection.setState({ again: false }), AGAIN_MS);
}

export function connect(port: BackendPort): () => void {
  const { backend } = port;
  let current = true;
  let greeting: Promise<void> | undefined;
  useConnection.setState({ backend });

  const greet = async (): Promise<void> => {
    const { backlog, file, terminals, drafts, ...hello } = await backend.hello({});
    if (!current) return;
    const { hello: before, status } = useConnection.getState();
    const first = before === undefined;
    useConnection.setState({ hello, status: 'ready' });
    if (!first && status !== 'ready') sayAgain();
    receiveBacklog(backlog);
    receiveNotices(backlog);
    adoptTerminals(terminals);
    if (file && !isOpen(useDocument.getState())) openDocument(file);
    if (first) {
      targetOfOpened();
      offerDrafts(drafts);
    }
  };
  const greetOnce = (): void => {
    greeting ??= greet()
      .catch(() => useConnection.setState({ status: 'lost' }))
      .finally(() => {
        greeting = undefined;
      });
  };

  const receive = batched((events: readonly BackendEvent[]) => {
    if (greeting) {
      // What arrives while the backlog is on its way is applied after it; what both hold counts once.
      void greeting.then(() => receiveEvents(events));
      return;
    }
    const last = useRuns.getState().seq;
    const next = events.find((event) => event.seq > last);
    if (next && next.seq !== last + 1) greetOnce();
    else receiveEvents(events);
  }, BATCH_MS);

  const stopEvents = backend.onEvents((events) => {
    // What is typed is to be seen at once.
    receiveTerminalEvents(events);
    receiveNotices(events);
    receiveFileChanges(events);
    receive(events);
  });
  const stopReachable = port.onReachable((reach) => {
    if (reach === 'reachable') greetOnce();
    else {
      useConnection.setState({ status: reach, again: false });
      // A request that has just failed for it has told of it already.
      forget(BACKEND_LOST);
    }
  });
  return () => {
    current = false;
    stopEvents();
    stopReachable();
  };
}
