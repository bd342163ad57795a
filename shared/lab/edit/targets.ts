/** Which things the mentions of a file mean. */

import type { Data } from '../data.ts';
import type { Lab } from '../lab.ts';
import { type Thing, thingNamed } from '../lookup.ts';
import { dataOf, type Path } from '../source.ts';
import { type Mention, mayName, visit } from '../things/mentions.ts';
import type { Ground } from './ground.ts';

/** What can be named: a thing, or the parent that a network (`name`) has on a host. */
export type Nameable = Thing | { readonly kind: 'parent'; readonly host: string; readonly name: string };

/** The thing that stands at this very path. */
export function thingAt(path: Path): Thing | undefined {
  const [section, name, part, inner] = path.map(String);
  if (name === undefined) return undefined;
  if (path.length === 2) {
    if (section === 'segments') return { kind: 'segment', name };
    if (section === 'hosts') return { kind: 'host', name };
    if (section === 'notes') return { kind: 'note', name };
    return section === 'networks' ? { kind: 'network', name } : undefined;
  }
  if (section !== 'hosts' || path.length !== 4 || inner === undefined) return undefined;
  if (part === 'interfaces') return { kind: 'interface', host: name, name: inner };
  return part === 'containers' ? { kind: 'container', host: name, name: inner } : undefined;
}

/** The thing at a path; undefined: nothing ever names what stands there. */
export function targetAt(path: Path): Nameable | undefined {
  const [section, network, part, host] = path.map(String);
  return section === 'networks' && part === 'parents' && path.length === 4
    ? { kind: 'parent', host: host ?? '', name: network ?? '' }
    : thingAt(path);
}

const keyOf = (target: Nameable): string =>
  JSON.stringify([target.kind, 'host' in target ? target.host : '', target.name]);

/** All mentions of a file, by what they name. A container’s id names its host as well. */
export class Mentions {
  private readonly by = new Map<string, Mention[]>();

  constructor({ lab, root }: Ground) {
    const data: Data = dataOf(root);
    visit(data, {
      mention: (mention) => {
        for (const target of targetsOf(lab, mention)) {
          const key = keyOf(target);
          const known = this.by.get(key);
          if (known === undefined) this.by.set(key, [mention]);
          else known.push(mention);
        }
        return true;
      },
    });
  }

  of(target: Nameable): readonly Mention[] {
    return this.by.get(keyOf(target)) ?? [];
  }
}

function targetsOf(lab: Lab, { naming, name, host }: Mention): readonly Nameable[] {
  switch (naming.kind) {
    case 'segment':
    case 'host':
      return [{ kind: naming.kind, name }];
    case 'network':
      return [{ kind: 'network', name }, ...(naming.onHost ? [{ kind: 'parent', host, name } as const] : [])];
    case 'interface':
      return [{ kind: 'interface', host, name }];
    case 'id': {
      const [, on, sign, inner] = ID.exec(name) ?? [];
      if (on !== undefined && inner !== undefined)
        return [
          { kind: sign === '/' ? 'container' : 'interface', host: on, name: inner },
          { kind: 'host', name: on },
        ];
      const thing = thingNamed(lab, name);
      return thing === undefined || !mayName(naming, thing.kind) ? [] : [thing];
    }
  }
}

const ID = /^([^/:]+)([/:])(.+)$/s;

/** What a mention of `from` says when `to` is meant instead. */
export function renamedIn({ naming, name }: Mention, from: Nameable, to: Nameable): string {
  if (naming.kind !== 'id') return to.name;
  const [, , sign = '', inner = ''] = ID.exec(name) ?? [];
  if (from.kind === 'host') return to.name + sign + inner;
  return 'host' in to ? `${to.host}${sign}${to.name}` : to.name;
}
