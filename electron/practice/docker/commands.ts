/** The programs of this folder that a practice host with Docker has on its path, and those of the images. */
import type { Commands } from '../machine/machine.ts';
import { busyboxNetworkCommands } from '../network/busybox/commands.ts';
import { hostname } from '../network/system.ts';
import type { Command } from '../process.ts';
import { busyboxCommands, hostCommands } from '../text/commands.ts';
import { docker } from './cli/docker.ts';
import { curl } from './curl.ts';
import type { UserlandKind } from './engine/state.ts';

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
