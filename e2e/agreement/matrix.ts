/** Which kinds of things were measured with which Docker: certain verdicts with an end on a host that has both. */
import type { LabFile } from '../../shared/lab/things/lab.ts';

/** How often a kind was measured with a version of Docker. */
export interface Measured {
  readonly kind: string;
  readonly docker: string;
  readonly verdicts: number;
}

/** What every container is drawn with, and ports, which are a kind of their own. */
const PLAIN: readonly string[] = ['image', 'command', 'networks', 'ports'];

/** What a drawing puts on one host, in words. */
export function kindsOn({ hosts, networks, segments }: LabFile, host: string): readonly string[] {
  const { interfaces = {}, containers = {}, routing } = hosts?.[host] ?? {};
  const kinds = Object.entries(networks ?? {}).flatMap(([name, network]) => {
    const used = Object.values(hosts?.[host]?.containers ?? {}).some(
      (item) => network && item?.networks && name in item.networks,
    );
    if (network.driver === 'bridge') return used ? [`bridge${network.internal ? ' internal' : ''}`] : [];
    if (network.parents?.[host] === undefined) return [];
    const mode = network.mode ?? (network.driver === 'ipvlan' ? 'l2' : 'bridge');
    return [
      `${network.driver} ${mode}`,
      ...(network.range ? ['a range'] : []),
      ...(network.ranges ? ['a range for each host'] : []),
      ...(network.internal ? ['internal'] : []),
      ...(network.external ? ['there already'] : []),
      ...(network.gateway ? [] : ['no gateway stated']),
    ];
  });
  for (const drawn of Object.values(interfaces ?? {})) {
    const parent = 'parent' in drawn ? interfaces?.[drawn.parent] : undefined;
    if ('bond' in drawn) kinds.push('a bond');
    else if ('bridge' in drawn) kinds.push(drawn['vlan-filtering'] ? 'a bridge that tells VLANs apart' : 'a bridge');
    else if ('dummy' in drawn) kinds.push('a dummy');
    else if ('port' in drawn && drawn.port) kinds.push('a switch port');
    else if ('shim' in drawn) kinds.push('a shim');
    else if ('vlan' in drawn) kinds.push(parent && 'vlan' in parent ? 'a tag within a tag' : 'a sub-interface');
  }
  for (const { networks: places } of Object.values(containers ?? {})) {
    if (Object.keys(places ?? {}).length > 1) kinds.push('a container on two networks');
  }
  const boxes = Object.values(containers ?? {});
  if (boxes.some((box) => box?.ports?.length)) kinds.push('published ports');
  if (boxes.some((box) => Object.keys(box ?? {}).some((key) => !PLAIN.includes(key)))) kinds.push('container options');
  if ([...Object.values(interfaces ?? {}), ...Object.values(networks ?? {})].some(({ mtu }) => mtu))
    kinds.push('an MTU');
  if (Object.values(hosts ?? {}).some((other) => other?.unmanaged)) kinds.push('a machine that is not ours');
  if (Object.values(segments ?? {}).some((segment) => segment?.internet)) kinds.push('the internet');
  if (Array.isArray(routing?.allow) && routing.allow.some(({ replies }) => replies)) kinds.push('replies');
  if (routing?.forward) kinds.push('a router');
  if (routing?.allow && routing.allow !== 'all') kinds.push('forward rules');
  if (routing?.masquerade?.length) kinds.push('masquerade');
  if (routing?.routes?.length) kinds.push('a route');
  return [...new Set(kinds.length > 0 ? kinds : ['a network card only'])];
}

/** A table: a line for each kind, a column for each version, `.` where nothing was measured. */
export function matrixText(measured: readonly Measured[]): string {
  const versions = [...new Set(measured.map(({ docker }) => docker))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  const kinds = [...new Set(measured.map(({ kind }) => kind))].sort();
  const width = Math.max(...kinds.map(({ length }) => length));
  const cell = (kind: string, docker: string): string => {
    const all = measured.filter((one) => one.kind === kind && one.docker === docker);
    return all.length === 0 ? '.' : String(all.reduce((sum, { verdicts }) => sum + verdicts, 0));
  };
  const columns = versions.map((version) => Math.max(version.length, 6));
  const line = (first: string, cells: readonly string[]): string =>
    first.padEnd(width) + cells.map((text, index) => text.padStart((columns[index] ?? 0) + 2)).join('');
  return [
    line('', versions),
    ...kinds.map((kind) =>
      line(
        kind,
        versions.map((version) => cell(kind, version)),
      ),
    ),
  ].join('\n');
}
