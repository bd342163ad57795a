/** How a registry's container is set up besides its images: by its environment and the files that it was given. */
import { compareSync } from 'bcryptjs';
import type { DockerEngine } from '../engine/engine.ts';
import type { Container } from '../engine/state.ts';

export interface RegistrySetup {
  /** It speaks HTTPS with this certificate. */
  readonly certificate: string | undefined;
  /** It lets in only whom it knows. */
  readonly closed: boolean;
  knows(user: string, password: string): boolean;
}

export function setupOf(engine: DockerEngine, container: Container): RegistrySetup {
  const { env } = container.config;
  const said = (name: string): string | undefined =>
    env.find((item) => item.startsWith(`${name}=`))?.slice(name.length + 1);
  const read = (path: string | undefined): string | undefined => {
    const files = engine.filesOf(container.id);
    return path === undefined || files.status(path) === undefined ? undefined : files.read(path);
  };
  const closed = said('REGISTRY_AUTH') === 'htpasswd';
  const users = closed ? (read(said('REGISTRY_AUTH_HTPASSWD_PATH')) ?? '') : '';
  return {
    certificate: read(said('REGISTRY_HTTP_TLS_CERTIFICATE')),
    closed,
    knows: (user, password) =>
      users.split('\n').some((line) => {
        const [name, hash = ''] = line.split(':');
        return name === user && compareSync(password, hash);
      }),
  };
}
