/** What `docker run` itself finds wrong, before it asks Docker. */
export class OptionError extends Error {}
