/** Which service answers at an address and port of the practice network, and why none does. */
import type { Machine, NetworkNamespace } from '../../os/machine.ts';
import type { DockerEngine } from '../engine/engine.ts';
import { dockerOf } from '../engine/installed.ts';
import type { Container } from '../engine/state.ts';

export type Dialled =
  | { readonly kind: 'open'; readonly engine: DockerEngine; readonly container: Container; readonly service: string }
  /** What a Go program says after `dial tcp ADDRESS:PORT: `. */
  | { readonly kind: 'failed'; readonly message: string };

const refused: Dialled = { kind: 'failed', message: 'connect: connection refused' };

export function dial(machine: Machine, from: NetworkNamespace, host: string, port: number): Dialled {
  const address = addressOf(machine, host);
  if (address === undefined) {
    return { kind: 'failed', message: `lookup ${host}: no such host` };
  }
  const own = from.kind === 'host' && (address.startsWith('127.') || hasAddress(machine, address));
  if (own) return listener([machine], address, port) ?? refused;
  const echo = machine.wires.echo(machine, from, address);
  switch (echo.kind) {
    case 'reply':
      return listener([...(machine.wires.machines?.() ?? [machine])], address, port) ?? refused;
    case 'error':
      return { kind: 'failed', message: 'connect: no route to host' };
    case 'refused':
      return { kind: 'failed', message: 'connect: network is unreachable' };
    case 'lost':
      return { kind: 'failed', message: 'i/o timeout' };
  }
}

function addressOf(machine: Machine, host: string): string | undefined {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return host;
  if (host === 'localhost') return '127.0.0.1';
  const { files } = machine.userland;
  const hosts = files.status('/etc/hosts')?.kind === 'file' ? files.read('/etc/hosts') : '';
  const line = hosts.split('\n').find((text) => text.replace(/#.*/, '').split(/\s+/).slice(1).includes(host));
  return line?.split(/\s+/)[0];
}

const hasAddress = (machine: Machine, address: string): boolean =>
  machine.kernel().links.some((link) => link.addresses.some((item) => item.address === address));

function listener(machines: readonly Machine[], address: string, port: number): Dialled | undefined {
  for (const machine of machines) {
    const engine = dockerOf(machine);
    if (!engine?.powered) continue;
    const onHost = address.startsWith('127.') || hasAddress(machine, address);
    for (const container of engine.full.containers) {
      if (container.status !== 'running') continue;
      const service = engine.imageOf(container)?.services[0];
      const inner = service === undefined ? undefined : SERVICE_PORTS[service];
      if (service === undefined || inner === undefined) continue;
      const direct = container.endpoints.some((end) => end.address === address) && port === inner;
      const shared = onHost && container.networkMode === 'host' && port === inner;
      const published =
        onHost &&
        container.config.ports.some(
          (item) =>
            item.port === `${inner}/tcp` &&
            item.hostPort === String(port) &&
            ['', '0.0.0.0', address].includes(item.hostIp),
        );
      if (direct || shared || published) return { kind: 'open', engine, container, service };
    }
  }
  return undefined;
}

/** Where each service listens. */
const SERVICE_PORTS: Readonly<Record<string, number>> = { registry: 5000, nginx: 80, 'httpd-foreground': 80 };
