/** Images in a file: text that only practice hosts read, where the real ones write a tar. */
import { asList, asRecord, parseJson } from '../../../../shared/host/untrusted.ts';
import type { Image } from '../../docker/engine/state.ts';

const FIRST = 'trunkline practice image archive 1';

export const packed = (images: readonly Image[]): string => `${FIRST}\n${JSON.stringify(images)}\n`;

/** Undefined: it is no such archive. */
export function unpacked(text: string): readonly Image[] | undefined {
  const at = text.indexOf('\n');
  if (text.slice(0, at) !== FIRST) return undefined;
  const images = asList(parseJson(text.slice(at + 1)));
  return images.every(isImage) ? (images as readonly Image[]) : undefined;
}

/** Whoever edits the file gets told so rather than an image that makes no sense. */
function isImage(value: unknown): boolean {
  const { id, tags, digests, userland, services, env, exposed, volumes, layers, size, created } = asRecord(value);
  return (
    /^sha256:[0-9a-f]{64}$/.test(String(id)) &&
    [tags, digests, services, env, exposed, volumes].every(
      (list) => Array.isArray(list) && list.every((item) => typeof item === 'string'),
    ) &&
    ['busybox', 'debian', 'none'].includes(String(userland)) &&
    [layers, size, created].every((number) => typeof number === 'number' && number >= 0 && number < 1e15) &&
    Number(layers) < 200
  );
}
