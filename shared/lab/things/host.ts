import { hostNameFault } from '../names.ts';
import { type Container, containers } from './container.ts';
import { type Interface, interfaces } from './interface.ts';
import { type Routing, routing } from './routing.ts';
import { DOCKER_NAME_HINT, type KeysOf, key, map, named, optional } from './shapes.ts';
import { type SshTarget, ssh } from './ssh.ts';

export interface Host {
  readonly name: string;
  readonly ssh: SshTarget;
  readonly interfaces: readonly Interface[];
  readonly containers: readonly Container[];
  readonly routing: Routing | undefined;
}

const host = map('a host', {
  ssh: key(ssh, { label: 'SSH' }),
  interfaces: optional(interfaces, { label: 'Interfaces' }),
  containers: optional(containers, { label: 'Containers' }),
  routing: optional(routing, { label: 'Routing' }),
} satisfies KeysOf<Host>);

export const hosts = named('hosts', hostNameFault, DOCKER_NAME_HINT, host, {
  thing: { kind: 'host', fault: hostNameFault },
});
