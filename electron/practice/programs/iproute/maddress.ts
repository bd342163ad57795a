/** `ip maddress`: the groups that a link listens to, which follow from its addresses. */
import type { KernelLink } from '../../../../shared/machine/kernel/kernel-link.ts';
import { type Context, needLink } from './context.ts';
import { IpError } from './words.ts';

export function ipMaddress({ view: { kernel }, print, show }: Context, words: readonly string[]): void {
  const [verb = 'show', ...rest] = words;
  if (!'show'.startsWith(verb) && !'list'.startsWith(verb))
    throw new IpError('ip maddress: practice hosts do not simulate changing groups.', 1);
  const device = rest[0] === 'dev' ? rest[1] : rest[0];
  if (device !== undefined) needLink(kernel, device);
  for (const link of kernel.links.filter(({ name }) => device === undefined || name === device))
    print(groupsOf(link, show.family));
}

/** All hosts, all nodes, and the solicited-node group of each IPv6 address (RFC 4291). */
function groupsOf(link: KernelLink, family: 4 | 6 | undefined): string {
  const { kind, index, name } = link;
  const six =
    link.up && link.kind !== 'loopback'
      ? link.addresses.filter(({ family }) => family === 6).map(({ address }) => lastBytes(address))
      : [];
  const alone = kind !== 'loopback';
  const macs = [
    '01:00:5e:00:00:01',
    ...(six.length > 0 ? ['33:33:00:00:00:01'] : []),
    ...six.map((bytes) => `33:33:ff:${bytes.join(':')}`),
  ];
  const solicited = six.map(
    ([a = '0', b = '0', c = '0']) => `ff02::1:ff${a}:${Number.parseInt(b + c, 16).toString(16)}`,
  );
  const lines = [
    ...(alone && family === undefined ? macs.map((mac) => `link  ${mac}`) : []),
    ...(family === 6 ? [] : ['inet  224.0.0.1']),
    ...(family === 4 ? [] : [...solicited, 'ff02::1', 'ff01::1'].map((group) => `inet6 ${group}`)),
  ];
  return `${index}:\t${name}\n${lines.map((line) => `\t${line}\n`).join('')}`;
}

/** The last three bytes of an address, in hexadecimal. */
function lastBytes(address: string): readonly string[] {
  const groups = address
    .split(':')
    .slice(-2)
    .map((group) => group.padStart(4, '0'));
  const digits = groups.join('').slice(-6);
  return [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)];
}
