import { Menu, type MenuItemConstructorOptions } from 'electron';

/** What every platform expects of a window. Zoom is there for the projector. */
export function setMenu(): void {
  const file: MenuItemConstructorOptions = { label: '&File', submenu: [{ role: 'close' }, { role: 'quit' }] };
  const view: MenuItemConstructorOptions = {
    label: '&View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  };
  const first: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(Menu.buildFromTemplate([...first, file, { role: 'editMenu' }, view, { role: 'windowMenu' }]));
}
