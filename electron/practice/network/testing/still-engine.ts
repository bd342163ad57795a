/** A Docker engine on which nothing runs but what the test puts there. */
import { freshHost } from '../../../../shared/host/fresh-host.ts';
import type { DockerState } from '../../../../shared/host/state.ts';
import type { Engine } from '../../machine/engine.ts';
import type { Userland } from '../../process.ts';

export interface StillEngine extends Engine {
  put(docker: DockerState): void;
}

/** @param changed is called after each change */
export function stillEngine(changed: () => void, inside?: (id: string) => Userland | undefined): StillEngine {
  let ready = freshHost('any', { images: ['busybox:latest'] }).docker;
  let stopped = false;
  return {
    keep: () => {
      throw new Error('this engine is not kept');
    },
    resume: () => undefined,
    state: () => (stopped ? { kind: 'stopped', message: 'Cannot connect to the Docker daemon' } : ready),
    put(docker) {
      ready = docker;
      changed();
    },
    inside: (id) => inside?.(id),
    ofProcess: (pid) =>
      ready.kind === 'ready' ? ready.containers.find((container) => container.pid === pid)?.id : undefined,
    power(how) {
      stopped = how === 'stop';
      changed();
      return undefined;
    },
    kernelChanged: () => undefined,
  };
}
