/** The backend behind Electron's IPC: requests of our own window in, events out. */
import { ipcMain, type WebContents } from 'electron';
import { type Backend, request, requestNames } from '../../shared/api.ts';
import { EVENTS_CHANNEL, requestChannel } from './channels.ts';
import { isOurs } from './protocol.ts';

/**
 * @param contents of the one window; requests of any other sender, and of any frame inside it, are dropped
 * @returns a function that ends the connection
 */
export function connectWindow(backend: Backend, contents: WebContents): () => void {
  for (const name of requestNames) {
    ipcMain.handle(requestChannel(name), ({ sender, senderFrame }, input: unknown) => {
      const trusted = sender === contents && senderFrame === contents.mainFrame && isOurs(senderFrame.url);
      if (!trusted) throw new Error('request from an unknown sender');
      const answer = request(backend, name, input);
      if (answer === undefined) throw new Error(`not a valid ${name} request`);
      return answer;
    });
  }
  const unsubscribe = backend.onEvents((events) => {
    if (!contents.isDestroyed()) contents.send(EVENTS_CHANNEL, events);
  });
  return () => {
    unsubscribe();
    for (const name of requestNames) ipcMain.removeHandler(requestChannel(name));
  };
}
