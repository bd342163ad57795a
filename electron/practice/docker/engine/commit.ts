/** An image of what a container has become. */
import { findContainer } from './find.ts';
import { nextId } from './ids.ts';
import { findImage, tagged } from './images.ts';
import { parseReference, withTag } from './reference.ts';
import type { Image } from './state.ts';
import type { EngineWorld } from './world.ts';

/** @param tag as it was written; undefined: it gets no name. @param files what is new or other in it, by path. @throws Refusal */
export function commitContainer(
  world: EngineWorld,
  name: string,
  tag: string | undefined,
  files: Readonly<Record<string, string>>,
): { readonly world: EngineWorld; readonly id: string } {
  const { imageId, config } = findContainer(world.state, name);
  const base = findImage(world.state, imageId);
  const { id: hex, state } = nextId(world.state, `${world.seed} commit`);
  const made: Image = {
    ...base,
    id: `sha256:${hex}`,
    tags: [],
    digests: [],
    created: world.now,
    command: config.command,
    entrypoint: config.entrypoint,
    env: config.env,
    exposed: config.exposed,
    workingDir: config.workingDir,
    layers: base.layers + 1,
    size: base.size + Object.values(files).reduce((sum, text) => sum + text.length, 0),
    files: { ...base.files, ...files },
  };
  const next =
    tag === undefined
      ? { ...state, images: [...state.images, made] }
      : tagged(state, made, withTag(parseReference(tag)));
  return { id: made.id, world: { ...world, state: next } };
}
