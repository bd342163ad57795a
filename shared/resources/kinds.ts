import type { ResourceKind } from './resource.ts';

/** Every kind of thing that we put on hosts. Where nothing requires another order, things come in this one. */
export const kinds: readonly ResourceKind[] = [];
