import { problem } from '../../problem.ts';
import { isMap } from '../data.ts';
import { parseImage } from '../image.ts';
import { localPathFault } from '../names.ts';
import { reference, textLeaf } from './leaves.ts';
import { type Check, noted } from './notes.ts';
import { type KeysOf, key, map, named, optional } from './shapes.ts';

/** Where an image of the lab comes from; one that is not listed is pulled. */
export interface ImageSource {
  /** As containers call it. */
  readonly image: string;
  /**
   * `host`: it is on each host already, and nothing is fetched. `pull`: as `docker pull` finds it. `archive`: from a file on this
   * computer. `registry`: from the lab's own. Anything else is the name of a host of the lab that has it.
   */
  readonly from: string;
  /** The archive's path on the computer that runs Trunkline; beside the lab file where it is no absolute one. */
  readonly archive?: string | undefined;
}

/** Words that no host of the lab is meant by. */
export const IMAGE_WAYS = ['host', 'pull', 'archive', 'registry'] as const;

const check: Check = ({ path, data }) => {
  if (!isMap(data)) return [];
  const [from, archive] = [data.get('from'), data.get('archive')];
  const image = String(path.at(-1));
  if (from === 'archive' && typeof archive !== 'string')
    return [
      problem({
        code: 'archive-missing',
        message: `The image ${image} is to come from an archive, and no file is named.`,
        hint: 'Add `archive: ./app.tar`: a file that "docker save" wrote, or a tar of a root file system.',
        path,
      }),
    ];
  if (from !== 'archive' && typeof archive === 'string')
    return [
      problem({
        severity: 'warning',
        code: 'archive-unused',
        message: `The image ${image} has an archive, and is to come from ${String(from)}: the archive is not looked at.`,
        hint: 'Write `from: archive`, or take the archive out.',
        path: [...path, 'archive'],
      }),
    ];
  return [];
};

const source = map('where an image comes from', {
  from: key(
    reference('host, pull, archive, registry or a host’s name', 'Write where the image comes from.'),
    { label: 'From', example: 'archive' },
    { names: { kind: 'host', code: 'unknown-host', unless: IMAGE_WAYS } },
  ),
  archive: optional(textLeaf('the path of an archive', 'Write a path such as ./app.tar.', localPathFault), {
    label: 'Archive',
    example: './app.tar',
  }),
} satisfies KeysOf<ImageSource, 'image'>);

export const images = named(
  'images',
  (name) => (parseImage(name) === undefined ? 'is not an image’s name' : undefined),
  'Write it as containers call it: busybox, busybox:1.36 or 192.168.1.11:5000/busybox:v1.',
  noted(source, { check }),
  { entry: { name: 'image' } },
);
