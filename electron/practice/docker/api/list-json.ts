/** `/containers/json` and `/images/json`: the short descriptions in lists. */

import { labelsOf, listed } from '../engine/images.ts';
import { argvOf } from '../engine/mains.ts';
import { type Container, type EngineState, type Image, isRunning } from '../engine/state.ts';
import { endpointJson, portsJson } from './container-json.ts';
import { sorted } from './network-json.ts';
import { humanDuration } from './time.ts';

/** The newest first, as Docker lists them. */
export const containersNewestFirst = ({ containers }: EngineState): readonly Container[] =>
  containers
    .map((item, at) => ({ item, at }))
    .sort((a, b) => b.item.created - a.item.created || b.at - a.at)
    .map(({ item }) => item);

/** `Up 2 minutes`, `Exited (137) 3 seconds ago`. */
export function statusText({ status, started, finished, exitCode }: Container, now: number): string {
  const since = (time: number | undefined): string => humanDuration(now - (time ?? now));
  switch (status) {
    case 'running':
      return `Up ${since(started)}`;
    case 'paused':
      return `Up ${since(started)} (Paused)`;
    case 'restarting':
      return `Restarting (${exitCode}) ${since(finished)} ago`;
    case 'created':
      return 'Created';
    case 'exited':
      return `Exited (${exitCode}) ${since(finished)} ago`;
  }
}

/** As one line, quoted where Docker's own list quotes. */
export const commandText = (container: Container): string => {
  const [program = '', ...args] = argvOf(container);
  const quoted = args.map((word) => (/\s/.test(word) ? `'${word}'` : word));
  return [program, ...quoted].join(' ');
};

export interface ListedPort {
  readonly IP?: string;
  readonly PrivatePort: number;
  readonly PublicPort?: number;
  readonly Type: string;
}

export function listedPorts(container: Container): readonly ListedPort[] {
  if (!isRunning(container)) return [];
  return Object.entries(portsJson(container.config)).flatMap(([port, bound]): readonly ListedPort[] => {
    const [number = '', Type = 'tcp'] = port.split('/');
    const PrivatePort = Number(number);
    if (!Array.isArray(bound)) return [{ PrivatePort, Type }];
    return bound.map(({ HostIp, HostPort }) => ({ IP: HostIp, PrivatePort, PublicPort: Number(HostPort), Type }));
  });
}

export const listedContainer = (container: Container, now: number): Record<string, unknown> => ({
  Id: container.id,
  Names: [`/${container.name}`],
  Image: container.image,
  ImageID: container.imageId,
  Command: commandText(container),
  Created: Math.floor(container.created / 1000),
  Ports: listedPorts(container),
  Labels: sorted(container.config.labels),
  State: container.status,
  Status: statusText(container, now),
  HostConfig: { NetworkMode: container.networkMode },
  NetworkSettings: {
    Networks: sorted(Object.fromEntries(container.endpoints.map((end) => [end.network, endpointJson(end)]))),
  },
  Mounts: [],
});

export const listedImage = ({
  id,
  tags,
  digests,
  created,
  size,
  parent = '',
  ...image
}: Image): Record<string, unknown> => ({
  Containers: -1,
  Created: Math.floor(created / 1000),
  Id: id,
  Labels: labelsOf(image),
  ParentId: parent,
  RepoDigests: digests.length > 0 ? digests : tags.length > 0 ? null : ['<none>@<none>'],
  RepoTags: tags.length > 0 ? tags : ['<none>:<none>'],
  SharedSize: -1,
  Size: size,
  VirtualSize: size,
});

export const imagesJson = (state: EngineState): readonly Record<string, unknown>[] => listed(state).map(listedImage);
