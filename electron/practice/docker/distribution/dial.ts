/** Which service answers at an address and port of the practice network, and why none does. */
import { lookup, ownLink, sourceOf } from '../../../../shared/machine/kernel/routes.ts';
import { parseIpv4 } from '../../../../shared/net/ipv4.ts';
import type { Machine, NetworkNamespace, SentOn } from '../../os/machine.ts';
import { type Asking, resolve } from '../../os/network/names.ts';
import { type Listener, listenerAt, sameNamespace } from '../../os/network/sockets.ts';
import { viewAt } from '../../os/network/view.ts';
import type { DockerEngine } from '../engine/engine.ts';
import { dockerOf } from '../engine/installed.ts';
import { SERVICE_PORTS } from '../engine/published.ts';
import type { Container } from '../engine/state.ts';
import { type Failed, failed, filtered, refused } from './failed.ts';

interface Service {
  readonly kind: 'open';
  readonly engine: DockerEngine;
  readonly container: Container;
  readonly service: string;
}

type Found = Service | { readonly kind: 'socket'; readonly listener: Listener };

export type Dialled =
  /** A service that an image brings. */
  | (Service & {
      /** Whence the service sees the caller come. */
      readonly from: string;
    })
  /** A program that listens. */
  | { readonly kind: 'socket'; readonly listener: Listener }
  | Failed;

export function dial(asking: Asking, host: string, port: number): Dialled {
  const address = resolve(asking, host);
  const found = reached(asking, host, address, port);
  return found.kind === 'open' ? { ...found, from: callerAt(asking, address ?? '', found) } : found;
}

/** docker-proxy calls by the bridge's address what comes by the loopback; everything else comes as it is. */
function callerAt({ machine, net }: Asking, address: string, { container }: Service): string {
  const { kernel } = viewAt(machine, net);
  if (address.startsWith('127.')) return container.endpoints.find(({ gateway }) => gateway)?.gateway ?? address;
  const way = lookup(kernel, parseIpv4(address) ?? 0);
  return ownLink(kernel, address) === undefined ? ((way && sourceOf(kernel, way)) ?? address) : address;
}

function reached(asking: Asking, host: string, address: string | undefined, port: number): Found | Failed {
  const { machine, net } = asking;
  if (address === undefined)
    return { kind: 'failed', why: 'unknown-host', message: `lookup ${host}: no such host`, after: 0 };
  if (address.startsWith('127.') || hasAddress(machine, net, address))
    return at(machine, net, address, port) ?? refused;
  const echo = machine.wires.echo(machine, net, address);
  switch (echo.kind) {
    case 'reply': {
      const machines = [...(machine.wires.machines?.() ?? [machine])];
      const owner = ownerOf(machines, address);
      if (owner === undefined) return refused;
      const onward =
        owner.net.kind === 'host'
          ? machine.wires.sentOn?.(owner.machine, { from: sourceTo(asking, address), address, port })
          : undefined;
      if (onward === undefined) return at(owner.machine, owner.net, address, port) ?? refused;
      return throughRouter(machines, owner.machine, onward);
    }
    // As the kernel takes ICMP's errors (icmp_err_convert).
    case 'error':
      if (echo.message === 'Destination Port Unreachable') return failed('refused', echo.after);
      return failed(echo.message === 'Destination Net Unreachable' ? 'unreachable' : 'no-route', echo.after);
    case 'refused':
      return failed('unreachable');
    case 'lost':
      return filtered;
  }
}

const hasAddress = (machine: Machine, net: NetworkNamespace, address: string): boolean =>
  viewAt(machine, net).kernel.links.some((link) => link.addresses.some((item) => item.address === address));

/** By which address somebody asks; containers behind a bridge by their host's. */
function sourceTo({ machine, net }: Asking, address: string): string {
  const to = parseIpv4(address) ?? 0;
  const { kernel } = viewAt(machine, net);
  const way = lookup(kernel, to);
  const behind =
    net.kind === 'container' && kernel.links.some(({ name, kind }) => name === way?.dev && kind === 'veth');
  const sender = behind ? machine.kernel() : kernel;
  const out = behind ? lookup(sender, to) : way;
  return (out && sourceOf(sender, out)) ?? address;
}

function throughRouter(machines: readonly Machine[], router: Machine, onward: SentOn): Found | Failed {
  if (onward.kind !== 'onward') return onward.kind === 'lost' ? filtered : failed(onward.kind);
  if (hasAddress(router, { kind: 'host' }, onward.address))
    return at(router, { kind: 'host' }, onward.address, onward.port) ?? refused;
  const echo = router.wires.echo(router, { kind: 'host' }, onward.address);
  if (echo.kind === 'error') return failed('no-route', echo.after);
  const owner = echo.kind === 'reply' ? ownerOf(machines, onward.address) : undefined;
  if (owner === undefined) return filtered;
  // Whoever answers by another way answers in a name that nobody has asked: the kernel of who asks takes no notice of it.
  const back = lookup(viewAt(owner.machine, owner.net).kernel, parseIpv4(onward.from) ?? 0);
  const comesBack = onward.masqueraded || (back?.via !== undefined && hasAddress(router, { kind: 'host' }, back.via));
  return comesBack ? (at(owner.machine, owner.net, onward.address, onward.port) ?? refused) : filtered;
}

interface Place {
  readonly machine: Machine;
  readonly net: NetworkNamespace;
}

/** The namespace of whoever has the address. */
function ownerOf(machines: readonly Machine[], address: string): Place | undefined {
  for (const machine of machines) {
    if (hasAddress(machine, { kind: 'host' }, address)) return { machine, net: { kind: 'host' } };
    const engine = dockerOf(machine);
    if (!engine?.powered) continue;
    for (const container of engine.full.containers.filter(({ status }) => status === 'running')) {
      const net = engine.namespaceOf(container);
      if (net.kind !== 'container' || net.id !== container.id) continue;
      if (
        container.endpoints.some((end) => end.address === address) ||
        (container.ownNetwork && hasAddress(machine, net, address))
      )
        return { machine, net };
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
function at(machine: Machine, net: NetworkNamespace, address: string, port: number): Found | undefined {
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
