/** The lab's own registry of images: where it is, and what of the lab comes from it. */
import { addressPart } from '../net/ip.ts';
import { perObject } from '../per-object.ts';
import { parseImage } from './image.ts';
import { type Host, hostNamed, type Lab, type Registry } from './lab.ts';

/** What its container is called, as everybody calls it. */
export const registryContainer = 'registry';

/** Every name under which its host can be asked. */
export const namesOf = (host: Host): ReadonlySet<string> =>
  new Set([
    host.name,
    host.ssh.address,
    ...host.interfaces.flatMap((item) => (item.address === undefined ? [] : [addressPart(item.address)])),
  ]);

/** What its images begin with: `192.168.1.11:5000`. As containers name it; where none does, by its host's first address. */
export const registryAddress: (lab: Lab) => string | undefined = perObject(addressOf);

function addressOf({ registry, hosts }: Lab): string | undefined {
  const host = registry && hosts.find(({ name }) => name === registry.host);
  if (registry === undefined || host === undefined) return undefined;
  const names = namesOf(host);
  const ends = new Set([...names].map((name) => `${name}:${registry.port}`));
  for (const { image } of hosts.flatMap(({ containers }) => containers)) {
    const named = parseImage(image)?.registry;
    if (named !== undefined && ends.has(named)) return named;
  }
  const own = host.interfaces.find(({ address }) => address !== undefined)?.address;
  const first = names.has(host.ssh.address) && own === undefined ? host.ssh.address : addressPart(own ?? host.name);
  return `${first}:${registry.port}`;
}

/** Whether an image is one that the lab's registry serves. */
export const isServed = (lab: Lab, image: string): boolean => {
  const address = registryAddress(lab);
  return address !== undefined && parseImage(image)?.registry === address;
};

/** The registry, when it is to run on this host. */
export const registryOn = (lab: Lab, host: Host): Registry | undefined =>
  lab.registry !== undefined && hostNamed(lab, lab.registry.host) === host ? lab.registry : undefined;

/** Whether a host's Docker has to be told of it, to speak plain HTTP with it or to trust its certificate: each that has containers, and its own for what it pulls from itself. */
export const asksRegistry = (lab: Lab, host: Host): boolean => asking(lab)(host);

/** It is asked once for each image. */
const asking = perObject((lab: Lab) => perObject((host: Host) => hasToAsk(lab, host)));

function hasToAsk(lab: Lab, host: Host): boolean {
  const own = registryOn(lab, host);
  if (lab.registry === undefined) return false;
  if (own === undefined) return host.containers.length > 0;
  const address = registryAddress(lab) ?? '';
  const given = new Set(own.images.map(({ as }) => `${address}/${withTag(as)}`));
  return host.containers.some(({ image }) => isServed(lab, image) && !given.has(withTag(image)));
}

/** What the registry calls an image that the lab calls by a name of its own: `192.168.1.11:5000/busybox:v1`. */
export function servedAs(lab: Lab, image: string): string {
  const given = lab.registry?.images.find((item) => withTag(item.image) === withTag(image));
  const { path = image, tag = 'latest' } = parseImage(image) ?? {};
  return `${registryAddress(lab)}/${given === undefined ? `${path}:${tag}` : withTag(given.as)}`;
}

/** `busybox:latest` for `busybox`. */
export const withTag = (image: string): string => (/[:@][^/]*$/.test(image) ? image : `${image}:latest`);
