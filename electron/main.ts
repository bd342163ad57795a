/** Electron's entry: one program, one window, the backend behind it. */
import { join } from 'node:path';
import { app, type BrowserWindow, session } from 'electron';
import type { LocalBackend } from './backend/backend.ts';
import { denyPermissions, keepWindowsInside } from './shell/guards.ts';
import { openWindow } from './shell/main-window.ts';
import { setMenu } from './shell/menu.ts';
import { registerScheme, serveWindow } from './shell/protocol.ts';
import { connectWindow } from './shell/requests.ts';
import { windowBackend } from './shell/window-backend.ts';

let window: BrowserWindow | null = null;
let backend: LocalBackend | null = null;

function show(): void {
  if (backend === null) return;
  if (window) {
    if (window.isMinimized()) window.restore();
    window.focus();
    return;
  }
  window = openWindow(join(__dirname, 'preload.cjs'));
  const disconnect = connectWindow(backend, window.webContents);
  window.once('closed', () => {
    disconnect();
    window = null;
  });
}

async function start(): Promise<void> {
  registerScheme();
  keepWindowsInside(app);
  app.on('second-instance', show);
  app.on('activate', show);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  await app.whenReady();
  denyPermissions(session.defaultSession);
  serveWindow(join(__dirname, '..', 'renderer'));
  setMenu();
  backend = await windowBackend(() => window, process.argv.slice(1));
  show();
}

// Two programs would be two backends deploying to the same hosts without knowing of each other.
if (app.requestSingleInstanceLock()) void start();
else app.quit();
