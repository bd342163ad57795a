/** The lab's own registry of images: where it is, and what of the lab comes from it. */
import { addressPart } from '../net/ip.ts';
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

const addresses = new WeakMap<Lab, string | undefined>();

/** What its images begin with: `192.168.1.11:5000`. As containers name it; where none does, by its host's first address. */
export function registryAddress(lab: Lab): string | undefined {
  if (!addresses.has(lab)) addresses.set(lab, addressOf(lab));
  return addresses.get(lab);
}

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

/** Whether a host's Docker has to speak plain HTTP with it: each that has containers, and its own for what it pulls from itself. */
export function pullsPlainly(lab: Lab, host: Host): boolean {
  const own = registryOn(lab, host);
  if (lab.registry === undefined) return false;
  if (own === undefined) return host.containers.length > 0;
  const address = registryAddress(lab) ?? '';
  const given = new Set(own.images.map(({ as }) => `${address}/${withTag(as)}`));
  return host.containers.some(({ image }) => isServed(lab, image) && !given.has(withTag(image)));
}

/** `busybox:latest` for `busybox`. */
export const withTag = (image: string): string => (/[:@][^/]*$/.test(image) ? image : `${image}:latest`);
