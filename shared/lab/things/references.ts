/** Whether everything that a lab refers to is there, and what else is to be looked at once everything has its shape. */
import { nearest } from '../../nearest.ts';
import { parseIpv4 } from '../../net/ipv4.ts';
import { vlanOfName } from '../../net/vlan.ts';
import { type Problem, problem } from '../../problem.ts';
import { listed, shown } from '../../shown.ts';
import type { Data } from '../data.ts';
import type { Lab } from '../lab.ts';
import { indexOf, thingNamed } from '../lookup.ts';
import { placeInWords, subjectOf } from '../path.ts';
import { candidatesOf } from './candidates.ts';
import { type Mention, mayName, visit } from './mentions.ts';

/** Looking for the name that was meant costs time for every name there is; after so many problems nobody reads the suggestion. */
const SUGGESTIONS_MAX = 50;

/** `data` are those of the file that the lab was read from. */
export function checkReferences(lab: Lab, data: Data): readonly Problem[] {
  const found: Problem[] = [];
  visit(data, {
    mention: (mention) => {
      const there = isThere(lab, mention);
      if (!there) found.push(missingProblem(lab, mention, found.length < SUGGESTIONS_MAX));
      return there;
    },
    checked: ({ note }, value, path, host) => {
      found.push(...(note.check?.({ around: indexOf(lab), path, host, data: value }) ?? []));
    },
  });
  return found;
}

function isThere(lab: Lab, { naming, name, host }: Mention): boolean {
  const index = indexOf(lab);
  switch (naming.kind) {
    case 'segment':
      return index.segment(name) !== undefined;
    case 'host':
      return index.host(name) !== undefined;
    case 'network':
      return index.network(name) !== undefined;
    case 'interface':
      return index.interface(host, name) !== undefined;
    case 'id': {
      if (naming.orAddress && parseIpv4(name) !== undefined) return true;
      const thing = thingNamed(lab, name);
      return thing !== undefined && mayName(naming, thing.kind);
    }
  }
}

function missingProblem(lab: Lab, { naming, name, path, host }: Mention, suggest: boolean): Problem {
  if (naming.missing !== undefined) return naming.missing(name, path);
  const what = naming.kind === 'interface' ? `interface on ${host}` : (naming.of?.what ?? naming.kind);
  const there = suggest ? candidatesOf(lab, naming, host, path) : [];
  const drawn = naming.kind === 'interface' ? undrawn(lab, name, host, path) : undefined;
  const near = drawn === undefined ? nearest(name, there) : undefined;
  const others =
    there.length === 0
      ? 'Add it, or correct the name.'
      : `There ${there.length === 1 ? 'is' : 'are'} ${listed(there)}.`;
  return problem({
    code: naming.code,
    message: `${placeInWords(path)} is ${shown(name)}, and there is no ${what} of that name.`,
    hint: drawn?.hint ?? (near === undefined ? others : `Did you mean ${near}? ${others}`),
    subject: subjectOf(path),
    path,
    ...(drawn && { fix: drawn.fix }),
  });
}

/** A sub-interface by its name, of an interface that is there: the line that draws it. */
function undrawn(lab: Lab, name: string, host: string, path: Mention['path']) {
  const said = vlanOfName(name);
  const own = path[2] === 'interfaces' ? path[3] : undefined;
  if (said === undefined || own === name || indexOf(lab).interface(host, said.parent) === undefined) return undefined;
  const value = { parent: said.parent, vlan: said.vlan };
  return {
    hint: `Draw it under interfaces of ${host}: ${name}: { parent: ${said.parent}, vlan: ${said.vlan} }`,
    fix: {
      title: `Draw ${name}`,
      edits: [{ kind: 'add', path: ['hosts', host, 'interfaces', name], value }],
    } satisfies Problem['fix'],
  };
}
