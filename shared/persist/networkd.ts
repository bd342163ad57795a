/** systemd-networkd (systemd.netdev(5), systemd.network(5)): files of our own for what we make, and a drop-in for a card's. */
import type { HostFacts } from '../host/state.ts';
import type { Lasting, LastingRoute, MadeChild, OnLink } from './lasting.ts';
import { fileMark, isPlain, madeBy, withPrefix } from './names.ts';
import type { PersistentFile, Written } from './written.ts';

const FOLDER = '/etc/systemd/network';

export function networkd(lasting: Lasting<MadeChild>, { keepers = [] }: HostFacts): Written {
  const { lab, links, cards } = lasting;
  /** A file that several cards share would give each of them what one is to have. */
  const fileOf = (card: string): string | undefined => {
    const file = keepers.find(({ link, by }) => link === card && by === 'systemd-networkd')?.file;
    return file !== undefined && keepers.filter((other) => other.file === file).length === 1 ? file : undefined;
  };
  const said = new Set<string>();
  for (const made of links) {
    const { parent } = made.link;
    if (isPlain(made.name) && (said.has(parent) || fileOf(parent) !== undefined)) said.add(made.name);
  }
  const own = links.filter(({ name }) => said.has(name));
  const above = (name: string): readonly MadeChild[] => own.filter(({ link }) => link.parent === name);
  const dropIns = [...new Set([...own.map(({ link }) => link.parent), ...cards.map(({ name }) => name)])].flatMap(
    (card): readonly PersistentFile[] => {
      const file = said.has(card) ? undefined : fileOf(card);
      if (file === undefined) return [];
      const on = cards.find(({ name }) => name === card);
      const path = `${FOLDER}/${file.slice(file.lastIndexOf('/') + 1)}.d/50-${fileMark(lab)}.conf`;
      return [
        {
          path,
          mode: '644',
          text:
            madeBy(lab) + sections(linkLines(on), [...childLines(above(card)), ...addressLines(on)], on?.routes ?? []),
        },
      ];
    },
  );
  return {
    files: [...own.flatMap((made) => filesOf(lab, made, above(made.name))), ...dropIns],
    checks: dropIns.map(({ path }) => [
      'sh',
      '-c',
      'systemd-analyze cat-config "systemd/network/$1" | grep -qxF "# $2"',
      'sh',
      path.split('/').at(-2)?.slice(0, -2) ?? '',
      path,
    ]),
    left: {
      ...lasting,
      links: links.filter(({ name }) => !said.has(name)),
      cards: cards.filter(({ name }) => fileOf(name) === undefined),
      // Forwarding is the whole host's.
      sysctls: lasting.sysctls,
    },
  };
}

function filesOf(lab: string, made: MadeChild, above: readonly MadeChild[]): readonly PersistentFile[] {
  const { name, link, mtu } = made;
  const stem = `${FOLDER}/50-${fileMark(lab)}-${name}`;
  const kind = link.kind === 'vlan' ? `[VLAN]\nId=${link.vlan}\n` : `[MACVLAN]\nMode=${link.mode}\n`;
  const netdev = `[NetDev]\nName=${name}\nKind=${link.kind}\n${mtu === undefined ? '' : `MTUBytes=${mtu}\n`}\n${kind}`;
  // Nobody's start waits for it, and it is up without a wire, as by hand.
  const network = [...childLines(above), ...addressLines(made), 'ConfigureWithoutCarrier=yes', 'IPv6AcceptRA=no'];
  return [
    { path: `${stem}.netdev`, mode: '644', text: `${madeBy(lab)}${netdev}` },
    {
      path: `${stem}.network`,
      mode: '644',
      text: `${madeBy(lab)}[Match]\nName=${name}\n\n${sections(['RequiredForOnline=no', ...(made.promiscuous ? ['Promiscuous=yes'] : [])], network, made.routes)}`,
    },
  ];
}

const childLines = (above: readonly MadeChild[]): readonly string[] =>
  above.map(({ name, link }) => `${link.kind === 'vlan' ? 'VLAN' : 'MACVLAN'}=${name}`);

const addressLines = (on: OnLink | undefined): readonly string[] =>
  (on?.addresses ?? []).map((cidr) => `Address=${cidr}`);

const linkLines = (on: OnLink | undefined): readonly string[] => [
  ...(on?.mtu === undefined ? [] : [`MTUBytes=${on.mtu}`]),
  ...(on?.promiscuous ? ['Promiscuous=yes'] : []),
];

const sections = (link: readonly string[], network: readonly string[], routes: readonly LastingRoute[]): string =>
  [
    ...(link.length === 0 ? [] : [['[Link]', ...link]]),
    ...(network.length === 0 ? [] : [['[Network]', ...network]]),
    ...routes.map(({ to, via }) => [
      '[Route]',
      `Destination=${withPrefix(to)}`,
      ...(via === undefined ? ['Scope=link'] : [`Gateway=${via}`]),
    ]),
  ]
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
