/** The backend behind Electron's IPC: requests of our own window in, events out. */
import { ipcMain, type WebContents } from 'electron';
import {
  type Answers,
  type Backend,
  type RequestInput,
  type RequestName,
  type Requests,
  requestSchemas,
} from '../../shared/api.ts';
import { EVENTS_CHANNEL, requestChannel } from './channels.ts';
import { isOurs } from './protocol.ts';

const names = Object.keys(requestSchemas) as readonly RequestName[];

function answer<N extends RequestName>(requests: Requests, name: N, input: unknown): Promise<Answers[N]> {
  const checked = requestSchemas[name].safeParse(input);
  // Our own window sends what the types say; anything else is a bug or an intruder, and gets no help.
  if (!checked.success) throw new Error(`not a valid ${name} request`);
  return requests[name](checked.data as RequestInput<N>);
}

/**
 * @param contents of the one window; requests of any other sender, and of any frame inside it, are dropped
 * @returns a function that ends the connection
 */
export function connectWindow(backend: Backend, contents: WebContents): () => void {
  for (const name of names) {
    ipcMain.handle(requestChannel(name), ({ sender, senderFrame }, input: unknown) => {
      const trusted = sender === contents && senderFrame === contents.mainFrame && isOurs(senderFrame.url);
      if (!trusted) throw new Error('request from an unknown sender');
      return answer(backend, name, input);
    });
  }
  const unsubscribe = backend.onEvents((events) => {
    if (!contents.isDestroyed()) contents.send(EVENTS_CHANNEL, events);
  });
  return () => {
    unsubscribe();
    for (const name of names) ipcMain.removeHandler(requestChannel(name));
  };
}
