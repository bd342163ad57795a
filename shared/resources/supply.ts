/** Where a lab's images come from, beyond what one host can tell: archives of this computer, and other hosts. */
import type { HostState } from '../host/state.ts';
import type { Lab } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { perObject } from '../per-object.ts';
import { type Problem, problem } from '../problem.ts';
import { imageName } from './docker.ts';
import { imageWith } from './registry-image.ts';

/** What is copied to a host: the lab's image of that name, from one place. */
export type Source =
  /** The file as the lab names it. */
  | { readonly kind: 'archive'; readonly path: string }
  /** Another host of the lab. */
  | { readonly kind: 'host'; readonly host: string };

/** An image at its source, as it was looked at. */
export interface Supply {
  /** `image`: layers that Docker loads, with their configuration. `files`: a root file system, which it imports. */
  readonly form: 'image' | 'files';
  /** As `shared/host/image-content.ts` writes it; undefined: nobody could tell. */
  readonly content: string | undefined;
  /** What is read there for a copy, before it is compressed. */
  readonly bytes: number;
  /** Nothing can be had from there. */
  readonly problem?: Problem;
}

/** What this computer has for a registry that speaks HTTPS. */
export interface RegistryFiles {
  /** In PEM, as the file has it; every host may know it. */
  readonly certificate: string;
  /** Says which certificate it is, in a few letters and digits. */
  readonly fingerprint: string;
  readonly problem?: Problem;
}

export interface Supplies {
  /** By `imageName`; one that is missing was not looked at. */
  readonly images: ReadonlyMap<string, Supply>;
  /** Undefined: nobody has looked, or the lab has no registry that needs any. */
  readonly registry?: RegistryFiles | undefined;
}

export const NO_SUPPLIES: Supplies = { images: new Map() };

/** The lab's words for images, by whichever of their names. Of two words for one image the first holds. */
const byImage = perObject(
  (images: Lab['images']) => new Map(images.map((item) => [imageName(item.image), item] as const).reverse()),
);

/** Asked for each image of each host. */
const listedFor = ({ images }: Lab, name: string) => byImage(images).get(imageName(name));

/** Where an image is copied from; undefined: it is there, or Docker fetches it by itself. */
export function sourceOf(lab: Lab, name: string): Source | undefined {
  const listed = listedFor(lab, name);
  if (listed === undefined) return undefined;
  const { from, archive } = listed;
  if (from === 'archive') return archive === undefined ? undefined : { kind: 'archive', path: archive };
  const host = indexOf(lab).host(from);
  return host !== undefined && !host.unmanaged ? { kind: 'host', host: from } : undefined;
}

/** How the lab says that an image comes: by its word, or `pull`. */
export const wayOf = (lab: Lab, name: string): string => listedFor(lab, name)?.from ?? 'pull';

/** The images whose content hosts are asked for, by their names in the lab. */
export const copiedImages = (lab: Lab): readonly string[] =>
  lab.images.flatMap(({ image }) => (sourceOf(lab, image) === undefined ? [] : [image]));

/** What the hosts of a lab have for each other. */
export function suppliesOfHosts(lab: Lab, states: ReadonlyMap<string, HostState>): Supplies['images'] {
  return new Map(
    copiedImages(lab).flatMap((image) => {
      const source = sourceOf(lab, image);
      if (source?.kind !== 'host') return [];
      const state = states.get(source.host);
      return state === undefined ? [] : [[imageName(image), supplyOf(state, source.host, image)] as const];
    }),
  );
}

function supplyOf(state: HostState, host: string, image: string): Supply {
  const there = imageWith(state, image);
  if (there !== undefined) return { form: 'image', content: there.content, bytes: there.size ?? 0 };
  return {
    form: 'image',
    content: undefined,
    bytes: 0,
    problem: problem({
      code: 'image-source-without',
      subject: host,
      message: `${host} has no image ${image}, and others are to get it from there.`,
      hint: `Load or pull it on ${host} first, or say under images: where else it comes from.`,
    }),
  };
}

/** `app.tar` or `docker01`, for a sentence. */
export const placeOf = (source: Source): string => (source.kind === 'archive' ? source.path : source.host);

const UNITS = ['kB', 'MB', 'GB', 'TB'] as const;

/** `203 MB`, as Docker counts. */
export function bytesShown(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  let [value, at] = [bytes / 1_000, 0];
  while (value >= 999.5 && at < UNITS.length - 1) [value, at] = [value / 1_000, at + 1];
  return `${value < 9.95 ? Math.round(value * 10) / 10 : Math.round(value)} ${UNITS[at]}`;
}

/** Where they are in the registry's container. */
export const REGISTRY_FILES = {
  certificate: '/trunkline-certificate.pem',
  key: '/trunkline-key.pem',
  users: '/trunkline-htpasswd',
} as const;
