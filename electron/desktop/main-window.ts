import { BrowserWindow, dialog, nativeTheme, screen } from 'electron';
import { WINDOW_URL } from './protocol.ts';
import { placeWindow, SMALLEST, type WindowState } from './window-state.ts';

/**
 * Opens the program's window where it was last.
 * @param preload absolute path of the preload bundle
 * @param state where it was last
 * @param keep is told where it is when it is closed
 */
export function openWindow(
  preload: string,
  state: WindowState | null,
  keep: (state: WindowState) => void,
): BrowserWindow {
  const window = new BrowserWindow({
    ...placeWindow(
      state,
      screen.getAllDisplays().map((display) => display.workArea),
    ),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: 'Trunkline',
    show: false,
    // The window has its own menus; Alt shows the system's.
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (state?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    keep({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  });
  // The page objects to being closed when something is unsaved. Without this Electron would stay open without a word.
  window.webContents.on('will-prevent-unload', (event) => {
    const choice = dialog.showMessageBoxSync(window, {
      type: 'warning',
      message: 'The lab has changes that are not saved.',
      detail: 'They are kept, and offered when the window is opened again.',
      buttons: ['Keep open', 'Close without saving'],
      defaultId: 0,
      cancelId: 0,
    });
    if (choice === 1) event.preventDefault();
  });
  void window.loadURL(WINDOW_URL);
  return window;
}
