/** Images that are copied to a host: from an archive of this computer, or from another host of the lab. */
import type { HostState } from '../host/state.ts';
import type { Operation } from '../machine/operation.ts';
import { type Problem, problem } from '../problem.ts';
import { ownClaim } from './claimed.ts';
import { imageName } from './docker.ts';
import { image, imageKey } from './image-thing.ts';
import { imageWith } from './registry-image.ts';
import type { Presence, Wanted } from './resource.ts';
import { bytesShown, placeOf, type Source, type Supplies, type Supply } from './supply.ts';

/**
 * It stands when the host has an image of that name with the same content. As long as nobody has looked at the source, that of
 * the name is taken for it.
 */
export function copied(lab: string, host: string, name: string, source: Source, supplies: Supplies): Wanted {
  const supply = supplies.images.get(imageName(name));
  const place = placeOf(source);
  const size = supply === undefined || supply.bytes === 0 ? '' : ` (${bytesShown(supply.bytes)} before compression)`;
  const create: Operation = {
    do: 'load-image',
    image: name,
    form: supply?.form ?? 'image',
    feed: { kind: 'image', image: name, from: { kind: source.kind, place } },
  };
  const { beside: _, ...thing } = image(lab, host, name, {
    explain: `Copy the image ${name} from ${place}${size}.`,
    create,
    obstacle: () => supply?.problem,
    standsAfterAll: ['docker', 'image', 'inspect', name],
  });
  return {
    ...thing,
    ...(supply !== undefined && supply.bytes > 0 && { bytes: supply.bytes }),
    presentIn(state) {
      const presence = thing.presentIn(state);
      const other = otherContent(state, name, supply);
      return presence.kind === 'present' && other !== undefined
        ? replaced(state, { lab, host, name, place, how: other })
        : presence;
    },
  };
}

/** How the image of that name on a host is another one than the source's; undefined: it is not, or nobody can tell. */
function otherContent(state: HostState, name: string, supply: Supply | undefined): string | undefined {
  const here = imageWith(state, name)?.content;
  if (here === undefined || supply?.content === undefined) return undefined;
  if (here === supply.content) return undefined;
  // The layers are the first part of what is compared.
  const layers = (content: string): string => content.slice(0, content.indexOf(']'));
  return layers(here) === layers(supply.content) ? 'it is set up otherwise' : 'it has other layers';
}

function replaced(
  state: HostState,
  { lab, host, name, place, how }: Record<'lab' | 'host' | 'name' | 'place' | 'how', string>,
): Presence {
  if (ownClaim(state, lab, imageKey(name)) !== undefined)
    return { kind: 'differs', change: 'replace', how: `${how} than that from ${place}` };
  return { kind: 'clash', problem: taken(host, name, place, how) };
}

const taken = (host: string, name: string, place: string, how: string): Problem =>
  problem({
    code: 'image-taken',
    subject: host,
    message: `${host} has an image ${name} already, which is another one than that from ${place}: ${how}.`,
    hint: `Give the image of the lab another name, or remove the one there with "docker image rm ${name}".`,
  });
