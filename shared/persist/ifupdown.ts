/** ifupdown (interfaces(5)): one file in interfaces.d. The link is made by a line of ours, since the package `vlan` may not be there. */
import { quoteCommand, quoteWord } from '../host/quote.ts';
import { render } from '../machine/render.ts';
import type { Lasting, MadeChild } from './lasting.ts';
import { fileMark, isPlain, madeBy } from './names.ts';
import type { PersistentFile, Written } from './written.ts';

export function ifupdown(lasting: Lasting<MadeChild>): Written {
  const { lab, links } = lasting;
  const own = links.filter(({ name, link }) => isPlain(name) && isPlain(link.parent));
  const said = new Set(own.map(({ name }) => name));
  const files: readonly PersistentFile[] =
    own.length === 0
      ? []
      : [
          {
            path: `/etc/network/interfaces.d/${fileMark(lab)}`,
            mode: '644',
            text: madeBy(lab) + own.map(stanza).join('\n'),
          },
        ];
  return {
    files,
    // Says nothing of an interface that no file of its own names: where interfaces.d is not read, this fails.
    checks: own.map(({ name }) => ['ifquery', name]),
    left: { ...lasting, links: links.filter(({ name }) => !said.has(name)) },
  };
}

function stanza(made: MadeChild): string {
  const { name, link, promiscuous, mtu, addresses, routes } = made;
  const [first, ...more] = addresses;
  const make = `[ -e ${quoteWord(`/sys/class/net/${name}`)} ] || ${quoteCommand(render({ do: 'add-link', ...link }))}`;
  const lines = [
    ...(first === undefined ? [] : [`address ${first}`]),
    ...(link.kind === 'vlan' ? [`vlan-raw-device ${link.parent}`] : []),
    // Debian's own file reads interfaces.d before it names the cards: nothing comes up on a parent that is not up yet. It comes up
    // as its own lines say; without any, somebody else brings it up.
    `pre-up ifup ${link.parent} || true`,
    `pre-up ${make}`,
    ...(first === undefined ? [`up ip link set dev ${name} up`] : []),
    ...(mtu === undefined ? [] : [`up ip link set dev ${name} mtu ${mtu}`]),
    ...(promiscuous ? [`up ip link set dev ${name} promisc on`] : []),
    ...more.map((cidr) => `up ${quoteCommand(['ip', 'addr', 'replace', cidr, 'dev', name])}`),
    ...routes.map(({ to, via }) =>
      [`up ip route replace ${to}`, ...(via === undefined ? [] : [`via ${via}`]), `dev ${name}`].join(' '),
    ),
    `post-down ip link del dev ${name} || true`,
  ];
  const head = [`auto ${name}`, `iface ${name} inet ${first === undefined ? 'manual' : 'static'}`];
  return `${head.join('\n')}\n${lines.map((line) => `    ${line}\n`).join('')}`;
}
