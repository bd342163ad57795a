/**
 * What is in an image, whoever has it: its layers by what is in them, and what it says of running. Its id is no such thing:
 * Docker's stores number the same image differently, and one that is imported twice has two.
 */
import { asList, asRecord, asText, type Unknown } from './untrusted.ts';

/** What of an image's configuration a container can notice. Others (who built it, when) differ where nothing else does. */
const NOTICED = [
  ...['Cmd', 'Entrypoint', 'Env', 'ExposedPorts', 'Healthcheck', 'Labels'],
  ...['OnBuild', 'Shell', 'StopSignal', 'User', 'Volumes', 'WorkingDir'],
] as const;

/**
 * The same text for the same content. Versions of Docker leave out what is empty, or write it as nothing or an empty list.
 *
 * @param layers digests of the unpacked layers, the lowest first: `sha256:…`
 */
export function imageContent(layers: readonly string[], config: Unknown): string {
  const said = NOTICED.flatMap((name) => (isEmpty(config[name]) ? [] : [[name, sorted(config[name])]]));
  return JSON.stringify([layers, Object.fromEntries(said)]);
}

/** Of an image's own configuration, as an archive has it: `{ config, rootfs: { diff_ids } }`. Undefined: it is none. */
export function contentOfConfig(text: Unknown): string | undefined {
  const layers = asList(asRecord(text.rootfs).diff_ids).map(asText);
  return layers.every(isDigest) && layers.length > 0 ? imageContent(layers, asRecord(text.config)) : undefined;
}

/** Of what `docker image inspect` tells. */
export function contentOfInspect(told: Unknown): string | undefined {
  const layers = asList(asRecord(told.RootFS).Layers).map(asText);
  return layers.every(isDigest) && layers.length > 0 ? imageContent(layers, asRecord(told.Config)) : undefined;
}

const isDigest = (text: string): boolean => /^sha256:[0-9a-f]{64}$/.test(text);

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, item]) => [name, sorted(item)]),
  );
}
