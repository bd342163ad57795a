/** A command that failed, with what it would print. */
export class Refused extends Error {}

export function refuse(message: string): never {
  throw new Refused(message);
}
