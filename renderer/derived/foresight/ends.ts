/** From the names of a pair to the endpoints of a prediction. */
import { type Endpoints, isSelf, type PingTarget, type Source } from '../../../shared/reach/endpoints.ts';
import type { PairEnd } from '../../store/selection.ts';

export interface Ends {
  readonly source: Source;
  readonly target: PingTarget;
}

/** @returns undefined for a thing and itself, and for what is no endpoint */
export function byEnds(
  { sources, targets }: Endpoints,
  listed: readonly PairEnd[] = [],
): (from: string, to: PairEnd) => Ends | undefined {
  const bySource = new Map(sources.map((source) => [source.id, source]));
  // Who lists the targets asks with what is in the list; anybody else asks by name.
  const asListed = new Map(listed.map((target, index) => [target, targets[index]]));
  const byName = new Map(targets.map((target) => [`${target.id} ${target.address ?? ''}`, target]));
  return (from, to) => {
    const source = bySource.get(from);
    const target = asListed.get(to) ?? byName.get(`${to.id} ${to.address}`);
    return source && target && !isSelf(source, target) ? { source, target } : undefined;
  };
}
