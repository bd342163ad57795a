/** An image reference taken apart as Docker does it (distribution/reference). */
export interface ImageReference {
  /** The registry's host name or address with its port, when it is named: `192.168.1.11:5000`. */
  readonly registry: string | undefined;
  /** `busybox`, `library/busybox`. */
  readonly path: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

const REFERENCE_MAX = 255;
const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const REGISTRY = new RegExp(`^${LABEL}(?:\\.${LABEL})*(?::[0-9]{1,5})?$`);
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,128}$/;

/** Reads an image reference; undefined when Docker would not take it. */
export function parseImage(text: string): ImageReference | undefined {
  if (text.length > REFERENCE_MAX) return undefined;
  const at = text.indexOf('@');
  const digest = at === -1 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !DIGEST.test(digest)) return undefined;
  const named = at === -1 ? text : text.slice(0, at);
  const lastSlash = named.lastIndexOf('/');
  const colon = named.indexOf(':', lastSlash + 1);
  const tag = colon === -1 ? undefined : named.slice(colon + 1);
  if (tag !== undefined && !TAG.test(tag)) return undefined;
  const components = (colon === -1 ? named : named.slice(0, colon)).split('/');
  const first = components[0] ?? '';
  // Docker takes the first part for a registry when it could not be the name of an account.
  const isRegistry =
    components.length > 1 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const path = isRegistry ? components.slice(1) : components;
  if (isRegistry && !REGISTRY.test(first)) return undefined;
  if (!path.every((component) => COMPONENT.test(component))) return undefined;
  return { registry: isRegistry ? first : undefined, path: path.join('/'), tag, digest };
}
