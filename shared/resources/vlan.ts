import { type HostState, type Link, linkNamed, ownerLabel, ownerMark } from '../host/state.ts';
import { interfaceId, interfaceNamed } from '../lab/lab.ts';
import { sysctlsOfNewLink } from '../machine/kernel/sysctls.ts';
import { type Problem, problem } from '../problem.ts';
import { nothingBefore, ownClaim } from './claimed.ts';
import { labelOf, readyDocker } from './docker.ts';
import { withLink, withNewLink, withSaved } from './edit-state.ts';
import { linkRemovalProblems, nameTaken, ownLinks } from './marked-link.ts';
import { missingNic, nicDown, vlanKey } from './nic.ts';
import type { Presence, Resource, ResourceKind } from './resource.ts';

const kind = 'vlan';

interface Wanted {
  readonly name: string;
  readonly parent: string;
  readonly tag: number;
  /** The parent is one of the host's own, and not one that the lab makes. */
  readonly onNic: boolean;
}

function vlan(lab: string, host: string, wanted: Wanted): Resource {
  const { name, parent, tag } = wanted;
  const mark = ownerMark(lab);
  const key = vlanKey(name);
  return {
    kind,
    key,
    subject: interfaceId(host, name),
    noun: `VLAN sub-interface ${name}`,
    explain: `Make ${name}, which sends and receives the frames of VLAN ${tag} through ${parent}.`,
    requires: [vlanKey(parent)],
    occupies: [`tag:${parent}/${tag}`],
    needs: ['ip', '8021q'],
    presentIn: (state) => presence(state, lab, host, wanted),
    // Docker makes its parents again at boot, without our mark: this remembers that the link was ours.
    saves: (state) => (ownClaim(state, lab, key) === undefined ? [{ key, value: nothingBefore }] : []),
    create: () => [
      ['ip', 'link', 'add', 'link', parent, 'name', name, 'type', 'vlan', 'id', String(tag)],
      ['ip', 'link', 'set', 'dev', name, 'alias', mark, 'up'],
    ],
    update: () => [['ip', 'link', 'set', 'dev', name, 'alias', mark, 'up']],
    goesWith: () => name,
    mark: { kind: 'link', name, lab },
    remove: () => [['ip', 'link', 'del', 'dev', name]],
    removalProblems: (state) => linkRemovalProblems(state, lab, host, name),
    undoFailedCreate: () => [{ made: 1, argv: ['ip', 'link', 'del', 'dev', name] }],
    applyTo(state) {
      const found = presence(state, lab, host, wanted);
      if (found.kind === 'present' || found.kind === 'clash') return state;
      if (found.kind === 'differs' && found.change === 'update')
        return withLink(state, name, (link) => ({ ...link, alias: mark, up: true }));
      return withSaved(withVlan(state, wanted, mark), lab, key, nothingBefore);
    },
  };
}

function presence(state: HostState, lab: string, host: string, wanted: Wanted): Presence {
  const link = linkNamed(state, wanted.name);
  if (link === undefined) {
    const inTheWay =
      (wanted.onNic ? (missingNic(state, host, wanted.parent) ?? nicDown(state, host, wanted.parent)) : undefined) ??
      tagTaken(state, lab, host, wanted);
    return inTheWay ? { kind: 'clash', problem: inTheWay } : { kind: 'absent' };
  }
  const fits = link.kind === 'vlan' && link.parent === wanted.parent && link.vlan === wanted.tag;
  if (link.alias === ownerMark(lab)) {
    if (!fits) return { kind: 'differs', change: 'replace', how: `it is ${shape(link)}` };
    return link.up ? { kind: 'present', owned: true } : { kind: 'differs', change: 'update', how: 'it is down' };
  }
  if (fits && !link.alias?.startsWith('trunkline:')) {
    if (madeAgainByDocker(state, lab, wanted.name)) {
      return { kind: 'differs', change: 'update', how: 'Docker made it again when the host started' };
    }
    return link.up ? { kind: 'present', owned: false } : { kind: 'clash', problem: foreignDown(host, link) };
  }
  return {
    kind: 'clash',
    problem: nameTaken(host, link, `the sub-interface for VLAN ${wanted.tag} of ${wanted.parent}`),
  };
}

/** After a reboot dockerd makes the parents of its networks again where it can; ours then has no mark. */
const madeAgainByDocker = (state: HostState, lab: string, name: string): boolean =>
  ownClaim(state, lab, vlanKey(name)) !== undefined &&
  readyDocker(state)?.networks.some(
    ({ labels, options }) => labelOf(labels, ownerLabel) === lab && labelOf(options, 'parent') === name,
  ) === true;

const shape = (link: Link): string =>
  link.kind === 'vlan' ? `VLAN ${link.vlan ?? '?'} of ${link.parent ?? 'another host'}` : `a ${link.kind} interface`;

const foreignDown = (host: string, link: Link): Problem =>
  problem({
    code: 'interface-down',
    subject: interfaceId(host, link.name),
    message: `The interface ${link.name} of ${host} is down, and was not made by Trunkline.`,
    hint: `Bring it up there with "ip link set ${link.name} up", or remove it: Trunkline will make it.`,
  });

/** The kernel has one sub-interface per tag and parent, whatever its name. */
function tagTaken(state: HostState, lab: string, host: string, { name, parent, tag }: Wanted): Problem | undefined {
  const other = state.links.find(
    (link) => link.kind === 'vlan' && link.parent === parent && link.vlan === tag && link.alias !== ownerMark(lab),
  );
  if (other === undefined) return undefined;
  return problem({
    code: 'tag-taken',
    subject: interfaceId(host, name),
    message: `VLAN ${tag} of ${parent} on ${host} has a sub-interface already: ${other.name}.`,
    hint: `Call it ${other.name} in the drawing too, or remove the one on the host.`,
  });
}

function withVlan(state: HostState, { name, parent, tag }: Wanted, mark: string): HostState {
  const under = linkNamed(state, parent);
  const next = withNewLink(state, {
    name,
    kind: 'vlan',
    mac: under?.mac ?? '',
    mtu: under?.mtu ?? 1500,
    up: true,
    carrier: under?.carrier ?? false,
    promiscuous: false,
    alias: mark,
    parent,
    master: undefined,
    vlan: tag,
    mode: undefined,
    addresses: [],
  });
  return { ...next, sysctls: sysctlsOfNewLink(next.sysctls, name) };
}

export const vlanKind: ResourceKind = {
  kind,
  desired: (lab, host) =>
    host.interfaces.flatMap((item) =>
      item.kind === 'vlan'
        ? [
            vlan(lab.name, host.name, {
              name: item.name,
              parent: item.parent,
              tag: item.vlan,
              onNic: interfaceNamed(host, item.parent)?.kind === 'nic',
            }),
          ]
        : [],
    ),
  owned: (state, lab, host) =>
    ownLinks(state, lab, 'vlan').map(({ name, parent = '', vlan: tag = 0 }) =>
      vlan(lab, host, { name, parent, tag, onNic: false }),
    ),
};
