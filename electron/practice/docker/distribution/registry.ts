/** Speaking with a registry, as far as that is the same for pulling and pushing. */

import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import type { Machine } from '../../os/machine.ts';
import { isInsecure } from '../engine/daemon-settings.ts';
import type { DockerEngine } from '../engine/engine.ts';
import type { Image } from '../engine/state.ts';
import { dial } from './dial.ts';

/** The images of a registry on the practice network by `path:tag`; throws what Docker says when it cannot be spoken to. */
export function openRegistry(machine: Machine, engine: DockerEngine, registry: string): Map<string, Image> {
  const insecure = isInsecure(engine.daemon, registry);
  const [host = '', given] = registry.split(':');
  const port = Number(given ?? 443);
  const secure = dial(machine, { kind: 'host' }, host, port);
  if (secure.kind === 'open' && !insecure) {
    throw new Refusal(`Get "https://${registry}/v2/": http: server gave HTTP response to HTTPS client`);
  }
  const plainPort = Number(given ?? 80);
  const found = insecure && secure.kind === 'failed' ? dial(machine, { kind: 'host' }, host, plainPort) : secure;
  if (found.kind === 'failed') {
    const [scheme, tried] = insecure ? ['http', plainPort] : ['https', port];
    const lookup = found.message.startsWith('lookup');
    const why = lookup ? `dial tcp: ${found.message}` : `dial tcp ${host}:${tried}: ${found.message}`;
    throw new Refusal(`Get "${scheme}://${registry}/v2/": ${why}`);
  }
  if (found.service !== 'registry') {
    throw new Refusal(
      `error parsing HTTP 404 response body: invalid character '<' looking for beginning of value: "<html>\\r\\n<head><title>404 Not Found</title></head>\\r\\n</html>\\r\\n"`,
    );
  }
  const store = found.engine.stores.get(found.container.id) ?? new Map<string, Image>();
  found.engine.stores.set(found.container.id, store);
  return store;
}
