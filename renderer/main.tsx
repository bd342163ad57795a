import { ipcPort } from './bridge/ipc.ts';
import { socketPort } from './bridge/socket.ts';
import { openWindow } from './window.tsx';

openWindow(window.trunkline ? ipcPort(window.trunkline) : socketPort());
