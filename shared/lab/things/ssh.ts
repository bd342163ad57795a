import { keyPathFault, sshAddressFault, sshUserFault } from '../names.ts';
import { port, textLeaf } from './leaves.ts';
import { type KeysOf, key, map, optional } from './shapes.ts';

export interface SshTarget {
  /** Host name or address. */
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** Path of a private key on the machine that runs Trunkline; `~` stands for its home. */
  readonly key: string | undefined;
}

export const DEFAULT_SSH_PORT = 22;
const DEFAULT_SSH_USER = 'root';

export const ssh = map('ssh', {
  address: key(
    textLeaf('a host name or an address', 'Write an address such as 192.168.1.11, or a host name.', sshAddressFault),
    { label: 'SSH address', example: '192.168.1.11' },
  ),
  port: optional(port, { label: 'SSH port', example: '22' }, { absent: DEFAULT_SSH_PORT }),
  user: optional(
    textLeaf('a user’s name', 'Write the name of a user on that host, such as root.', sshUserFault),
    { label: 'SSH user', example: 'root' },
    { absent: DEFAULT_SSH_USER },
  ),
  key: optional(textLeaf('the path of a private key', 'Write a path such as ~/.ssh/id_ed25519.', keyPathFault), {
    label: 'SSH key',
    example: '~/.ssh/id_ed25519',
  }),
} satisfies KeysOf<SshTarget>);
