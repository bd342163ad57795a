/** One image as `docker image inspect` tells it. */
import { hexId, shortId } from '../engine/ids.ts';
import { labelsOf } from '../engine/images.ts';
import type { Image } from '../engine/state.ts';
import { goTime } from './time.ts';

export function imageJson(image: Image): Record<string, unknown> {
  const config = {
    Hostname: '',
    Domainname: '',
    User: image.user ?? '',
    AttachStdin: false,
    AttachStdout: false,
    AttachStderr: false,
    ...(image.exposed.length === 0
      ? {}
      : { ExposedPorts: Object.fromEntries(image.exposed.map((port) => [port, {}])) }),
    Tty: false,
    OpenStdin: false,
    StdinOnce: false,
    Env: image.env,
    Cmd: image.command,
    Image: '',
    Volumes: image.volumes.length === 0 ? null : Object.fromEntries(image.volumes.map((path) => [path, {}])),
    WorkingDir: image.workingDir,
    Entrypoint: image.entrypoint,
    OnBuild: null,
    Labels: labelsOf(image),
    ...(image.shell && { Shell: image.shell }),
  };
  const folder = `/var/lib/docker/overlay2/${hexId('image', image.id)}`;
  return {
    Id: image.id,
    RepoTags: image.tags,
    RepoDigests: image.digests,
    Parent: image.parent ?? '',
    Comment: image.history?.[0]?.comment ?? '',
    Created: goTime(image.created),
    Container: image.container ?? '',
    ContainerConfig: { ...config, Hostname: shortId(hexId('made in', image.id)) },
    DockerVersion: '20.10.24',
    Author: image.author ?? '',
    Config: { ...config, ...image.config },
    Architecture: 'amd64',
    Os: 'linux',
    Size: image.size,
    VirtualSize: image.size,
    GraphDriver: {
      Data: { MergedDir: `${folder}/merged`, UpperDir: `${folder}/diff`, WorkDir: `${folder}/work` },
      Name: 'overlay2',
    },
    RootFS: {
      Type: 'layers',
      Layers:
        image.diffIds ?? Array.from({ length: image.layers }, (_, at) => `sha256:${hexId(`diff ${at}`, image.id)}`),
    },
    Metadata: { LastTagTime: goTime(image.created) },
  };
}
