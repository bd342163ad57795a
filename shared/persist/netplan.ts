/** netplan (netplan-yaml(5)): one file beside those that are there, which netplan merges. Of cards it says nothing, so that none changes. */

import type { Lasting, MadeChild } from './lasting.ts';
import { bareLink, fileMark, isPlain, madeBy, withPrefix } from './names.ts';
import type { PersistentFile, Written } from './written.ts';

export function netplan(lasting: Lasting<MadeChild>): Written {
  const { lab, links } = lasting;
  const vlans = links.filter(({ name, link }) => link.kind === 'vlan' && isPlain(name) && isPlain(link.parent));
  const said = new Set(vlans.map(({ name }) => name));
  const path = `/etc/netplan/90-${fileMark(lab)}.yaml`;
  const text = `${madeBy(lab)}network:\n  version: 2\n  vlans:\n${vlans.map(vlanText).join('')}`;
  // Others may not read it: netplan warns of files that all can.
  const files: readonly PersistentFile[] = vlans.length === 0 ? [] : [{ path, mode: '600', text }];
  return {
    files,
    checks: files.map(() => ['sh', '-c', TRIAL]),
    left: {
      ...lasting,
      links: links.filter(({ name }) => !said.has(name)),
      // netplan has no word for promiscuous mode.
      cards: [
        ...lasting.cards,
        ...vlans.flatMap(({ name, promiscuous }) => (promiscuous ? [{ ...bareLink(name), promiscuous }] : [])),
      ],
    },
  };
}

/** In a root of its own, where it writes nothing that anybody reads. */
const TRIAL =
  'root=$(mktemp -d) && mkdir "$root/etc" && cp -a /etc/netplan "$root/etc/" && netplan generate --root-dir "$root"; status=$?; rm -rf "$root"; exit "$status"';

const vlanText = ({ name, link, mtu, addresses, routes }: MadeChild): string =>
  [
    `    ${JSON.stringify(name)}:`,
    `      id: ${link.kind === 'vlan' ? link.vlan : 0}`,
    `      link: ${JSON.stringify(link.parent)}`,
    '      optional: true',
    '      accept-ra: false',
    ...(mtu === undefined ? [] : [`      mtu: ${mtu}`]),
    ...(addresses.length === 0 ? [] : ['      addresses:', ...addresses.map((cidr) => `        - "${cidr}"`)]),
    ...(routes.length === 0
      ? []
      : [
          '      routes:',
          ...routes.flatMap(({ to, via }) => [
            `        - to: "${withPrefix(to)}"`,
            via === undefined ? '          scope: link' : `          via: "${via}"`,
          ]),
        ]),
  ]
    .map((line) => `${line}\n`)
    .join('');
