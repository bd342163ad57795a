/** Sources or targets that no trace can tell apart, with members to trace for all of them. */
import type { Found } from './trace.ts';
import type { Stack } from './world.ts';

export interface EndpointClass<T> {
  readonly index: number;
  size: number;
  /** A trace from or to any member stands for all on that host. */
  readonly byHost: Map<string, Member<T>>;
  /** Layer-2 domains that its members have an interface in. */
  readonly domains: Domains;
}

export interface Member<T> {
  readonly host: string;
  readonly found: Found<T>;
  readonly stack: Stack | undefined;
  /** Another of the class on the host: a thing does not stand for its ping of its like. */
  other: Found<T> | undefined;
  count: number;
}

export interface Placed {
  readonly stack: Stack | undefined;
  /** Equal keys: one class. */
  readonly key: string | number;
}

export type Domains = ReadonlySet<number | string>;

const NOWHERE: Domains = new Set();

interface OnHost<T> {
  readonly its: EndpointClass<T>;
  readonly member: Member<T>;
}

export class EndpointClasses<Endpoint extends { readonly host: string }, T> {
  readonly list: EndpointClass<T>[] = [];
  private readonly classes = new Map<Endpoint, EndpointClass<T>>();
  private readonly hosts = new Map<string, OnHost<T>[]>();

  constructor(
    all: Iterable<readonly [Endpoint, Found<T>]>,
    place: (found: Found<T>) => Placed,
    domainsOf: (stack: Stack) => Domains,
  ) {
    const byKey = new Map<string | number, EndpointClass<T>>();
    for (const [item, found] of all) {
      const { stack, key } = place(found);
      let its = byKey.get(key);
      if (its === undefined) {
        its = { index: this.list.length, size: 0, byHost: new Map(), domains: stack ? domainsOf(stack) : NOWHERE };
        byKey.set(key, its);
        this.list.push(its);
      }
      its.size += 1;
      this.classes.set(item, its);
      this.enter(its, item.host, found, stack);
    }
  }

  private enter(its: EndpointClass<T>, host: string, found: Found<T>, stack: Stack | undefined): void {
    const known = its.byHost.get(host);
    if (known) {
      known.count += 1;
      if (known.stack !== stack) known.other ??= found;
      return;
    }
    const member = { host, found, stack, other: undefined, count: 1 };
    its.byHost.set(host, member);
    const onHost = this.hosts.get(host);
    if (onHost) onHost.push({ its, member });
    else this.hosts.set(host, [{ its, member }]);
  }

  classOf(item: Endpoint): EndpointClass<T> {
    const found = this.classes.get(item);
    if (found === undefined) throw new Error('not an endpoint of this prediction');
    return found;
  }

  on(host: string): readonly OnHost<T>[] {
    return this.hosts.get(host) ?? [];
  }
}

/** Whether a frame from one could come to the other without a router. */
export function haveDomainInCommon(a: Domains, b: Domains): boolean {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  for (const domain of few) if (many.has(domain)) return true;
  return false;
}

/** Members of either class on different hosts; if all are on one, those: then nothing tells them apart either. */
export function onTwoHosts<A, B>(
  rows: ReadonlyMap<string, Member<A>>,
  columns: ReadonlyMap<string, Member<B>>,
): readonly [Member<A> | undefined, Member<B> | undefined] {
  const [a, a2] = rows.values();
  const [b, b2] = columns.values();
  if (a && b && a.host === b.host) return b2 ? [a, b2] : a2 ? [a2, b] : [a, b];
  return [a, b];
}
