/** `crypto.randomUUID` is only there for pages that came by HTTPS or from this machine. */
export const newName = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
