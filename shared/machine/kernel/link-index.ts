/**
 * The links of a machine, looked up instead of searched for: of a thousand that are made one after the other, each would look at
 * all others. An index belongs to one list of links and moves on to the list that follows it, as that of containers does
 * (`../docker/running.ts`).
 */
import type { KernelLink } from './kernel-link.ts';

type Links = readonly KernelLink[];

export class LinkIndex {
  private static readonly known = new WeakMap<Links, LinkIndex>();
  private links: Links;
  private readonly places = new Map<string, number>();
  private readonly numbers = new Map<number, string>();
  private readonly children = new Map<string, Set<string>>();
  private readonly ports = new Map<string, Set<string>>();

  private constructor(links: Links) {
    this.links = links;
    for (const [at, link] of links.entries()) this.put(link, at);
  }

  static of(links: Links): LinkIndex {
    const known = LinkIndex.known.get(links) ?? new LinkIndex(links);
    LinkIndex.known.set(links, known);
    return known;
  }

  /** @param name undefined: nothing has that */
  named(name: string | undefined): KernelLink | undefined {
    const at = name === undefined ? undefined : this.places.get(name);
    return at === undefined ? undefined : this.links[at];
  }

  numbered(index: number): KernelLink | undefined {
    return this.named(this.numbers.get(index));
  }

  /** Those that stand on another. */
  on(parent: string): Links {
    return this.all(this.children.get(parent));
  }

  /** Of a bridge or bond. */
  portsOf(master: string): Links {
    return this.all(this.ports.get(master));
  }

  /** The list with one link more, or with one in place of that of its name. */
  with(link: KernelLink): Links {
    const before = this.links;
    const at = this.places.get(link.name);
    const old = this.named(link.name);
    if (old !== undefined) this.forget(old);
    this.links = at === undefined ? [...before, link] : before.with(at, link);
    this.put(link, at ?? before.length);
    LinkIndex.known.delete(before);
    LinkIndex.known.set(this.links, this);
    return this.links;
  }

  private all(names: Iterable<string> = []): Links {
    return Array.from(names, (name) => this.named(name)).filter((link) => link !== undefined);
  }

  /** Of two with one name or number the first is found. */
  private put(link: KernelLink, at: number): void {
    const { name, index, parent, master } = link;
    if (!this.places.has(name)) this.places.set(name, at);
    if (!this.numbers.has(index)) this.numbers.set(index, name);
    if (parent !== undefined) add(this.children, parent, name);
    if (master !== undefined) add(this.ports, master, name);
  }

  private forget({ name, index, parent, master }: KernelLink): void {
    if (this.numbers.get(index) === name) this.numbers.delete(index);
    if (parent !== undefined) this.children.get(parent)?.delete(name);
    if (master !== undefined) this.ports.get(master)?.delete(name);
  }
}

function add(sets: Map<string, Set<string>>, of: string, name: string): void {
  const known = sets.get(of);
  if (known === undefined) sets.set(of, new Set([name]));
  else known.add(name);
}
