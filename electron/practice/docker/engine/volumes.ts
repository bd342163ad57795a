/** Volumes, and what registries keep in them. */

import { Refusal, refuse } from '../../../../shared/machine/docker/refusal.ts';
import { partsOf } from './mounts.ts';
import type { Container, EngineState, Image, Volume } from './state.ts';
import type { EngineWorld } from './world.ts';

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

export function findVolume({ volumes }: EngineState, name: string): Volume {
  const found = volumes.find((item) => item.name === name);
  if (found === undefined) throw new Refusal(`get ${name}: no such volume`, 404);
  return found;
}

/** One that is there already stays as it is, and that is no error. */
export function createVolume(world: EngineWorld, name: string, labels: Volume['labels']): EngineWorld {
  if (name.length === 1)
    refuse(`create ${name}: volume name is too short, names should be at least two alphanumeric characters`, 400);
  if (!NAME.test(name)) {
    refuse(
      `create ${name}: "${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`,
      400,
    );
  }
  const { state, now } = world;
  if (state.volumes.some((item) => item.name === name)) return world;
  return { ...world, state: { ...state, volumes: [...state.volumes, { name, created: now, labels }] } };
}

export function removeVolume(world: EngineWorld, name: string): EngineWorld {
  const { state } = world;
  const volume = findVolume(state, name);
  const users = usersOf(state, name);
  if (users.length > 0) {
    refuse(`remove ${name}: volume is in use - [${users.map(({ id }) => id).join(', ')}]`, 409);
  }
  return {
    ...world,
    state: {
      ...state,
      volumes: state.volumes.filter((item) => item !== volume),
      served: state.served.filter(({ kept }) => kept !== name),
    },
  };
}

export const usersOf = ({ containers }: EngineState, name: string): readonly Container[] =>
  containers.filter((item) => volumesOf(item).some((mount) => mount.name === name));

export interface Mount {
  readonly name: string;
  readonly at: string;
}

/** What is not a path of the host is a volume's name. */
export const volumesOf = ({
  config: { binds },
}: {
  readonly config: Pick<Container['config'], 'binds'>;
}): readonly Mount[] =>
  binds.flatMap((bind) => {
    const { from, at } = partsOf(bind);
    return from.startsWith('/') ? [] : [{ name: from, at }];
  });

/** Where a registry keeps its images by its own settings. */
const REGISTRY_DATA = '/var/lib/registry';

/** What holds a registry's images: a volume, or the container itself. */
const holderOf = (container: Container): string =>
  volumesOf(container).find(({ at }) => at === REGISTRY_DATA)?.name ?? container.id;

/** The images of the registry that runs in a container, by `path:tag`. */
export const servedBy = (state: EngineState, container: Container): ReadonlyMap<string, Image> =>
  new Map(
    state.served.filter(({ kept }) => kept === holderOf(container)).map(({ name, image }) => [name, image] as const),
  );

export function serve(world: EngineWorld, container: Container, name: string, image: Image): EngineWorld {
  const kept = holderOf(container);
  const others = world.state.served.filter((item) => item.kept !== kept || item.name !== name);
  return { ...world, state: { ...world.state, served: [...others, { kept, name, image }] } };
}
