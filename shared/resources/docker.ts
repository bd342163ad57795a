import type { DockerState, HostState } from '../host/state.ts';

export type ReadyDocker = Extract<DockerState, { kind: 'ready' }>;

export const readyDocker = ({ docker }: HostState): ReadyDocker | undefined =>
  docker.kind === 'ready' ? docker : undefined;

/** Says that the drawing gives no command: Docker shows the image's own as if it had been asked for. */
export const commandLabel = 'dev.trunkline.command';
export const imageCommand = 'of-image';

/** A label or option. Names of things on a host can be any word, `constructor` too. */
export const labelOf = (labels: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(labels, name) ? labels[name] : undefined;

/** The one spelling of an image's name: `busybox`, `library/busybox:latest` and `docker.io/busybox` are the same. */
export function imageName(name: string): string {
  const [first = '', ...rest] = name.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const registry = hasRegistry ? first.replace(/^index\.docker\.io$/, 'docker.io') : 'docker.io';
  const path = hasRegistry ? rest.join('/') : name;
  const full = registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  return /[:@]/.test(full) ? `${registry}/${full}` : `${registry}/${full}:latest`;
}

/** The same as Docker lists it: `busybox:latest`. */
export const shortImageName = (name: string): string => imageName(name).replace(/^docker\.io\/(?:library\/)?/, '');
