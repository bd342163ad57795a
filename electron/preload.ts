/**
 * What the window can reach: one named function per request of `shared/api.ts`, one subscription to events, and one to what is
 * chosen in the system's menu.
 * It runs sandboxed, so it may import types and `electron` only. No channel name ever comes from the window.
 */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { Answers, Backend, BackendEvent, RequestInput, RequestName } from '../shared/api.ts';
import { ACTIONS_CHANNEL, EVENTS_CHANNEL, requestChannel } from './desktop/channels.ts';

const ask =
  <N extends RequestName>(name: N) =>
  (input: RequestInput<N>): Promise<Answers[N]> =>
    ipcRenderer.invoke(requestChannel(name), input);

const backend: Backend = {
  hello: ask('hello'),
  openFile: ask('openFile'),
  saveFile: ask('saveFile'),
  recentFiles: ask('recentFiles'),
  followFile: ask('followFile'),
  keepDraft: ask('keepDraft'),
  dropDraft: ask('dropDraft'),
  practiceNow: ask('practiceNow'),
  resetPractice: ask('resetPractice'),
  rebootPractice: ask('rebootPractice'),
  exportLab: ask('exportLab'),
  plan: ask('plan'),
  run: ask('run'),
  verify: ask('verify'),
  cancel: ask('cancel'),
  openTerminal: ask('openTerminal'),
  typeInTerminal: ask('typeInTerminal'),
  resizeTerminal: ask('resizeTerminal'),
  closeTerminal: ask('closeTerminal'),
  answer: ask('answer'),
  onEvents(listener) {
    // The window is given the data only: the event object holds the sender.
    const forward = (_: IpcRendererEvent, events: readonly BackendEvent[]): void => listener(events);
    ipcRenderer.on(EVENTS_CHANNEL, forward);
    return () => void ipcRenderer.removeListener(EVENTS_CHANNEL, forward);
  },
};

/** What only Electron's window has: the system's menu. */
const onAction = (listener: (id: string) => void): (() => void) => {
  const forward = (_: IpcRendererEvent, id: string): void => listener(id);
  ipcRenderer.on(ACTIONS_CHANNEL, forward);
  return () => void ipcRenderer.removeListener(ACTIONS_CHANNEL, forward);
};

contextBridge.exposeInMainWorld('trunkline', { ...backend, onAction });
