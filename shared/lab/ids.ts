/** How things within a host are named everywhere: `docker01/bbox10` a container, `docker01:ens33.10` an interface. */
export const containerId = (host: string, container: string): string => `${host}/${container}`;
export const interfaceId = (host: string, name: string): string => `${host}:${name}`;
