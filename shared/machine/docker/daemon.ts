/** What Docker makes of its own settings. */
import { type DockerDaemon, namedIn, settingsIn } from '../../host/daemon.ts';
import { unreachable } from '../../problem.ts';
import type { DaemonChange } from '../operation.ts';
import { Refusal } from './refusal.ts';

/** @throws Refusal */
export function changedDaemon(daemon: DockerDaemon, change: DaemonChange): DockerDaemon {
  switch (change.do) {
    case 'write-daemon-file':
      if (change.path !== daemon.path || change.from !== daemon.file) {
        throw new Refusal(`${change.path} has changed since it was looked at`);
      }
      return { ...daemon, file: change.to };
    case 'reload-daemon': {
      const named = namedIn(daemon.file);
      // A file that it cannot take it does not take, and goes on as before (`reload-keeps-registries`).
      if (named === undefined || settingsIn(daemon.file) === undefined || daemon.flags.length > 0) return daemon;
      return { ...daemon, insecure: named };
    }
    case 'await-trust':
      if (daemon.insecure.includes(change.registry) !== change.trusted) {
        throw new Refusal(`Docker has not taken ${change.registry} from its settings`);
      }
      return daemon;
    default:
      return unreachable(change);
  }
}
