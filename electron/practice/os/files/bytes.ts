/**
 * What is in a file is text here. What is no text (an archive, something compressed) is a string of a character for each byte, and
 * is known by a zero byte in it, which no text has.
 */
export const isBinary = (text: string): boolean => text.includes('\0');

export const bytesOf = (text: string): Buffer => Buffer.from(text, isBinary(text) ? 'latin1' : 'utf8');

/** How large it is on a disk. */
export const sizeOf = (text: string): number => (isBinary(text) ? text.length : Buffer.byteLength(text));

export const textOf = (bytes: Buffer): string => bytes.toString(bytes.includes(0) ? 'latin1' : 'utf8');
