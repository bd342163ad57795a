/** A lab with one of its parts changed; all else is the very same. */
import type { Attachment, Container, Host, Interface, Lab, Network } from '../lab/lab.ts';

/** The items, that of this name changed. */
export const changed = <T extends { readonly name: string }>(
  list: readonly T[],
  name: string,
  to: (item: T) => T,
): readonly T[] => list.map((item) => (item.name === name ? to(item) : item));

export const onHost = (lab: Lab, name: string, to: (at: Host) => Host): Lab => ({
  ...lab,
  hosts: changed(lab.hosts, name, to),
});

export const onInterface = (lab: Lab, at: string, name: string, to: (item: Interface) => Interface): Lab =>
  onHost(lab, at, (host) => ({ ...host, interfaces: changed(host.interfaces, name, to) }));

export const onContainer = (lab: Lab, at: string, name: string, to: (box: Container) => Container): Lab =>
  onHost(lab, at, (host) => ({ ...host, containers: changed(host.containers, name, to) }));

export const onNetwork = (lab: Lab, name: string, to: (network: Network) => Network): Lab => ({
  ...lab,
  networks: changed(lab.networks, name, to),
});

/** Every place that a container has on the network, in one pass: there may be thousands. */
export const onPlacesOf = (
  lab: Lab,
  network: string,
  to: (place: Attachment, host: string, container: string) => Attachment,
): Lab => ({
  ...lab,
  hosts: lab.hosts.map((host) => ({
    ...host,
    containers: host.containers.map((box) =>
      box.attachments.some((place) => place.network === network)
        ? {
            ...box,
            attachments: box.attachments.map((place) =>
              place.network === network ? to(place, host.name, box.name) : place,
            ),
          }
        : box,
    ),
  })),
});
