/**
 * RHEL's and CentOS's ifcfg files (sysconfig.txt of initscripts; nm-settings-ifcfg-rh(5)): the article's own, without its mistakes:
 * no GATEWAY in every file (the last one would win), and PHYSDEV said instead of guessed from the name.
 */

import type { Lasting, MadeChild } from './lasting.ts';
import { isPlain, madeBy, withPrefix } from './names.ts';
import type { PersistentFile, Written } from './written.ts';

const FOLDER = '/etc/sysconfig/network-scripts';

export function ifcfg(lasting: Lasting<MadeChild>): Written {
  const { lab, links } = lasting;
  const own = links.filter(({ name, link }) => link.kind === 'vlan' && isPlain(name) && isPlain(link.parent));
  const said = new Set(own.map(({ name }) => name));
  const files = own.flatMap((made) => filesOf(lab, made));
  return {
    files,
    // They are read by a shell.
    checks: files.filter(({ path }) => path.includes('/ifcfg-')).map(({ path }) => ['sh', '-n', path]),
    left: { ...lasting, links: links.filter(({ name }) => !said.has(name)) },
  };
}

function filesOf(lab: string, { name, link, mtu, addresses, routes }: MadeChild): readonly PersistentFile[] {
  const lines = [
    'TYPE=Vlan',
    `DEVICE=${name}`,
    `NAME=${name}`,
    'VLAN=yes',
    `PHYSDEV=${link.parent}`,
    `VLAN_ID=${link.kind === 'vlan' ? link.vlan : ''}`,
    'ONBOOT=yes',
    'BOOTPROTO=none',
    ...addresses.flatMap((cidr, at) => {
      const [address = '', prefix = ''] = cidr.split('/');
      return [`IPADDR${at === 0 ? '' : at}=${address}`, `PREFIX${at === 0 ? '' : at}=${prefix}`];
    }),
    ...(mtu === undefined ? [] : [`MTU=${mtu}`]),
  ];
  const via = (to: string, hop: string | undefined): string =>
    `${withPrefix(to)}${hop === undefined ? '' : ` via ${hop}`} dev ${name}\n`;
  return [
    { path: `${FOLDER}/ifcfg-${name}`, mode: '644', text: `${madeBy(lab)}${lines.join('\n')}\n` },
    ...(routes.length === 0
      ? []
      : [
          {
            path: `${FOLDER}/route-${name}`,
            mode: '644',
            text: madeBy(lab) + routes.map(({ to, via: hop }) => via(to, hop)).join(''),
          },
        ]),
  ];
}
