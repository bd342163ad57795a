/** The programs of this folder that a practice host with Docker has on its path, and those of the images. */

import type { UserlandKind } from '../../docker/engine/state.ts';
import type { Command, Commands } from '../../os/machine.ts';
import { busyboxNetworkCommands } from '../busybox/commands.ts';
import { busyboxCommands, hostCommands } from '../core/commands.ts';
import { hostname } from '../core/system.ts';
import { curl } from './curl.ts';
import { docker } from './docker.ts';

export const dockerCommands: ReadonlyMap<string, Command> = new Map([
  ['docker', docker],
  ['curl', curl],
]);

const busybox: Commands = new Map([...busyboxCommands, ...busyboxNetworkCommands]);
/** Debian's image has no programs for the network. */
const debian: Commands = new Map([
  ...[...hostCommands].filter(([name]) => !['nano', 'vim', 'editor', 'emacs', 'vi', 'less'].includes(name)),
  ['hostname', hostname],
]);
const nothing: Commands = new Map();

export function imagePrograms(kind: UserlandKind): Commands {
  switch (kind) {
    case 'busybox':
      return busybox;
    case 'debian':
      return debian;
    case 'none':
      return nothing;
  }
}
