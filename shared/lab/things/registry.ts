import { localPathFault, registryUserFault } from '../names.ts';
import { image, port, reference, textLeaf } from './leaves.ts';
import { type KeysOf, key, list, map, optional } from './shapes.ts';

export interface Registry {
  readonly host: string;
  readonly port: number;
  readonly images: readonly { readonly image: string; readonly as: string }[];
  /** It speaks HTTPS with this certificate, instead of plain HTTP. */
  readonly tls?: RegistryTls | undefined;
  /** Who must log in to pull and push; the password is asked for and stands in no file of the lab. */
  readonly user?: string | undefined;
}

/** Two files of the computer that runs Trunkline, in PEM. */
export interface RegistryTls {
  readonly cert: string;
  readonly key: string;
}

const DEFAULT_REGISTRY_PORT = 5000;

const registryImage = map('an image of the registry', {
  image: key(image, { label: 'Image', example: 'busybox' }),
  as: key(image, { label: 'Served as', example: 'busybox:v1' }),
} satisfies KeysOf<Registry['images'][number]>);

const pem = (what: string, example: string) =>
  textLeaf(`the path of ${what}`, `Write a path such as ${example}.`, localPathFault);

const tls = map('the files of HTTPS', {
  cert: key(pem('a certificate', './reg.crt'), { label: 'Certificate', example: './reg.crt' }),
  key: key(pem('its private key', './reg.key'), { label: 'Private key', example: './reg.key' }),
} satisfies KeysOf<RegistryTls>);

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
  tls: optional(tls, { label: 'HTTPS' }),
  user: optional(textLeaf('a user’s name', 'Write a name such as lab.', registryUserFault), {
    label: 'User',
    example: 'lab',
  }),
} satisfies KeysOf<Registry>);
