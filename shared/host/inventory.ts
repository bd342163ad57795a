import type { HostState } from './state.ts';

/**
 * What a person would call 'as before' on a host: one thing a line, sorted, the same for the same host however often it is
 * asked. Left out is what changes by itself: veths and what Docker rewrites for its own containers (the chain DOCKER),
 * IPv6 addresses, counters, whether somebody's container runs right now, images (a pulled image is a cache that others may
 * use by now), and Trunkline's own records.
 */
export function inventory(state: HostState): string {
  const docker = state.docker.kind === 'ready' ? state.docker : undefined;
  const links = state.links.filter(({ kind }) => kind !== 'veth');
  const lines = [
    ...links.map(
      ({ name, kind, parent, vlan, mode, promiscuous, up, alias }) =>
        `link ${name} ${words([kind, parent && `on ${parent}`, vlan && `tag ${vlan}`, mode, up ? 'up' : 'down', promiscuous && 'promiscuous', alias && `alias ${alias}`])}`,
    ),
    ...links.flatMap(({ name, addresses }) =>
      addresses
        .filter(({ family }) => family === 4)
        .map(({ address, prefix }) => `address ${address}/${prefix} on ${name}`),
    ),
    ...state.routes.map(
      ({ to, type, via, dev, metric }) =>
        `route ${words([type === 'unicast' ? '' : type, to, via && `via ${via}`, dev && `dev ${dev}`, metric > 0 && `metric ${metric}`])}`,
    ),
    ...['net.ipv4.ip_forward', 'net.ipv4.conf.all.rp_filter', 'net.ipv4.conf.default.rp_filter'].flatMap((name) => {
      const value = state.sysctls[name];
      return value === undefined ? [] : [`sysctl ${name} = ${value}`];
    }),
    ...(['filter', 'nat'] as const).flatMap((table) =>
      state.firewall[table].flatMap(({ name, policy, rules }) => [
        ...(policy === undefined ? [] : [`policy ${table} ${name} ${policy}`]),
        ...(name === 'DOCKER' ? [] : rules.map(({ text }) => `rule ${table} ${name} ${text}`)),
      ]),
    ),
    // Docker makes its own network 'bridge' anew at every start.
    ...(docker?.networks ?? []).map(
      ({ name, driver, id }) => `network ${name} ${driver}${name === 'bridge' ? '' : ` ${id.slice(0, 12)}`}`,
    ),
    ...(docker?.containers ?? []).map(({ name, image, id }) => `container ${name} ${image} ${id.slice(0, 12)}`),
  ];
  return lines
    .map((line) => line.replace(/\p{C}/gu, '?'))
    .sort()
    .map((line) => `${line}\n`)
    .join('');
}

const words = (parts: readonly (string | number | false | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== false && part !== '' && part !== 0).join(' ');

/** What is there now and was not before (`+`), and what was there before and is gone (`-`). Empty: nothing is left. */
export function residue(before: string, after: string): readonly string[] {
  const count = new Map<string, number>();
  const add = (text: string, by: number): void => {
    for (const line of text.split('\n')) if (line !== '') count.set(line, (count.get(line) ?? 0) + by);
  };
  add(after, 1);
  add(before, -1);
  return [...count]
    .filter(([, number]) => number !== 0)
    .map(([line, number]) => `${number > 0 ? '+' : '-'} ${line}`)
    .sort((a, b) => a.slice(2).localeCompare(b.slice(2)));
}
