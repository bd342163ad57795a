/** Which Docker is on a machine, for whoever speaks with it as its command and its socket do. */
import type { Machine } from '../../os/machine.ts';
import type { DockerEngine } from './engine.ts';

const engines = new WeakMap<Machine, DockerEngine>();

export function noteEngine(machine: Machine, engine: DockerEngine): void {
  engines.set(machine, engine);
}

/** Undefined: Docker is not installed there. */
export const dockerOf = (machine: Machine): DockerEngine | undefined => engines.get(machine);
