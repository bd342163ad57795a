import { type HostState, linkNamed } from '../host/state.ts';
import { interfaceId } from '../lab/lab.ts';
import { type Problem, problem } from '../problem.ts';

/** Network cards are the host's own: one that the drawing has and the host has not is the drawing's mistake. */
export function missingNic(state: HostState, host: string, name: string): Problem | undefined {
  if (linkNamed(state, name) !== undefined) return undefined;
  const nics = state.links.filter(({ kind }) => kind === 'nic' || kind === 'bond').map((link) => link.name);
  return problem({
    code: 'no-such-interface',
    subject: interfaceId(host, name),
    message: `${host} has no interface ${name}.`,
    hint: nics.length === 0 ? 'It has no network card at all.' : `Its network cards are ${nics.join(', ')}.`,
  });
}

/** The key of the interface that something stands on; nothing has it when it is a NIC, which we do not make. */
export const vlanKey = (name: string): string => `vlan:${name}`;
/** The same where it is a bond, a bridge or a dummy. */
export const joinedKey = (name: string): string => `joined:${name}`;
/** Of what is set on an interface: that it is `up`, its `mtu`. */
export const settingKey = (kind: string, name: string): string => `${kind}:${name}`;
/** Whatever of ours an interface may be that something stands on: a link of ours, or a card that we set up. */
export const groundKeys = (name: string): readonly string[] => [vlanKey(name), joinedKey(name), settingKey('up', name)];
export const shimKey = (name: string): string => `shim:${name}`;

/** Our own SSH connection must not be cut off by what we do (rule 25). */
export function cutsConnection(
  state: HostState,
  subject: string,
  addresses: readonly string[],
  what: string,
): readonly Problem[] {
  const { sshAddress } = state.facts;
  if (sshAddress === undefined || !addresses.includes(sshAddress)) return [];
  return [
    problem({
      code: 'own-connection',
      subject,
      message: `Our SSH connection comes in on ${sshAddress}, which would go with the ${what}.`,
      hint: 'Give the host another address under ssh: in the lab file, and try again.',
    }),
  ];
}
