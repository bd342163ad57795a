/** Sockets that wait for connections to containers: docker-proxy's on the host, and those of the services of images. */

import { hashOf } from '../../../../shared/machine/kernel/kernel.ts';
import type { ListeningSocket, NetworkNamespace } from '../../os/machine.ts';
import { sameNamespace } from '../../os/network/sockets.ts';
import type { EngineCore } from './core.ts';
import { isUserDefined } from './networks.ts';
import { type Container, isRunning } from './state.ts';

/** Where each service of the catalogue listens. */
export const SERVICE_PORTS: Readonly<Record<string, number>> = { registry: 5000, nginx: 80, 'httpd-foreground': 80 };

/** dockerd's own, within each container that it tells names (libnetwork/resolver.go). */
function nameServer(core: EngineCore, { id }: Container): readonly ListeningSocket[] {
  const own = { address: '127.0.0.11', program: 'dockerd', pid: core.daemonProcess()?.pid ?? 0, backlog: 4096 };
  return (['tcp', 'udp'] as const).map((protocol) => ({
    ...own,
    protocol,
    port: 32_768 + (hashOf(`${id} ${protocol}`) % 28_000),
  }));
}

export function socketsOf(core: EngineCore, net: NetworkNamespace): readonly ListeningSocket[] {
  return core.known.containers.filter(isRunning).flatMap((container) => {
    const own = core.namespaceOf(container);
    const inside = sameNamespace(own, net);
    const service = core.imageOf(container)?.services[0] ?? '';
    const port = SERVICE_PORTS[service];
    const served: readonly ListeningSocket[] =
      inside && port !== undefined
        ? [{ protocol: 'tcp', address: '::', port, program: service, pid: container.pid, backlog: 4096 }]
        : [];
    const asks =
      inside && net.kind === 'container' && container.endpoints.some(({ network }) => isUserDefined(network));
    if (asks) return [...served, ...nameServer(core, container)];
    const bridged = container.endpoints.some(({ veth }) => veth !== undefined);
    if (net.kind !== 'host' || !bridged) return served;
    const published = container.config.ports.flatMap(
      ({ port: inner, hostIp, hostPort }): readonly ListeningSocket[] => {
        const protocol = inner.endsWith('/udp') ? 'udp' : 'tcp';
        const all = hostIp === '' || hostIp === '0.0.0.0';
        const base = {
          protocol,
          port: Number(hostPort),
          program: 'docker-proxy',
          pid: container.pid - 3,
          backlog: 4096,
        } as const;
        return [{ ...base, address: all ? '0.0.0.0' : hostIp }, ...(hostIp === '' ? [{ ...base, address: '::' }] : [])];
      },
    );
    return [...served, ...published];
  });
}
