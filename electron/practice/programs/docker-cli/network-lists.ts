/** `docker network ls` and `inspect`. */
import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { networkJson } from '../../docker/api/network-json.ts';
import { plainTime } from '../../docker/api/time.ts';
import { findNetwork } from '../../docker/engine/find.ts';
import { shortId } from '../../docker/engine/ids.ts';
import { isPredefined } from '../../docker/engine/networks.ts';
import type { Network } from '../../docker/engine/state.ts';
import { any, filtersOf, labelsFit, nameFits } from './filters.ts';
import { flags } from './flags.ts';
import { inspect } from './inspect.ts';
import { labelIn } from './pairs.ts';
import { anyNumber, exactly, type Subcommand, saidOf } from './subcommand.ts';
import { type Listing, type Row, renderList } from './table.ts';

const listing: Listing = {
  headings: {
    ID: 'NETWORK ID',
    Name: 'NAME',
    Driver: 'DRIVER',
    Scope: 'SCOPE',
    IPv6: 'IPV6',
    Internal: 'INTERNAL',
    Labels: 'LABELS',
    CreatedAt: 'CREATED AT',
  },
  columns: ['ID', 'Name', 'Driver', 'Scope'],
  type: '*network.networkContext',
};

const rowOf = (network: Network, whole: boolean): Row => ({
  ID: whole ? network.id : shortId(network.id),
  Name: network.name,
  Driver: network.driver,
  Scope: 'local',
  IPv6: 'false',
  Internal: String(network.internal),
  Labels: Object.entries(network.labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(','),
  CreatedAt: plainTime(network.created),
  Label: labelIn(network.labels),
});

const FILTERS = ['dangling', 'driver', 'id', 'label', 'name', 'scope', 'type'];

const list: Subcommand = {
  paths: ['network ls', 'network list'],
  usage: '[OPTIONS]',
  summary: 'List networks',
  flags: flags('quiet,q no-trunc format:string filter,f:list'),
  words: exactly(0),
  async run({ engine, flags: given, process }) {
    const filters = filtersOf(given.list('filter'), FILTERS);
    const odd = filters.get('type')?.find((value) => value !== 'custom' && value !== 'builtin');
    if (odd !== undefined) throw new Refusal(`invalid filter: 'type'='${odd}'`, 400);
    // Who is on a network is not looked at for a list.
    const isDangling = (item: Network): boolean => !isPredefined(item.name);
    const fitting = engine.full.networks.filter(
      (item) =>
        any(filters, 'name', (value) => nameFits(item.name, value)) &&
        any(filters, 'id', (value) => item.id.startsWith(value)) &&
        any(filters, 'driver', (value) => item.driver === value) &&
        any(filters, 'dangling', (value) => isDangling(item) === /^(?:1|true)$/i.test(value)) &&
        any(filters, 'scope', (value) => value === 'local') &&
        any(filters, 'type', (value) => value === (isPredefined(item.name) ? 'builtin' : 'custom')) &&
        labelsFit(filters, item.labels),
    );
    const rows = [...fitting]
      .sort((a, b) => naturally(a.name, b.name))
      .map((item) => rowOf(item, given.on('no-trunc')));
    const format = given.text('format') || (given.on('quiet') ? '{{.ID}}' : undefined);
    await process.stdout.write(renderList(listing, rows, format));
    return 0;
  },
};

/** Numbers in names count as numbers: `net2` before `net10`. */
function naturally(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.match(/\d+|\D+/g) ?? []);
  for (const [at, piece] of (left ?? []).entries()) {
    const other = right?.[at];
    if (other === undefined) return 1;
    if (piece === other) continue;
    const numbers = /^\d/.test(piece) && /^\d/.test(other) ? Number(piece) - Number(other) : 0;
    return numbers || (piece < other ? -1 : 1);
  }
  return (left?.length ?? 0) - (right?.length ?? 0);
}

const show: Subcommand = {
  paths: ['network inspect'],
  usage: '[OPTIONS] NETWORK [NETWORK...]',
  summary: 'Display detailed information on one or more networks',
  flags: flags('format,f:string verbose,v'),
  words: anyNumber,
  run: (call) =>
    inspect(
      call,
      (name) => networkJson(call.engine.full, findNetwork(call.engine.full, name), true),
      (error, name) => saidOf(call.engine, error, 'network', name),
    ),
};

export const networkLists: readonly Subcommand[] = [list, show];
