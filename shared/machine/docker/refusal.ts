/** What Docker's daemon refuses, in its own words and with the HTTP status that its API gives. */
export class Refusal extends Error {
  readonly status: number;
  constructor(message: string, status = 500) {
    super(message);
    this.status = status;
  }
}

export const refuse = (message: string, status?: number): never => {
  throw new Refusal(message, status);
};

export const notFound = (what: 'container' | 'image' | 'network', name: string): Refusal =>
  new Refusal(what === 'network' ? `network ${name} not found` : `No such ${what}: ${name}`, 404);
