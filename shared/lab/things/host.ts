import { hostNameFault } from '../names.ts';
import { type Container, containers } from './container.ts';
import { type Interface, interfaces } from './interface.ts';
import { say, truth } from './leaves.ts';
import { noted, noteOf } from './notes.ts';
import { type Routing, routing } from './routing.ts';
import { DOCKER_NAME_HINT, type KeysOf, map, named, optional } from './shapes.ts';
import { DEFAULT_SSH_PORT, type SshTarget, ssh } from './ssh.ts';

export interface Host {
  readonly name: string;
  /** Not ours to change: it is drawn and predicted, and never asked or touched. */
  readonly unmanaged?: boolean | undefined;
  /** Of a machine that is not ours: `NO_SSH`. */
  readonly ssh: SshTarget;
  readonly interfaces: readonly Interface[];
  readonly containers: readonly Container[];
  readonly routing: Routing | undefined;
}

/** Nobody logs in there. */
export const NO_SSH: SshTarget = { address: '', port: DEFAULT_SSH_PORT, user: '', key: undefined };

type InFile = Omit<Host, 'ssh'> & { readonly ssh: SshTarget | undefined };

const keys = map('a host', {
  ssh: optional(ssh, { label: 'SSH' }),
  unmanaged: optional(truth, { label: 'Unmanaged' }),
  interfaces: optional(interfaces, { label: 'Interfaces' }),
  containers: optional(containers, { label: 'Containers' }),
  routing: optional(routing, { label: 'Routing' }),
} satisfies KeysOf<Host>);

const EXPECTED = 'ssh: a map with the keys address, port, user, key';
const HINT =
  'Say how to log in there: ssh: { address: 192.168.1.11 }; or, of a machine that is not yours to change, unmanaged: true.';

const host = noted(
  keys.superRefine((value, context) => {
    const missing = value.ssh === null || value.ssh === undefined;
    if (missing && value.unmanaged !== true)
      context.addIssue({
        code: 'invalid_type',
        expected: 'object',
        input: undefined,
        path: ['ssh'],
        message: say(EXPECTED, HINT),
      });
    if (value.unmanaged !== true) return;
    const refuse = (key: string, fault: string, hint: string) =>
      context.addIssue({ code: 'custom', path: [key], message: say(fault, hint) });
    if (!missing) refuse('ssh', 'nobody uses: the machine is unmanaged', 'Take ssh away, or unmanaged: true.');
    if (Object.keys(value.containers ?? {}).length > 0)
      refuse(
        'containers',
        'nobody would make: the machine is unmanaged',
        'Draw the address that answers there as an interface, or take unmanaged: true away.',
      );
  }),
  {
    ...noteOf(keys),
    model: {
      read: (plain: InFile): Omit<Host, 'name'> => ({ ...plain, ssh: plain.ssh ?? NO_SSH }),
      write: (of: Host): InFile => ({ ...of, ssh: of.unmanaged ? undefined : of.ssh }),
    },
  },
);

export const hosts = named('hosts', hostNameFault, DOCKER_NAME_HINT, host, {
  thing: { kind: 'host', fault: hostNameFault },
});
