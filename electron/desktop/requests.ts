/** The backend behind Electron's IPC: requests of our own window in, events out. */
import { ipcMain, type WebContents } from 'electron';
import { request, requestNames } from '../../shared/api.ts';
import type { LocalBackend } from '../backend/backend.ts';
import { EVENTS_CHANNEL, requestChannel } from './channels.ts';
import { isOurs } from './protocol.ts';

/** There is one window: whatever is loaded into it is the same one. */
const WINDOW = 'main';

/**
 * @param contents of the one window; requests of any other sender, and of any frame inside it, are dropped
 * @returns a function that ends the connection
 */
export function connectWindow(whole: LocalBackend, contents: WebContents): () => void {
  const backend = whole.forWindow(WINDOW);
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
    backend.leave();
    for (const name of requestNames) ipcMain.removeHandler(requestChannel(name));
  };
}
