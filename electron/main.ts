/** Electron's entry: one program, one window, the backend behind it. */
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, session } from 'electron';
import type { LocalBackend } from './backend/backend.ts';
import { describeChanges, followChanges } from './desktop/changing.ts';
import { ACTIONS_CHANNEL } from './desktop/channels.ts';
import { denyPermissions, keepWindowsInside } from './desktop/guards.ts';
import { openWindow } from './desktop/main-window.ts';
import { setMenu } from './desktop/menu.ts';
import { registerScheme, serveWindow } from './desktop/protocol.ts';
import { connectWindow } from './desktop/requests.ts';
import { windowBackend } from './desktop/window-backend.ts';
import { keepWindowState, readWindowState, type WindowPlace } from './desktop/window-state.ts';
import { listenForSignals } from './signals.ts';

/** So long may what runs take to stop at its next step, when a person has closed the window, before the program ends all the same. */
const STOP_MS = 15_000;

let window: BrowserWindow | null = null;
const place: WindowPlace = { state: null, kept: Promise.resolve() };
const placeFile = (): string => join(app.getPath('userData'), 'window.json');

function show(backend: LocalBackend, mayClose: () => boolean): void {
  if (window) {
    if (window.isMinimized()) window.restore();
    window.focus();
    return;
  }
  window = openWindow(join(__dirname, 'preload.cjs'), place.state, (state) =>
    keepWindowState(placeFile(), place, state),
  );
  const disconnect = connectWindow(backend, window.webContents);
  window.on('close', (event) => {
    if (!mayClose()) event.preventDefault();
  });
  window.once('closed', () => {
    disconnect();
    window = null;
  });
}

/** Without the window nobody sees what still runs, so the person decides. */
function askWhetherToClose(running: string): boolean {
  const options = {
    type: 'warning' as const,
    message: running,
    detail: 'Closing stops it after the step that runs now. What was done stays; a new deploy goes on from there.',
    buttons: ['Keep open', 'Stop and close'],
    defaultId: 0,
    cancelId: 0,
  };
  return (window ? dialog.showMessageBoxSync(window, options) : dialog.showMessageBoxSync(options)) === 1;
}

/** The backend stops what runs, and its connections, before the program ends. */
function closeBeforeQuit(backend: LocalBackend): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    const waited = new Promise((resolve) => setTimeout(resolve, STOP_MS));
    void Promise.race([Promise.all([backend.close(), place.kept]), waited]).finally(() => {
      closed = true;
      app.quit();
    });
  });
}

/**
 * A signal is no person: nobody is asked, neither about what runs nor about what is not saved, and the program ends within the
 * time that the system gives it. Only listened for now: Electron takes all signals for itself while it starts, and quits.
 */
function quitBySignal(): void {
  const { stopping, abandoned } = listenForSignals(process, (signal) => process.kill(process.pid, signal));
  stopping.addEventListener('abort', () => {
    window?.destroy();
    app.quit();
  });
  // Which hosts it was at work on is on disk, for the next start to tell.
  abandoned.addEventListener('abort', () => app.exit(1));
}

async function start(): Promise<void> {
  registerScheme();
  keepWindowsInside(app);
  await app.whenReady();
  quitBySignal();
  denyPermissions(session.defaultSession);
  serveWindow(join(__dirname, '..', 'renderer'));
  setMenu((id) => window?.webContents.send(ACTIONS_CHANNEL, id));

  place.state = await readWindowState(placeFile());
  const backend = await windowBackend(() => window, process.argv.slice(1), join(__dirname, '..', 'assets'));
  const changing = followChanges(backend);
  const mayClose = (): boolean => changing().length === 0 || askWhetherToClose(describeChanges(changing()));
  const showWindow = (): void => show(backend, mayClose);
  app.on('second-instance', showWindow);
  app.on('activate', showWindow);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  closeBeforeQuit(backend);
  showWindow();
}

// Two programs would be two backends deploying to the same hosts without knowing of each other.
if (app.requestSingleInstanceLock()) {
  start().catch((error: unknown) => {
    // Without this the program would go on without a window, and nobody would know.
    dialog.showErrorBox('Trunkline could not start', error instanceof Error ? String(error.stack) : String(error));
    app.exit(1);
  });
} else app.quit();
