/** A note among other things: no host, segment or network has a space in its name. */
export const noteId = (name: string): string => `note ${name}`;

/** How things within a host are named everywhere: `docker01/bbox10` a container, `docker01:ens33.10` an interface. */
export const containerId = (host: string, container: string): string => `${host}/${container}`;
export const interfaceId = (host: string, name: string): string => `${host}:${name}`;
/** The host that a thing so named is on; of a host's own name it is itself. */
export const hostOfId = (id: string): string => id.split(/[/:]/, 1)[0] ?? id;
