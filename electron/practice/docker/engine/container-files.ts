/** The files that Docker itself puts into a container. */
import { sentencesOf28 } from '../../../../shared/machine/docker/facts.ts';
import { holds } from '../../../../shared/machine/fact.ts';
import { shortId } from './ids.ts';
import { isUserDefined } from './networks.ts';
import type { Container, Image } from './state.ts';

export function networkFiles(
  version: string,
  container: Container,
  hostResolver: string,
  links: readonly string[] = [],
): Readonly<Record<string, string>> {
  const { config, endpoints } = container;
  const own = endpoints
    .filter(({ address }) => address !== undefined)
    .map(({ address }) => `${address}\t${names(container)}\n`);
  const extra = config.extraHosts.map((entry) => `${entry.slice(entry.indexOf(':') + 1)}\t${entry.split(':')[0]}\n`);
  return {
    '/etc/hostname': `${config.hostname}\n`,
    '/etc/hosts': `${holds(sentencesOf28, version) ? HOSTS.replaceAll('::0\t', '::\t') : HOSTS}${extra.join('')}${links.join('')}${own.join('')}`,
    '/etc/resolv.conf': resolver(container, hostResolver),
  };
}

/**
 * On networks of their own Docker answers for names itself. Elsewhere the host's name servers stand there, or Google's where it
 * has none that a container could reach (libnetwork's resolvconf; its first line is empty then).
 */
function resolver({ config, networkMode, endpoints }: Container, host: string): string {
  const { dns = [], dnsSearch = [], dnsOptions = [] } = config;
  if (networkMode === 'host' && dns.length + dnsSearch.length + dnsOptions.length === 0) return host;
  const search = dnsSearch.length === 0 ? '' : `search ${dnsSearch.join(' ')}\n`;
  // One that has been connected to such a network asks there, too.
  if (isUserDefined(networkMode) || endpoints.some(({ network }) => isUserDefined(network))) {
    return `${search}nameserver 127.0.0.11\noptions ${[...dnsOptions, 'ndots:0'].join(' ')}\n`;
  }
  const options = dnsOptions.length === 0 ? '' : `options ${dnsOptions.join(' ')}\n`;
  const reachable = host.split('\n').filter((line) => line !== '' && !/^\s*nameserver\s+(?:127\.|::1)/.test(line));
  const hasServer = reachable.some((line) => line.startsWith('nameserver'));
  if (dns.length + dnsSearch.length + dnsOptions.length > 0) {
    const servers =
      dns.length > 0
        ? dns
        : hasServer
          ? reachable.flatMap((line) => /^nameserver\s+(\S+)/.exec(line)?.[1] ?? [])
          : DEFAULT_DNS;
    return `${search}${servers.map((server) => `nameserver ${server}\n`).join('')}${options}`;
  }
  const kept = reachable.map((line) => `${line}\n`).join('');
  return hasServer ? kept : `${kept}\n${DEFAULT_DNS.map((server) => `nameserver ${server}\n`).join('')}`;
}

const DEFAULT_DNS = ['8.8.8.8', '8.8.4.4'];

const names = ({ id, config }: Container): string =>
  config.hostname === shortId(id) || !config.hostname.includes('.')
    ? config.hostname
    : `${config.hostname} ${config.hostname.split('.')[0]}`;

const HOSTS = `127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::0\tip6-localnet
ff00::0\tip6-mcastprefix
ff02::1\tip6-allnodes
ff02::2\tip6-allrouters
`;

/** What an image has on its disk, as far as anybody looks. */
export function imageFiles({
  userland,
  files = {},
}: Pick<Image, 'userland' | 'files'>): Readonly<Record<string, string>> {
  if (userland === 'none') return { '/etc/passwd': PASSWD.busybox, ...files };
  return {
    '/etc/passwd': PASSWD[userland],
    '/etc/group': 'root:x:0:\n',
    ...(userland === 'debian' ? RELEASE : {}),
    ...files,
  };
}

const PASSWD = {
  busybox: 'root:x:0:0:root:/root:/bin/sh\n',
  debian:
    'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n',
} as const;

const RELEASE = {
  '/etc/os-release':
    'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n',
} as const;
