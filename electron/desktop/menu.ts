import { Menu } from 'electron';
import { menuTemplate } from './menu-template.ts';

/** @param act does an action of `shared/actions.ts` in the window */
export function setMenu(act: (id: string) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate([...menuTemplate(process.platform, act)]));
}
