/** `-v`, `--mount` and `--tmpfs` of `docker run`. */
import type { ContainerConfig } from '../../docker/engine/state.ts';
import type { Files } from '../../os/files/files.ts';
import { FlagError, type Flags } from './flags.ts';
import { OptionError } from './option-error.ts';

type Mounts = Pick<ContainerConfig, 'binds' | 'anonymous' | 'tmpfs'>;

/** @throws OptionError */
export function mountsOf(given: Flags): Mounts {
  const volumes = given.list('volume');
  const long = given.list('mount').map(longMount);
  return {
    binds: [...volumes.filter((item) => !isAnonymous(item)), ...long.flatMap(({ bind }) => bind ?? [])],
    anonymous: [...volumes.filter(isAnonymous), ...long.flatMap(({ anonymous }) => anonymous ?? [])],
    tmpfs: [...given.list('tmpfs'), ...long.flatMap(({ tmpfs }) => tmpfs ?? [])],
  };
}

/**
 * Whether `-v` names no source as the command reads it, which takes one letter before a colon for a drive of Windows: `/data`, and
 * `a:b` too. The daemon makes a volume of it at any place, be it called `/a:b`.
 */
const isAnonymous = (written: string): boolean =>
  written.length <= 2 || written.startsWith(':') || !written.replace(/^\p{L}:/u, '').includes(':');

/** What `--mount` binds must be there; `-v` makes it. @throws OptionError */
export function checkSources(given: Flags, files: Files): void {
  for (const written of given.list('mount')) {
    const fields = Object.fromEntries(written.split(',').map((field) => field.split('=')));
    const source = fields.source ?? fields.src;
    if (fields.type !== 'bind' || source === undefined || files.status(source) !== undefined) continue;
    throw new OptionError(
      `Error response from daemon: invalid mount config for type "bind": bind source path does not exist: ${source}`,
    );
  }
}

const KEYS: Readonly<Record<string, 'type' | 'source' | 'target' | 'readonly'>> = {
  ...{ type: 'type', source: 'source', src: 'source', target: 'target', dst: 'target', destination: 'target' },
  ...{ readonly: 'readonly', ro: 'readonly' },
};

function longMount(written: string): { readonly bind?: string; readonly anonymous?: string; readonly tmpfs?: string } {
  const wrong = (why: string): OptionError =>
    new OptionError(`invalid argument "${written}" for "--mount" flag: ${why}`);
  const found: Partial<Record<'type' | 'source' | 'target' | 'readonly', string>> = {};
  for (const field of written.split(',')) {
    const [name = '', value] = field.split('=');
    const key = KEYS[name];
    if (value === undefined && key !== 'readonly') throw wrong(`invalid field '${field}' must be a key=value pair`);
    if (key === undefined) throw new OptionError(`practice hosts do not simulate ${name} of --mount`);
    found[key] = value ?? 'true';
  }
  const { type = 'volume', source, target } = found;
  if (target === undefined) throw new FlagError(`invalid argument "${written}" for "--mount" flag: target is required`);
  const mode = found.readonly === 'true' || found.readonly === '1' ? ':ro' : '';
  if (type === 'tmpfs') return { tmpfs: target };
  if (type !== 'bind' && type !== 'volume')
    throw new OptionError(`practice hosts do not simulate --mount type=${type}`);
  if (type === 'bind' && !source?.startsWith('/'))
    throw wrong(
      `invalid mount config for type "bind": invalid mount path: '${source ?? ''}' mount path must be absolute`,
    );
  return source === undefined || source === '' ? { anonymous: target } : { bind: `${source}:${target}${mode}` };
}
