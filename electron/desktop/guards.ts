/** What a window may never do, whatever is shown in it: leave our pages, open others, or be given rights over the machine. */
import type { App, Session, WebContents } from 'electron';
import { isOurs } from './protocol.ts';

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

function keepInside(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event, url) => {
    if (!isOurs(url)) event.preventDefault();
  });
  contents.on('will-redirect', (event, url) => {
    if (!isOurs(url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Holds for every web contents that will ever be created. */
export function keepWindowsInside(app: App): void {
  app.on('web-contents-created', (_event, contents) => keepInside(contents));
}
