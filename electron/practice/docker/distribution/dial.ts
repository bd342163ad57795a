/** Which service answers at an address and port of the practice network, and why none does. */
import type { Machine, NetworkNamespace } from '../../os/machine.ts';
import { type Asking, resolve } from '../../os/network/names.ts';
import { type Listener, listenerAt, sameNamespace } from '../../os/network/sockets.ts';
import { viewAt } from '../../os/network/view.ts';
import type { DockerEngine } from '../engine/engine.ts';
import { dockerOf } from '../engine/installed.ts';
import { SERVICE_PORTS } from '../engine/published.ts';
import type { Container } from '../engine/state.ts';

export type Dialled =
  /** A service that an image brings. */
  | { readonly kind: 'open'; readonly engine: DockerEngine; readonly container: Container; readonly service: string }
  /** A program that listens. */
  | { readonly kind: 'socket'; readonly listener: Listener }
  /** What a Go program says after `dial tcp ADDRESS:PORT: `. */
  | { readonly kind: 'failed'; readonly message: string };

const refused: Dialled = { kind: 'failed', message: 'connect: connection refused' };
const filtered: Dialled = { kind: 'failed', message: 'i/o timeout' };

export function dial(asking: Asking, host: string, port: number): Dialled {
  const { machine, net } = asking;
  const address = resolve(asking, host);
  if (address === undefined) return { kind: 'failed', message: `lookup ${host}: no such host` };
  if (address.startsWith('127.') || hasAddress(machine, net, address))
    return at(machine, net, address, port) ?? refused;
  const echo = machine.wires.echo(machine, net, address);
  switch (echo.kind) {
    case 'reply':
      return elsewhere([...(machine.wires.machines?.() ?? [machine])], address, port) ?? refused;
    case 'error':
      return { kind: 'failed', message: 'connect: no route to host' };
    case 'refused':
      return { kind: 'failed', message: 'connect: network is unreachable' };
    case 'lost':
      return filtered;
  }
}

const hasAddress = (machine: Machine, net: NetworkNamespace, address: string): boolean =>
  viewAt(machine, net).kernel.links.some((link) => link.addresses.some((item) => item.address === address));

/** In the namespace of whoever has the address. */
function elsewhere(machines: readonly Machine[], address: string, port: number): Dialled | undefined {
  for (const machine of machines) {
    if (hasAddress(machine, { kind: 'host' }, address)) return at(machine, { kind: 'host' }, address, port);
    const engine = dockerOf(machine);
    if (!engine?.powered) continue;
    for (const container of engine.full.containers.filter(({ status }) => status === 'running')) {
      const net = engine.namespaceOf(container);
      if (net.kind !== 'container' || net.id !== container.id) continue;
      if (
        container.endpoints.some((end) => end.address === address) ||
        (container.ownNetwork && hasAddress(machine, net, address))
      )
        return at(machine, net, address, port);
    }
  }
  return undefined;
}

/** It says who it is, and whoever is no ssh is let go. */
const sshd = (net: NetworkNamespace): Listener => ({
  ...{ net, port: 22, address: '0.0.0.0', program: 'sshd', pid: 580 },
  accept(connection) {
    void connection.output.write('SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7\r\n').catch(() => undefined);
    void connection.input.line().then(() => connection.close());
  },
});

/** Who listens there: a program, the service of an image, or on a host a container that has published the port. */
function at(machine: Machine, net: NetworkNamespace, address: string, port: number): Dialled | undefined {
  const listener = listenerAt(machine, net, port, address);
  if (listener !== undefined) return { kind: 'socket', listener };
  if (net.kind === 'host' && port === 22) return { kind: 'socket', listener: sshd(net) };
  const engine = dockerOf(machine);
  if (!engine?.powered) return undefined;
  const running = engine.full.containers.filter(({ status }) => status === 'running');
  for (const container of running) {
    const own = engine.namespaceOf(container);
    const inside = sameNamespace(own, net);
    const service = serviceOf(engine, container);
    if (inside && service?.port === port) return { kind: 'open', engine, container, service: service.name };
  }
  if (net.kind !== 'host') return undefined;
  for (const container of running) {
    if (container.networkMode === 'host') continue;
    const published = container.config.ports.find(
      (item) =>
        item.port.endsWith('/tcp') &&
        item.hostPort === String(port) &&
        (item.hostIp === '' || item.hostIp === '0.0.0.0' || item.hostIp === address),
    );
    // What is published to nobody is taken by docker-proxy, which finds nobody: it closes the connection.
    if (published !== undefined)
      return at(machine, engine.namespaceOf(container), '', Number.parseInt(published.port, 10));
  }
  return undefined;
}

function serviceOf(
  engine: DockerEngine,
  container: Container,
): { readonly name: string; readonly port: number } | undefined {
  const name = engine.imageOf(container)?.services[0];
  const port = name === undefined ? undefined : SERVICE_PORTS[name];
  return name === undefined || port === undefined ? undefined : { name, port };
}
