/**
 * What no manager has words for: our mark on what it makes, what is set on a card that other people's files are about, rules, and
 * everything where nobody manages interfaces. A unit of systemd runs it before Docker starts, because Docker takes a network
 * whose parent is missing then for lost until it starts again; rules come after Docker, which makes their chain.
 */
import { quoteCommand, quoteWord } from '../host/quote.ts';
import { recordDirectory } from '../host/record.ts';
import { ownerMark } from '../host/state.ts';
import { render } from '../machine/render.ts';
import { cardsUnder, type Lasting, type LastingRule, type MadeLink, nothingLasts, type OnLink } from './lasting.ts';
import { fileMark, madeBy } from './names.ts';
import type { PersistentFile, Written } from './written.ts';

const UNITS = '/etc/systemd/system';

export const bootScript = (lab: string): string => `${recordDirectory(lab)}/boot`;

export function bootFiles(all: Lasting, left: Lasting): Pick<Written, 'files' | 'checks'> {
  if (nothingLasts(all)) return { files: [], checks: [] };
  const { lab } = all;
  const links = bootLines(all, left);
  const rules = all.rules.map(ruleLine);
  const script = bootScript(lab);
  const sysctls = all.sysctls.map(({ name, value }) => `${name} = ${value}\n`).join('');
  const sysctlFile = `/etc/sysctl.d/90-${fileMark(lab)}.conf`;
  const unit = (name: string, text: string): readonly PersistentFile[] => [
    { path: `${UNITS}/${name}.service`, mode: '644', text },
    // What `systemctl enable` would write, as a file with words in it: it says whose it is, and comes and goes like the others.
    {
      path: `${UNITS}/multi-user.target.d/${name}.conf`,
      mode: '644',
      text: `${madeBy(lab)}[Unit]\nWants=${name}.service\n`,
    },
  ];
  const files: readonly PersistentFile[] = [
    ...(links.length === 0 && rules.length === 0
      ? []
      : [{ path: script, mode: '600', text: scriptText(lab, links, rules) }]),
    ...(links.length === 0 ? [] : unit(fileMark(lab), unitText(lab, script, 'links'))),
    ...(rules.length === 0 ? [] : unit(`${fileMark(lab)}-rules`, unitText(lab, script, 'rules'))),
    ...(sysctls === '' ? [] : [{ path: sysctlFile, mode: '644', text: madeBy(lab) + sysctls }]),
  ];
  return {
    files,
    checks: [
      ...files.filter(({ path }) => path === script).map(({ path }) => ['sh', '-n', path]),
      ...(sysctls === '' ? [] : [['sysctl', '-q', '-p', sysctlFile]]),
    ],
  };
}

/** Before Docker: wait for what others make, make what they do not, and mark all of it. */
function bootLines(all: Lasting, left: Lasting): readonly string[] {
  const ours = new Set(left.links.map(({ name }) => name));
  return [
    ...[...new Set([...all.up, ...cardsUnder(left)])].map((name) => quoteCommand(['await', name])),
    ...all.up.map((name) => `try ${quoteCommand(render({ do: 'set-link', name, up: true }))}`),
    ...all.links.flatMap((made) => {
      return [
        ...(ours.has(made.name) ? makingLines(made) : [quoteCommand(['await', made.name])]),
        `try ${quoteCommand(render({ do: 'set-link', name: made.name, alias: ownerMark(all.lab), up: true }))}`,
        ...(ours.has(made.name) ? settings(made) : []),
      ];
    }),
    ...left.cards.flatMap(settings),
  ];
}

/** Not made again where it stands: taken out and in again, the parts of a bond would be without it for a while. */
function makingLines({ name, link, joins }: MadeLink): readonly string[] {
  const add = `try ${quoteCommand(render({ do: 'add-link', ...link }))}`;
  const there = quoteWord(`/sys/class/net/${name}`);
  if (joins.length === 0) return [`[ -e ${there} ] || ${add}`];
  return [`if [ ! -e ${there} ]; then`, add, ...joins.map((one) => `try ${quoteCommand(render(one))}`), 'fi'];
}

/** Said so that it may stand already. */
const settings = ({ name, promiscuous, mtu, addresses, routes }: OnLink): readonly string[] => [
  ...(mtu === undefined ? [] : [`try ${quoteCommand(render({ do: 'set-link', name, mtu }))}`]),
  ...(promiscuous ? [`try ${quoteCommand(render({ do: 'set-link', name, promiscuous }))}`] : []),
  ...addresses.map((cidr) => `try ${quoteCommand(['ip', 'addr', 'replace', cidr, 'dev', name])}`),
  ...routes.map(({ to, via }) => {
    const hop = via === undefined ? [] : ['via', via];
    return `try ${quoteCommand(['ip', 'route', 'replace', to, ...hop, 'dev', name])}`;
  }),
];

function ruleLine(rule: LastingRule): string {
  const make = render(rule);
  const look = make.map((word) => (word === '-I' || word === '-A' ? '-C' : word));
  return `${quoteCommand(look)} 2>/dev/null || try ${quoteCommand(make)}`;
}

const scriptText = (lab: string, links: readonly string[], rules: readonly string[]): string => `#!/bin/sh
${madeBy(lab)}# It brings back what this host forgets when it starts, and what its network's own files have no words for.
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
failed=0
try() {
"$@" || failed=1
}
await() {
left=60
until [ -e "/sys/class/net/$1" ]; do
left=$((left - 1))
if [ "$left" -le 0 ]; then
echo "the interface $1 has not come" >&2
failed=1
return
fi
sleep 1
done
}
case $1 in
links)
${links.join('\n') || ':'}
;;
rules)
${rules.join('\n') || ':'}
;;
esac
exit "$failed"
`;

const unitText = (lab: string, script: string, part: 'links' | 'rules'): string => `${madeBy(lab)}[Unit]
Description=Trunkline lab ${lab}: ${part === 'links' ? 'its interfaces' : 'its firewall rules'}
${
  part === 'links'
    ? 'After=network-pre.target systemd-networkd.service NetworkManager.service networking.service network.service\nBefore=docker.service network-online.target'
    : 'After=docker.service firewalld.service'
}

[Service]
Type=oneshot
RemainAfterExit=yes
TimeoutStartSec=120
ExecStart=/bin/sh ${script} ${part}
`;
