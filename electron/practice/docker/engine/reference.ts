/** Names of images, as the docker command reads and writes them. */
import { Refusal } from '../../../../shared/machine/docker/refusal.ts';

export interface Reference {
  /** `docker.io`, `192.168.1.11:5000`. */
  readonly registry: string;
  /** In the registry: `library/busybox`. */
  readonly path: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  /** As people write it, without tag: `busybox`, `192.168.1.11:5000/busybox`. */
  readonly name: string;
}

const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

/** Throws `invalid reference format`. */
export function parseReference(text: string): Reference {
  // Made only where it is thrown: an error costs more than all else here.
  const invalid = (): Refusal => new Refusal('invalid reference format', 400);
  const [named = '', digest] = text.split('@');
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest)) throw invalid();
  const slash = named.lastIndexOf('/');
  const colon = named.indexOf(':', slash + 1);
  const [whole, tag] = colon === -1 ? [named, undefined] : [named.slice(0, colon), named.slice(colon + 1)];
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) throw invalid();
  const [first = '', ...rest] = whole.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const registry = hasRegistry ? first.replace(/^index\.docker\.io$/, 'docker.io') : 'docker.io';
  const short = hasRegistry ? rest.join('/') : whole;
  if (short !== short.toLowerCase())
    throw new Refusal('invalid reference format: repository name must be lowercase', 400);
  if (!short.split('/').every((part) => COMPONENT.test(part))) throw invalid();
  const official = registry === 'docker.io';
  const path = official && !short.includes('/') ? `library/${short}` : short;
  return { registry, path, tag, digest, name: official ? path.replace(/^library\//, '') : `${registry}/${path}` };
}

/** With its tag, `latest` when none was given: `busybox:latest`. */
export const withTag = ({ name, tag, digest }: Reference): string =>
  digest === undefined ? `${name}:${tag ?? 'latest'}` : `${name}@${digest}`;

/** With everything that is left out otherwise: `docker.io/library/busybox:latest`. */
export const fullName = ({ registry, path, tag, digest }: Reference): string =>
  digest === undefined ? `${registry}/${path}:${tag ?? 'latest'}` : `${registry}/${path}@${digest}`;
