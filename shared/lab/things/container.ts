import { containerNameFault } from '../names.ts';
import { type Attachment, attachments } from './attachment.ts';
import { type ContainerOptions, containerOptions } from './container-options.ts';
import { command, image } from './leaves.ts';
import { DOCKER_NAME_HINT, type KeysOf, key, map, named, optional } from './shapes.ts';

export interface Container extends ContainerOptions {
  readonly name: string;
  readonly image: string;
  /** The words of the command; empty: the image's own. */
  readonly command: readonly string[];
  readonly attachments: readonly Attachment[];
}

const container = map('a container', {
  image: key(image, { label: 'Image', example: 'busybox' }),
  command: optional(command, { label: 'Command', example: 'sleep 3600' }, { absent: [] }),
  networks: optional(attachments, { label: 'Networks' }, { as: 'attachments' }),
  ...containerOptions,
} satisfies KeysOf<Container, 'attachments' | 'capAdd', 'networks' | 'cap_add'>);

export const containers = named('containers', containerNameFault, DOCKER_NAME_HINT, container, {
  thing: { kind: 'container', fault: containerNameFault },
});
