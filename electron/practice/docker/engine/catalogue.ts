/**
 * The images that can be pulled on a practice host as if a public registry was there. Where the real lab has the image, it
 * is described as it is there: made from Debian's own busybox and registry.
 */
import { hexId } from './ids.ts';
import type { Image } from './state.ts';

type Described = Pick<Image, 'size' | 'userland'> & Partial<Image> & { readonly versions: readonly string[] };

const CATALOGUE: Readonly<Record<string, Described>> = {
  busybox: { versions: ['1', '1.36', '1.37', 'stable'], size: 1_980_000, userland: 'busybox', command: ['sh'] },
  registry: {
    versions: ['2', '2.8', '2.8.2'],
    size: 22_900_000,
    userland: 'none',
    entrypoint: ['registry'],
    command: ['serve', '/etc/docker/registry/config.yml'],
    services: ['registry'],
    exposed: ['5000/tcp'],
    volumes: ['/var/lib/registry'],
  },
  alpine: { versions: ['3', '3.18', '3.19', '3.20'], size: 7_800_000, userland: 'busybox', command: ['/bin/sh'] },
  nginx: {
    versions: ['1', '1.25', '1.27', 'stable', 'alpine'],
    size: 187_000_000,
    userland: 'debian',
    entrypoint: ['/docker-entrypoint.sh'],
    command: ['nginx', '-g', 'daemon off;'],
    exposed: ['80/tcp'],
    services: ['nginx', 'docker-entrypoint.sh'],
    env: ['NGINX_VERSION=1.27.0'],
    layers: 7,
  },
  httpd: {
    versions: ['2', '2.4'],
    size: 148_000_000,
    userland: 'debian',
    command: ['httpd-foreground'],
    exposed: ['80/tcp'],
    services: ['httpd-foreground'],
    workingDir: '/usr/local/apache2',
    layers: 6,
  },
  debian: { versions: ['12', 'bookworm', 'stable'], size: 117_000_000, userland: 'debian', command: ['bash'] },
  ubuntu: {
    versions: ['22.04', '24.04', 'jammy', 'noble'],
    size: 78_100_000,
    userland: 'debian',
    command: ['/bin/bash'],
  },
  'hello-world': { versions: ['linux'], size: 13_300, userland: 'none', command: ['/hello'], services: ['hello'] },
  'gcr.io/distroless/static': { versions: ['nonroot'], size: 2_400_000, userland: 'none', command: null },
};

const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** On the lab's hosts the registry has a second name. */
const aliases: Readonly<Record<string, string>> = { 'docker-registry': 'registry' };

/** 6 hours before the host was made, so that it reads as on the lab's hosts. */
const AGE = 6 * 3600_000;

export const isCatalogued = (name: string): boolean => Object.hasOwn(CATALOGUE, aliases[name] ?? name);

/** The image of that name and tag, without tags yet; undefined: there is none. */
export function catalogued(name: string, tag: string, now: number): Image | undefined {
  const base = aliases[name] ?? name;
  const found = Object.hasOwn(CATALOGUE, base) ? CATALOGUE[base] : undefined;
  if (found === undefined || (tag !== 'latest' && !found.versions.includes(tag))) return undefined;
  const { versions: _versions, ...described } = found;
  const order = Object.keys(CATALOGUE).indexOf(base);
  return {
    id: `sha256:${hexId('image', base)}`,
    tags: [],
    digests: [],
    created: now - AGE + order * 1000,
    command: null,
    entrypoint: null,
    exposed: [],
    volumes: [],
    workingDir: '',
    services: [],
    layers: 1,
    ...described,
    env: [PATH, ...(described.env ?? [])],
  };
}

/** What a registry calls an image by: its manifest's digest. */
export const digestOf = ({ id }: Pick<Image, 'id'>): string => `sha256:${hexId('manifest', id)}`;

/** Of its manifest, in bytes. */
export const manifestSize = ({ layers }: Pick<Image, 'layers'>): number => 317 + 210 * layers;

/** Ids of its layers, the lowest first. */
export const layersOf = ({ id, layers }: Pick<Image, 'id' | 'layers'>): readonly string[] =>
  Array.from({ length: layers }, (_, at) => hexId(`layer ${at}`, id));
