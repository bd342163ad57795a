import type { Backend } from '../../shared/api.ts';
import type { BackendPort } from './port.ts';

declare global {
  interface Window {
    /** What Electron's preload gives the window; absent in a browser. */
    readonly trunkline?: Backend & {
      /** Tells what was chosen in the system's menu, as the id of an action. Returns how to stop. */
      onAction(listener: (id: string) => void): () => void;
    };
  }
}

/** Electron's own backend: it lives and dies with the window, so it is always there. */
export const ipcPort = (backend: Backend): BackendPort => ({
  backend,
  onReachable(listener) {
    listener('reachable');
    return () => undefined;
  },
});
