/** Speaking with a registry, as far as that is the same for pulling and pushing. */

import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import type { Machine } from '../../os/machine.ts';
import { resolve } from '../../os/network/names.ts';
import { buildOf } from '../engine/builds.ts';
import { isInsecure } from '../engine/daemon-settings.ts';
import type { DockerEngine } from '../engine/engine.ts';
import { registryAnswered } from '../engine/registry-log.ts';
import type { Image } from '../engine/state.ts';
import { serve, servedBy } from '../engine/volumes.ts';
import { dial } from './dial.ts';
import { setupOf } from './setup.ts';

export interface OpenRegistry {
  /** By `path:tag`. */
  readonly images: ReadonlyMap<string, Image>;
  put(name: string, image: Image): void;
  /** What a Docker asks of it on the way, for its log. */
  note(requests: readonly Request[]): void;
}

export type Request = readonly [method: string, target: string, status: number, written: number];

function agentOf({ version, host }: DockerEngine): string {
  const { go, commits } = buildOf(version);
  return `docker/${version} go/${go} git-commit/${commits.server} kernel/${host.kernel().facts.kernel} os/linux arch/amd64 UpstreamClient(Docker-Client/${version} \\(linux\\))`;
}

function unknownAt(target: string) {
  const last = target.replace(/.*\//, '');
  return target.includes('/blobs/')
    ? { code: 'blob unknown', detail: last, message: 'blob unknown to registry' }
    : { code: 'manifest unknown', detail: `unknown tag=${last}`, message: 'manifest unknown' };
}

/** What somebody has logged in with, by registry, as Docker keeps it. */
export type Logins = (registry: string) => { readonly user: string; readonly password: string } | undefined;

/** A registry on the practice network; throws what Docker says when it cannot be spoken to. */
export function openRegistry(
  machine: Machine,
  engine: DockerEngine,
  registry: string,
  logins: Logins = () => undefined,
): OpenRegistry {
  const insecure = isInsecure(engine.daemon, registry);
  const [host = '', given] = registry.split(':');
  const port = Number(given ?? 443);
  const asking = { machine, net: { kind: 'host' }, userland: machine.userland } as const;
  const secure = dial(asking, host, port);
  const setup = secure.kind === 'open' ? setupOf(secure.engine, secure.container) : undefined;
  if (setup?.certificate !== undefined) {
    const trusted = `/etc/docker/certs.d/${registry}/ca.crt`;
    const { files } = machine.userland;
    if (!insecure && (files.status(trusted) === undefined || files.read(trusted) !== setup.certificate))
      throw new Refusal(`Get "https://${registry}/v2/": x509: certificate signed by unknown authority`);
  } else if (secure.kind !== 'failed' && !insecure) {
    throw new Refusal(`Get "https://${registry}/v2/": http: server gave HTTP response to HTTPS client`);
  }
  const plainPort = Number(given ?? 80);
  const found = insecure && secure.kind === 'failed' ? dial(asking, host, plainPort) : secure;
  if (found.kind === 'failed') {
    const [scheme, tried] = insecure ? ['http', plainPort] : ['https', port];
    const lookup = found.message.startsWith('lookup');
    const why = lookup
      ? `dial tcp: ${found.message}`
      : `dial tcp ${resolve(asking, host) ?? host}:${tried}: ${found.message}`;
    throw new Refusal(`Get "${scheme}://${registry}/v2/": ${why}`);
  }
  if (found.kind !== 'open' || found.service !== 'registry') {
    throw new Refusal(
      `error parsing HTTP 404 response body: invalid character '<' looking for beginning of value: "<html>\\r\\n<head><title>404 Not Found</title></head>\\r\\n</html>\\r\\n"`,
    );
  }
  const { engine: holder, container } = found;
  const open = setupOf(holder, container);
  const login = logins(registry);
  if (open.closed && (login === undefined || !open.knows(login.user, login.password))) {
    throw new Refusal(
      login === undefined
        ? `Get "https://${registry}/v2/": no basic auth credentials`
        : `login attempt to https://${registry}/v2/ failed with status: 401 Unauthorized`,
    );
  }
  const note = (requests: readonly Request[]): void => {
    const log = holder.processes.log(container.id);
    for (const [method, target, status, written] of requests)
      registryAnswered(log, container, holder.host.clock.now(), {
        ...{ method, target, status, written, host: registry, from: found.from, agent: agentOf(engine) },
        error: status === 404 ? unknownAt(target) : undefined,
      });
  };
  note([['GET', '/v2/', 200, 2]]);
  return {
    images: servedBy(holder.full, container),
    note,
    put: (name, image) => holder.change((world) => serve(world, container, name, image)),
  };
}
