/** `docker ps`. */

import { commandWords28 } from '../../../../shared/machine/docker/facts.ts';
import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { holds } from '../../../../shared/machine/fact.ts';
import {
  commandText,
  containersNewestFirst,
  type ListedPort,
  listedPorts,
  statusText,
} from '../../docker/api/list-json.ts';
import { humanDuration, humanSize, plainTime } from '../../docker/api/time.ts';
import { findContainer } from '../../docker/engine/find.ts';
import { shortId } from '../../docker/engine/ids.ts';
import { imageNamed } from '../../docker/engine/images.ts';
import { type Container, type EngineState, isRunning } from '../../docker/engine/state.ts';
import { any, type Filters, filtersOf, labelsFit, nameFits } from './filters.ts';
import { flags } from './flags.ts';
import { labelIn } from './pairs.ts';
import { exactly, type Subcommand } from './subcommand.ts';
import { type Listing, type Row, renderList } from './table.ts';

const listing: Listing = {
  headings: {
    ID: 'CONTAINER ID',
    Names: 'NAMES',
    Image: 'IMAGE',
    Command: 'COMMAND',
    CreatedAt: 'CREATED AT',
    RunningFor: 'CREATED',
    Ports: 'PORTS',
    State: 'STATE',
    Status: 'STATUS',
    Size: 'SIZE',
    Labels: 'LABELS',
    Mounts: 'MOUNTS',
    LocalVolumes: 'LOCAL VOLUMES',
    Networks: 'NETWORKS',
  },
  columns: ['ID', 'Image', 'Command', 'RunningFor', 'Status', 'Ports', 'Names'],
  type: '*formatter.ContainerContext',
};

const FILTERS = [
  'ancestor',
  'before',
  'exited',
  'expose',
  'health',
  'id',
  'isolation',
  'is-task',
  'label',
  'name',
  'network',
  'publish',
  'since',
  'status',
  'volume',
];

/** Names that others have been given for it: `app/db`. */
const namesByLink = ({ containers }: EngineState, { id }: Container): readonly string[] =>
  containers.flatMap(({ name, config }) =>
    (config.links ?? []).flatMap((link) => (link.id === id ? [`${name}/${link.alias}`] : [])),
  );

const ellipsis = (text: string, width: number): string =>
  [...text].length <= width ? text : `${[...text].slice(0, width - 1).join('')}…`;

/** As Go's strconv.Quote. */
const quoted = (text: string): string => JSON.stringify(text);

function rowOf(
  version: string,
  container: Container,
  now: number,
  whole: boolean,
  size: string,
  linkNames: readonly string[],
): Row {
  const command = commandText(container);
  return {
    ID: whole ? container.id : shortId(container.id),
    Names: whole ? [...linkNames, container.name].join(',') : container.name,
    Image: container.image,
    Command: quoted(whole ? command : ellipsis(command, 20)),
    CreatedAt: plainTime(container.created),
    RunningFor: `${humanDuration(now - container.created)} ago`,
    Ports: portsText(version, listedPorts(container)),
    State: container.status,
    Status: statusText(container, now),
    Size: size,
    Labels: Object.entries(container.config.labels)
      .map(([name, value]) => `${name}=${value}`)
      .join(','),
    Mounts: container.config.binds.map((bind) => ellipsis(bind.split(':')[0] ?? '', whole ? 1000 : 15)).join(','),
    LocalVolumes: '0',
    Networks: container.endpoints.map(({ network }) => network).join(','),
    Label: labelIn(container.config.labels),
  };
}

/** From 28 on an IPv6 address stands in brackets. */
const portsText = (version: string, ports: readonly ListedPort[]): string =>
  ports
    .map(({ IP, PublicPort, PrivatePort, Type }) =>
      IP === undefined
        ? `${PrivatePort}/${Type}`
        : holds(commandWords28, version) && IP.includes(':')
          ? `[${IP}]:${PublicPort}->${PrivatePort}/${Type}`
          : `${IP}:${PublicPort}->${PrivatePort}/${Type}`.replace(/^::(?=:)/, ':::').replace(/^:{4,}/, ':::'),
    )
    .join(', ');

function fits(state: EngineState, container: Container, filters: Filters): boolean {
  return (
    any(filters, 'name', (value) => nameFits(container.name, value) || nameFits(`/${container.name}`, value)) &&
    any(filters, 'id', (value) => container.id.startsWith(value)) &&
    any(filters, 'status', (value) => container.status === value) &&
    any(filters, 'exited', (value) => container.status === 'exited' && String(container.exitCode) === value) &&
    any(filters, 'network', (value) =>
      container.endpoints.some((end) => end.network === value || (value !== '' && end.networkId.startsWith(value))),
    ) &&
    any(filters, 'ancestor', (value) => imageNamed(state, value)?.id === container.imageId) &&
    any(filters, 'publish', (value) =>
      container.config.ports.some(({ hostPort }) => hostPort === value.split('/')[0]),
    ) &&
    any(filters, 'expose', (value) =>
      container.config.exposed.includes(value.includes('/') ? value : `${value}/tcp`),
    ) &&
    any(filters, 'before', (value) => container.created < findContainer(state, value).created) &&
    any(filters, 'since', (value) => container.created > findContainer(state, value).created) &&
    any(filters, 'health', (value) => value === 'none') &&
    any(filters, 'volume', (value) => container.config.binds.some((bind) => bind.split(':').includes(value))) &&
    labelsFit(filters, container.config.labels)
  );
}

const STATUSES = ['created', 'restarting', 'running', 'removing', 'paused', 'exited', 'dead'];

const ps: Subcommand = {
  paths: ['ps', 'container ls', 'container list', 'container ps'],
  usage: '[OPTIONS]',
  summary: 'List containers',
  flags: flags('all,a filter,f:list format:string last,n:int latest,l no-trunc quiet,q size,s'),
  words: exactly(0),
  async run({ engine, flags: given, process }) {
    const { full } = engine;
    const filters = filtersOf(given.list('filter'), FILTERS);
    const wrong = filters.get('status')?.find((value) => !STATUSES.includes(value));
    if (wrong !== undefined) throw new Refusal(`Invalid filter 'status=${wrong}'`, 400);
    const last = given.number('last') ?? (given.on('latest') ? 1 : -1);
    const all = given.on('all') || last > 0 || filters.has('status') || filters.has('exited');
    const found = containersNewestFirst(full)
      .filter((item) => all || isRunning(item) || item.status === 'restarting')
      .filter((item) => fits(full, item, filters))
      .slice(0, last > 0 ? last : undefined);
    const sized = given.on('size') || /\.Size\b/.test(given.text('format') ?? '');
    const sizeOf = (item: Container): string =>
      sized ? `0B (virtual ${humanSize(engine.imageOf(item)?.size ?? 0)})` : '0B';
    const now = engine.host.clock.now();
    const rows = found.map((item) =>
      rowOf(engine.version, item, now, given.on('no-trunc'), sizeOf(item), namesByLink(engine.full, item)),
    );
    const { columns } = listing;
    const wanted = given.on('size') ? { ...listing, columns: [...columns, 'Size'] } : listing;
    const format = given.text('format') || (given.on('quiet') ? '{{.ID}}' : undefined);
    await process.stdout.write(renderList(wanted, rows, format));
    return 0;
  },
};

export const psCommands: readonly Subcommand[] = [ps];
