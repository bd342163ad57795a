import { type HostState, type Link, linkNamed, ownerLabel, ownerMark } from '../host/state.ts';
import { type Host, interfaceId, interfaceNamed, type Lab } from '../lab/lab.ts';
import { type Problem, problem } from '../problem.ts';
import { nothingBefore, ownClaim } from './claimed.ts';
import { labelOf, readyDocker } from './docker.ts';
import { markedLink, nameTaken, orLow, ownLinks } from './marked-link.ts';
import { lackingMtu, mtuBefore } from './mtu-below.ts';
import { groundKeys, missingNic, vlanKey } from './nic.ts';
import type { Presence, ResourceKind, Standing, Wanted } from './resource.ts';

const kind = 'vlan';

interface Tagged {
  readonly name: string;
  readonly parent: string;
  readonly tag: number;
}

/** `onNic`: the parent is one of the host's own, and not one that the lab makes. */
type Drawn = Tagged & { readonly onNic: boolean };

const tagged = (lab: string, host: string, { name, parent, tag }: Tagged): Standing =>
  markedLink(lab, host, name, {
    kind,
    key: vlanKey(name),
    noun: `VLAN sub-interface ${name}`,
    requires: groundKeys(parent),
    occupies: [`tag:${parent}/${tag}`],
  });

function vlan(of: Lab, on: Host, drawn: Drawn): Wanted {
  const { name, parent, tag } = drawn;
  const [lab, host] = [of.name, on.name];
  const key = vlanKey(name);
  const bringUp = { do: 'set-link', name, alias: ownerMark(lab), up: true } as const;
  const low = (state: HostState) => lackingMtu(of, on, state, drawn);
  const made = tagged(lab, host, drawn);
  return {
    ...made,
    requires: [...made.requires, ...mtuBefore(of, on, drawn)],
    explain: `Make ${name}, which sends and receives the frames of VLAN ${tag} through ${parent}.`,
    needs: ['ip', '8021q'],
    presentIn: (state) => orLow(presence(state, lab, host, drawn), state, name, low(state)),
    // Docker makes its parents again at boot, without our mark: this remembers that the link was ours.
    saves: (state) => (ownClaim(state, lab, key) === undefined ? [{ key, value: nothingBefore }] : []),
    create: () => [{ do: 'add-link', name, parent, kind: 'vlan', vlan: tag }, bringUp],
    update: (state) => {
      const mtu = low(state);
      return [mtu === undefined ? bringUp : { ...bringUp, mtu }];
    },
    undoFailedCreate: () => [{ made: 1, operation: { do: 'delete-link', name } }],
  };
}

function presence(state: HostState, lab: string, host: string, wanted: Drawn): Presence {
  const link = linkNamed(state, wanted.name);
  if (link === undefined) {
    const inTheWay =
      (wanted.onNic ? missingNic(state, host, wanted.parent) : undefined) ?? tagTaken(state, lab, host, wanted);
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
function tagTaken(state: HostState, lab: string, host: string, { name, parent, tag }: Tagged): Problem | undefined {
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

export const vlanKind: ResourceKind = {
  kind,
  desired: (lab, host) =>
    host.interfaces.flatMap((item) =>
      item.kind === 'vlan'
        ? [
            vlan(lab, host, {
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
      tagged(lab, host, { name, parent, tag }),
    ),
};
