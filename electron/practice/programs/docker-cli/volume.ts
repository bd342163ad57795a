/**
 * `docker volume create`, `ls`, `inspect`, `rm` and `prune`. Volumes are the local driver's. What they say is by Docker's
 * documentation and source: no recording of real hosts has it yet.
 */

import { randomBytes } from 'node:crypto';
import { absentInDaemonsWords } from '../../../../shared/machine/docker/facts.ts';
import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { holds } from '../../../../shared/machine/fact.ts';
import { volumeJson } from '../../docker/api/volume-json.ts';
import { volumeFolder } from '../../docker/engine/mounts.ts';
import { createVolume, findVolume, removeVolume, usersOf } from '../../docker/engine/volumes.ts';
import { isSince } from '../../os/releases.ts';
import { confirmed } from './confirm.ts';
import { any, filtersOf, labelsFit, nameFits, prunable } from './filters.ts';
import { flags } from './flags.ts';
import { inspect } from './inspect.ts';
import { labelIn, pairsOf } from './pairs.ts';
import { anyNumber, type Call, CliError, exactly, forEach, type Subcommand, said } from './subcommand.ts';
import { type Listing, renderList } from './table.ts';

const create: Subcommand = {
  paths: ['volume create'],
  usage: '[OPTIONS] [VOLUME]',
  summary: 'Create a volume',
  flags: flags('driver,d:string label:list name:string opt,o:list'),
  words: { min: 0, max: 1 },
  async run({ engine, flags: given, words, say }) {
    const driver = given.text('driver') ?? 'local';
    const wished = words[0] ?? given.text('name');
    if (driver !== 'local')
      throw new Refusal(
        `create ${wished ?? ''}: error looking up volume plugin ${driver}: plugin "${driver}" not found`,
        404,
      );
    if (given.has('opt')) throw new CliError('docker volume create: practice hosts do not simulate --opt', 125);
    const name = words[0] ?? given.text('name') ?? randomBytes(32).toString('hex');
    engine.change((world) => createVolume(world, name, pairsOf(given.list('label'))));
    await say(name);
    return 0;
  },
};

const listing: Listing = {
  headings: { Driver: 'DRIVER', Name: 'VOLUME NAME', Scope: 'SCOPE', Mountpoint: 'MOUNTPOINT', Labels: 'LABELS' },
  columns: ['Driver', 'Name'],
  type: '*volume.volumeContext',
};

const list: Subcommand = {
  paths: ['volume ls', 'volume list'],
  usage: '[OPTIONS]',
  summary: 'List volumes',
  flags: flags('quiet,q format:string filter,f:list'),
  words: exactly(0),
  async run({ engine, flags: given, process }) {
    const filters = filtersOf(given.list('filter'), ['dangling', 'driver', 'label', 'name']);
    const { full } = engine;
    const unused = (name: string): boolean => usersOf(full, name).length === 0;
    const rows = full.volumes
      .filter(
        ({ name, labels }) =>
          any(filters, 'name', (value) => nameFits(name, value)) &&
          any(filters, 'driver', (value) => value === 'local') &&
          any(filters, 'dangling', (value) => unused(name) === ['1', 'true'].includes(value)) &&
          labelsFit(filters, labels ?? {}),
      )
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, labels }) => ({
        Driver: 'local',
        Name: name,
        Scope: 'local',
        Mountpoint: volumeFolder(name),
        Labels: Object.entries(labels ?? {})
          .map((pair) => pair.join('='))
          .join(','),
        Label: labelIn(labels ?? {}),
      }));
    const format = given.text('format') || (given.on('quiet') ? '{{.Name}}' : undefined);
    await process.stdout.write(renderList(listing, rows, format));
    return 0;
  },
};

const look: Subcommand = {
  paths: ['volume inspect'],
  usage: '[OPTIONS] VOLUME [VOLUME...]',
  summary: 'Display detailed information on one or more volumes',
  flags: flags('format,f:string'),
  words: anyNumber,
  run: (call) =>
    inspect(
      call,
      (name) => volumeJson(findVolume(call.engine.full, name)),
      (error, name) =>
        holds(absentInDaemonsWords, call.engine.version) ? said(error) : `Error: No such volume: ${name}`,
    ),
};

const remove: Subcommand = {
  paths: ['volume rm', 'volume remove'],
  usage: '[OPTIONS] VOLUME [VOLUME...]',
  summary: 'Remove one or more volumes',
  flags: flags('force,f'),
  words: anyNumber,
  run: (call) =>
    forEach(
      call,
      (name) => {
        const there = call.engine.full.volumes.some((item) => item.name === name);
        if (there || !call.flags.on('force')) call.engine.change((world) => removeVolume(world, name));
      },
      (error, name) =>
        error.status !== 404 || holds(absentInDaemonsWords, call.engine.version)
          ? said(error)
          : `Error: No such volume: ${name}`,
    ),
};

const prune: Subcommand = {
  paths: ['volume prune'],
  usage: '[OPTIONS]',
  summary: 'Remove all unused local volumes',
  flags: flags('all,a force,f filter:list'),
  words: exactly(0),
  async run(call) {
    const warning =
      'WARNING! This will remove all local volumes not used by at least one container.\nAre you sure you want to continue?';
    if (!call.flags.on('force') && !(await confirmed(call, warning))) return 0;
    await pruneVolumes(call, call.flags.on('all') || prunesNamed(call));
    await call.say('Total reclaimed space: 0B');
    return 0;
  },
};

/** Before API 1.42 a prune took volumes with names of their own too, not only those that nobody had named. */
export const prunesNamed = ({ engine }: Call): boolean => !isSince(engine.version, '23.0');

/** @param named those with names too */
export async function pruneVolumes({ engine, flags: given, say }: Call, named: boolean): Promise<void> {
  const { full } = engine;
  const fits = prunable(given.list('filter'), engine.host.clock.now());
  const unused = full.volumes
    .filter(
      (item) => usersOf(full, item.name).length === 0 && (named || /^[0-9a-f]{64}$/.test(item.name)) && fits(item),
    )
    .map(({ name }) => name);
  for (const name of unused) engine.change((world) => removeVolume(world, name));
  if (unused.length > 0) await say(`Deleted Volumes:\n${unused.join('\n')}\n`);
}

export const volumeCommands: readonly Subcommand[] = [create, list, look, prune, remove];
