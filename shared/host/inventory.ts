import { firstUsable, formatIpv4, parseCidr } from '../net/ipv4.ts';
import type { DockerDaemon } from './daemon.ts';
import { type Chain, type DockerContainer, type DockerNetwork, type HostState, type Link, ownerMark } from './state.ts';
import { withoutLabs, withoutOtherLabs } from './without-labs.ts';

/**
 * What a person would call 'as before' on a host: one thing a line, sorted, the same for the same host however often it is
 * asked. It is kept on the host before a lab's first change and compared after its last.
 *
 * Left out is what changes by itself or by others' daily work: counters, ids, MAC addresses, IPv6 and leased addresses with
 * the routes that came with them, a container's present address and whether it runs, the links of containers, tunnels and
 * virtual machines, and rules in chains that others keep (Docker's own, ufw's, fail2ban's: we never touch them). Other labs
 * are left out too, and so are our own records.
 *
 * Images are in: a deploy may have pulled one, and then it is left behind.
 */
export function inventory(state: HostState, lab: string): string {
  const host = withoutOtherLabs(state, lab);
  const docker = host.docker.kind === 'ready' ? host.docker : undefined;
  const links = host.links.filter((link) => !isVolatile(link));
  const lines = [
    ...links.map(linkLine),
    ...links.flatMap(addressLines),
    ...routeLines(host),
    ...sysctlLines(host, links),
    ...(['filter', 'nat'] as const).flatMap((table) =>
      host.firewall[table].flatMap((chain) => chainLines(table, chain, lab)),
    ),
    ...(docker?.networks ?? []).map(networkLine),
    ...(docker?.containers ?? []).map(containerLine),
    ...(docker?.images ?? []).flatMap(({ tags }) => tags.map((tag) => `image ${tag}`)),
    ...(docker?.volumes ?? []).flatMap(({ name }) => (isNameless(name) ? [] : [`volume ${name}`])),
    ...daemonLines(docker?.daemon),
  ];
  return lines
    .map((line) => `${line.replace(/\p{C}/gu, '?')}\n`)
    .sort()
    .join('');
}

/**
 * The inventory before the lab's first change. Whoever lost the record of an earlier deploy finds the lab's own things there:
 * by their marks they are the lab's, not what was there before.
 */
export const inventoryBefore = (state: HostState, lab: string): string =>
  inventory(
    withoutLabs(state, () => true),
    lab,
  );

/** What is there now and was not before (`+`), and what was there before and is gone (`-`). Empty: nothing is left. */
export function residue(before: string, after: string): readonly string[] {
  const count = new Map<string, number>();
  const add = (text: string, by: number): void => {
    for (const line of text.split('\n')) if (line !== '') count.set(line, (count.get(line) ?? 0) + by);
  };
  add(after, 1);
  add(before, -1);
  for (const [line, number] of [...count]) {
    const unshown = withoutOwnGateway(line);
    if (number <= 0 || unshown === undefined || (count.get(unshown) ?? 0) >= 0) continue;
    add(line, -1);
    add(unshown, 1);
  }
  return [...count]
    .filter(([, number]) => number !== 0)
    .map(([line, number]) => `${number > 0 ? '+' : '-'} ${line}`)
    .sort((a, b) => (a.slice(2) < b.slice(2) ? -1 : 1));
}

/**
 * A bridge network's gateway that nobody stated is shown only once Docker has started anew (seen on 20.10): the line of such a
 * network as it was before.
 */
function withoutOwnGateway(line: string): string | undefined {
  const [, start = '', subnet = '', gateway = '', rest = ''] =
    /^(network .* bridge (\S+\/\d+)) gateway (\S+)( range \S+)?$/.exec(line) ?? [];
  const block = parseCidr(rest.replace(' range ', '') || subnet);
  return block !== undefined && formatIpv4(firstUsable(block)) === gateway ? start + rest : undefined;
}

/** A volume that somebody's container has brought along, and takes away again. */
const isNameless = (name: string): boolean => /^[0-9a-f]{64}$/.test(name);

/** All of Docker's own file, since it is put back to the byte. */
const daemonLines = (daemon: DockerDaemon | undefined): readonly string[] => [
  ...(daemon?.file === undefined ? [] : [`file ${daemon.path} ${JSON.stringify(daemon.file)}`]),
  ...(daemon?.insecure ?? []).map((registry) => `plain HTTP with ${registry}`),
];

const words = (...parts: readonly (string | false | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== false && part !== '').join(' ');

/** By the second pattern Docker names a container's link while it is still on the host's side. */
const isVolatile = ({ kind, name }: Link): boolean =>
  kind === 'veth' || kind === 'other' || /^veth[0-9a-f]{7}$/.test(name);

const linkLine = ({ name, kind, parent, master, vlan, mode, mtu, up, promiscuous, alias }: Link): string =>
  words(
    'link',
    name,
    kind,
    parent && `on ${parent}`,
    master && `port of ${master}`,
    vlan !== undefined && `tag ${vlan}`,
    mode,
    kind !== 'loopback' && `mtu ${mtu}`,
    up ? 'up' : 'down',
    promiscuous && 'promiscuous',
    alias && `alias ${alias}`,
  );

const addressLines = ({ name, addresses }: Link): readonly string[] =>
  addresses.flatMap(({ family, address, prefix, dynamic }) =>
    family === 4 && dynamic !== true ? [`address ${address}/${prefix} on ${name}`] : [],
  );

/** Those that the kernel, a person or a network's configuration made; DHCP's and a routing daemon's come and go. */
const LASTING = ['kernel', 'boot', 'static'];

function routeLines({ links, routes }: HostState): readonly string[] {
  const byName = new Map(links.map((link) => [link.name, link]));
  const stays = ({ dev, source }: HostState['routes'][number]): boolean => {
    const link = byName.get(dev ?? '');
    const leased = link?.addresses.some(({ address, dynamic }) => address === source && dynamic === true) ?? false;
    return !leased && (link === undefined || !isVolatile(link));
  };
  return routes
    .filter((route) => LASTING.includes(route.protocol) && stays(route))
    .map(({ to, type, via, dev, metric, table }) =>
      words(
        'route',
        type !== 'unicast' && type,
        to,
        via && `via ${via}`,
        dev && `dev ${dev}`,
        metric > 0 && `metric ${metric}`,
        table !== 'main' && `table ${table}`,
      ),
    );
}

/**
 * Switching forwarding changes the settings beside it (inet_forward_change in the kernel). An interface's own are told where
 * they differ from the host's.
 */
function sysctlLines({ sysctls }: HostState, links: readonly Link[]): readonly string[] {
  const value = (name: string): string | undefined => (Object.hasOwn(sysctls, name) ? sysctls[name] : undefined);
  const conf = (of: string, name: string): string => `net.ipv4.conf.${of}.${name}`;
  const own = (name: string, common: string): readonly string[] =>
    links.map((link) => conf(link.name, name)).filter((item) => value(item) !== value(common));
  return [
    'net.ipv4.ip_forward',
    conf('all', 'accept_redirects'),
    conf('all', 'rp_filter'),
    conf('default', 'rp_filter'),
    ...own('rp_filter', conf('default', 'rp_filter')),
    ...own('forwarding', 'net.ipv4.ip_forward'),
  ].flatMap((name) => {
    const is = value(name);
    return is === undefined ? [] : [`sysctl ${name} = ${is}`];
  });
}

/**
 * A chain without policy is somebody's own. A policy of ACCEPT is what a table has that nobody has used yet.
 * The rule that is left out in a built-in chain is Docker's for a published port, with its container's present address.
 */
function chainLines(table: 'filter' | 'nat', { name, policy, rules }: Chain, lab: string): readonly string[] {
  const common = policy !== undefined || name === 'DOCKER-USER';
  return [
    ...(policy === undefined || policy === 'ACCEPT' ? [] : [`policy ${table} ${name} ${policy}`]),
    ...rules
      .filter(({ text, comment }) => (common && !isPublishedPort(text)) || comment === ownerMark(lab))
      .map(({ text }) => `rule ${table} ${name} ${text}`),
  ];
}

const isPublishedPort = (text: string): boolean => /^-s (\S+)\/32 -d \1\/32 .*-j MASQUERADE$/.test(text);

const networkLine = ({ name, driver, internal, options, pools }: DockerNetwork): string =>
  words(
    'network',
    name,
    driver,
    internal && 'internal',
    Object.hasOwn(options, 'parent') && `on ${options.parent}`,
    ...['macvlan_mode', 'ipvlan_mode'].map((option) => Object.hasOwn(options, option) && options[option]),
    // Joined, and not given as so many arguments: a host may tell of more than a call can take.
    pools
      .map(({ subnet, gateway, range }) => words(subnet, gateway && `gateway ${gateway}`, range && `range ${range}`))
      .join(' '),
  );

const containerLine = ({ name, image, endpoints }: DockerContainer): string =>
  words(
    'container',
    name,
    image,
    endpoints
      .map(({ network, fixedAddress }) => words('on', network, fixedAddress))
      .sort((a, b) => (a < b ? -1 : 1))
      .join(' '),
  );
