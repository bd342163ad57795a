/** What VLAN sub-interfaces and shims share: links that we make on a parent and mark by their alias. */
import { type HostState, type Link, linkNamed, ownerLabel, ownerMark } from '../host/state.ts';
import { interfaceId } from '../lab/lab.ts';
import { type Problem, problem } from '../problem.ts';
import { cutsConnection } from './nic.ts';
import { type Presence, type Standing, standing } from './resource.ts';

/** Such a link once it stands. */
export const markedLink = (
  lab: string,
  host: string,
  name: string,
  of: Pick<Standing, 'kind' | 'key' | 'noun' | 'requires'> & Partial<Standing>,
): Standing =>
  standing({
    subject: interfaceId(host, name),
    needs: ['ip'],
    mark: { kind: 'link', name, lab },
    remove: () => [{ do: 'delete-link', name }],
    goesWith: () => name,
    removalProblems: (state) => linkRemovalProblems(state, lab, host, name),
    ...of,
  });

export const ownLinks = (state: HostState, lab: string, kind: Link['kind']): readonly Link[] =>
  state.links.filter((link) => link.kind === kind && link.alias === ownerMark(lab));

/** What stands of it, where it is as wanted but for what it may carry. @param mtu what it is to be raised to */
export const orLow = (presence: Presence, state: HostState, name: string, mtu: number | undefined): Presence =>
  mtu === undefined || presence.kind !== 'present' || !presence.owned
    ? presence
    : { kind: 'differs', change: 'update', how: `its MTU is ${linkNamed(state, name)?.mtu}, not ${mtu}` };

/** Somebody else has a link of this name. */
export function nameTaken(host: string, link: Link, wanted: string): Problem {
  const [, lab] = /^trunkline:(.+)$/.exec(link.alias ?? '') ?? [];
  return problem({
    code: lab === undefined ? 'interface-taken' : 'interface-of-other-lab',
    subject: interfaceId(host, link.name),
    message:
      lab === undefined
        ? `${host} has an interface ${link.name} already, and it is not ${wanted}.`
        : `The interface ${link.name} of ${host} belongs to the lab ${lab}.`,
    hint:
      lab === undefined
        ? 'Give the one in the drawing another name, or remove the one on the host.'
        : 'Give the one in this lab another name and tag, or destroy the other lab first.',
  });
}

/** What would lose its footing with the link, and is not the lab's: its eth0 would be gone without a word. */
function linkRemovalProblems(state: HostState, lab: string, host: string, name: string): readonly Problem[] {
  const subject = interfaceId(host, name);
  const networks = state.docker.kind === 'ready' ? state.docker.networks : [];
  const standing = [
    ...networks
      .filter(({ options, labels }) => options.parent === name && labels[ownerLabel] !== lab)
      .map((network) => `Docker network ${network.name}`),
    ...state.links
      .filter(({ parent, alias }) => parent === name && alias !== ownerMark(lab))
      .map((link) => `interface ${link.name}`),
  ];
  return [
    ...standing.map((what) =>
      problem({
        code: 'interface-in-use',
        subject,
        message: `The ${what} of ${host} stands on ${name}, and is not part of this lab.`,
        hint: `Remove the ${what} first.`,
      }),
    ),
    ...cutsConnection(state, subject, linkNamed(state, name)?.addresses.map(({ address }) => address) ?? [], name),
  ];
}
