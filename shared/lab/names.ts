/** What things may be called. Each function answers with the end of a sentence that begins with the name, or undefined: it is fine. */
import { interfaceNameFault } from '../net/interface-name.ts';
import { hasInvisible } from '../shown.ts';

export type NameFault = (name: string) => string | undefined;

const HOST_NAME_MAX = 63;
const DOCKER_NAME_MAX = 128;

/** Docker's own networks, and words that `--network` understands differently. */
const DOCKER_NETWORK_WORDS = ['bridge', 'host', 'none', 'default', 'container', 'ingress', 'docker_gwbridge'];

/** The ownership mark on hosts: it becomes part of labels, link aliases, rule comments and a directory's name. */
export const labNameFault: NameFault = (name) => {
  if (/^[a-z0-9][a-z0-9-]{0,39}$/.test(name)) return undefined;
  return name.length > 40 ? 'has more than 40 characters' : 'is not made of lower-case letters, digits and dashes';
};

const plain = (name: string, most: number): string | undefined => {
  if (name === '') return 'is empty';
  if (name.startsWith('-')) return 'begins with a dash';
  if (/[^A-Za-z0-9_.-]/.test(name)) return 'has other characters than letters, digits, _, . and -';
  if (!/^[A-Za-z0-9]/.test(name)) return 'begins with neither a letter nor a digit';
  return name.length > most ? `has more than ${most} characters` : undefined;
};

export const hostNameFault: NameFault = (name) => plain(name, HOST_NAME_MAX);
export const segmentNameFault: NameFault = (name) => plain(name, HOST_NAME_MAX);
/** A note is called whatever fits on one line: nothing of it reaches a host. */
export const noteNameFault: NameFault = (name) => {
  if (name === '') return 'is empty';
  if (hasInvisible(name)) return 'has an invisible character in it';
  return name.length > HOST_NAME_MAX ? `has more than ${HOST_NAME_MAX} characters` : undefined;
};

export const interfaceFault: NameFault = interfaceNameFault;

/** Docker wants at least two characters: `Invalid container name (a), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`. */
export const containerNameFault: NameFault = (name) =>
  plain(name, DOCKER_NAME_MAX) ?? (name.length < 2 ? 'has one character and Docker wants two or more' : undefined);

export const networkNameFault: NameFault = (name) =>
  plain(name, DOCKER_NAME_MAX) ??
  (DOCKER_NETWORK_WORDS.includes(name) ? 'is a word that Docker keeps for a network of its own' : undefined);

/** A host name or an address of either family, as `ssh` takes it. */
export const sshAddressFault: NameFault = (text) => {
  if (text === '') return 'is empty';
  if (text.startsWith('-')) return 'begins with a dash';
  if (text.length > 253) return 'has more than 253 characters';
  return /^[A-Za-z0-9_.-]+$/.test(text) || /^[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?$/.test(text)
    ? undefined
    : 'is neither a host name nor an address';
};

export const sshUserFault: NameFault = (text) => {
  if (text === '') return 'is empty';
  if (text.startsWith('-')) return 'begins with a dash';
  if (text.length > 64) return 'has more than 64 characters';
  return hasInvisible(text) || /[\s:/]/.test(text) ? 'has a character in it that no user name has' : undefined;
};

export const keyPathFault: NameFault = (text) => {
  if (text === '') return 'is empty';
  if (text.startsWith('-')) return 'begins with a dash';
  if (text.length > 1024) return 'has more than 1024 characters';
  return hasInvisible(text) ? 'has an invisible character in it' : undefined;
};

/** In htpasswd files a colon ends the name. */
export const registryUserFault: NameFault = (text) => {
  if (text === '') return 'is empty';
  if (text.length > 64) return 'has more than 64 characters';
  return /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(text)
    ? undefined
    : 'has a character in it that no name of a registry’s user has';
};

/** A file of the computer that runs Trunkline. */
export const localPathFault: NameFault = keyPathFault;

/** Words of a command may hold line breaks and tabs (`sh -c` scripts do), and nothing else that cannot be seen. */
export const wordFault: NameFault = (text) =>
  hasInvisible(text.replace(/[\n\t]/g, '')) ? 'has an invisible character in it' : undefined;
