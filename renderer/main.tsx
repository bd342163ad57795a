import { actFromMenu } from './actions/from-menu.ts';
import { ipcPort } from './bridge/ipc.ts';
import { socketPort } from './bridge/socket.ts';
import { openWindow } from './window.tsx';

window.trunkline?.onAction(actFromMenu);
openWindow(window.trunkline ? ipcPort(window.trunkline) : socketPort());
