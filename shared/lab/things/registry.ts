import { image, port, reference } from './leaves.ts';
import { type KeysOf, key, list, map, optional } from './shapes.ts';

export interface Registry {
  readonly host: string;
  readonly port: number;
  readonly images: readonly { readonly image: string; readonly as: string }[];
}

const DEFAULT_REGISTRY_PORT = 5000;

const registryImage = map('an image of the registry', {
  image: key(image, { label: 'Image', example: 'busybox' }),
  as: key(image, { label: 'Served as', example: 'busybox:v1' }),
} satisfies KeysOf<Registry['images'][number]>);

export const registry = map('the registry', {
  host: key(
    reference('a host’s name', 'Name a host that is under hosts.'),
    { label: 'Host', example: 'docker01' },
    { names: { kind: 'host', code: 'unknown-host' } },
  ),
  port: optional(port, { label: 'Port', example: '5000' }, { absent: DEFAULT_REGISTRY_PORT }),
  images: optional(list('a list of { image, as }', registryImage), {
    label: 'Images',
    example: '[{ image: busybox, as: busybox:v1 }]',
  }),
} satisfies KeysOf<Registry>);
