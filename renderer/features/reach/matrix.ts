/** Rows and columns of the matrix: who pings, and what is pinged, grouped by host. Pure. */
import { type Pair, verdictOf } from '../../store/prediction/pairs.ts';
import { pingKey } from '../../store/run/state.ts';

export interface Endpoint {
  readonly id: string;
  readonly host: string;
  /** Within its host: `bbox10`, `ens33.10`, or the host itself. */
  readonly label: string;
}

export interface Matrix {
  readonly rows: readonly Endpoint[];
  readonly columns: readonly Endpoint[];
  readonly cells: ReadonlyMap<string, Pair>;
  readonly measured: number;
  readonly agreeing: number;
  readonly disagreeing: readonly Pair[];
}

export function matrixOf(pairs: readonly Pair[]): Matrix {
  const rows = new Map<string, Endpoint>();
  const columns = new Map<string, Endpoint>();
  const cells = new Map<string, Pair>();
  let measured = 0;
  const disagreeing: Pair[] = [];
  for (const pair of pairs) {
    if (!rows.has(pair.from)) rows.set(pair.from, endpoint(pair.from));
    if (!columns.has(pair.to)) columns.set(pair.to, endpoint(pair.to));
    cells.set(pingKey(pair.from, pair.to), pair);
    if (pair.result) {
      measured++;
      const verdict = verdictOf(pair);
      if (verdict === 'disagrees' || verdict === 'failed') disagreeing.push(pair);
    }
  }
  return {
    rows: grouped(rows, rows),
    columns: grouped(columns, rows),
    cells,
    measured,
    agreeing: measured - disagreeing.length,
    disagreeing,
  };
}

export function endpoint(id: string): Endpoint {
  const mark = /[/:]/.exec(id);
  return mark ? { id, host: id.slice(0, mark.index), label: id.slice(mark.index + 1) } : { id, host: id, label: id };
}

/** Hosts in order of first appearance, each with its own endpoints together: what pings itself first, in that order. */
function grouped(
  endpoints: ReadonlyMap<string, Endpoint>,
  sources: ReadonlyMap<string, Endpoint>,
): readonly Endpoint[] {
  const order = [...new Set([...sources.keys(), ...endpoints.keys()])].flatMap((id) => endpoints.get(id) ?? []);
  const hosts = [...new Set(order.map(({ host }) => host))];
  return hosts.flatMap((host) => order.filter((item) => item.host === host));
}

/** Runs of endpoints of one host, for the head over them. */
export function groupsOf(endpoints: readonly Endpoint[]): readonly { readonly host: string; readonly size: number }[] {
  const groups: { host: string; size: number }[] = [];
  for (const { host } of endpoints) {
    const last = groups.at(-1);
    if (last?.host === host) last.size++;
    else groups.push({ host, size: 1 });
  }
  return groups;
}
