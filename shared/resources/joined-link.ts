/** Bonds, bridges and dummies: links of the host that stand on no parent; the first two join others. */
import { type HostState, type Link, linkNamed, ownerMark } from '../host/state.ts';
import { type Host, type Interface, interfaceId, interfaceNamed } from '../lab/lab.ts';
import type { NewLink, Operation } from '../machine/operation.ts';
import { type Problem, problem } from '../problem.ts';
import { markedLink, nameTaken, ownLinks } from './marked-link.ts';
import { groundKeys, joinedKey, missingNic } from './nic.ts';
import type { Presence, ResourceKind, Standing, Wanted } from './resource.ts';

const kind = 'joined';
const KINDS = ['bond', 'bridge', 'dummy'] as const;
type Kind = (typeof KINDS)[number];
type Drawn = Extract<Interface, { readonly kind: Kind }>;

const WORDS: Readonly<Record<Kind, string>> = { bond: 'bond', bridge: 'bridge', dummy: 'dummy interface' };

const membersOf = (item: Drawn): readonly string[] => (item.kind === 'dummy' ? [] : item.members);
/** The tags that a bridge which tells VLANs apart passes: those of sub-interfaces on it. VLAN 1 is its untagged one. */
export function tagsOn({ interfaces }: Host, item: Interface): readonly number[] {
  if (item.kind !== 'bridge' || !item.vlanFiltering) return [];
  const tags = interfaces.flatMap((other) => (other.kind === 'vlan' && other.parent === item.name ? other.vlan : []));
  return [...new Set(tags)].filter((tag) => tag !== UNTAGGED).sort((a, b) => a - b);
}

/** The VLAN of untagged frames in a bridge (vlan_default_pvid). */
const UNTAGGED = 1;

const portsOf = (state: HostState, name: string): readonly string[] =>
  state.links.filter(({ master }) => master === name).map((link) => link.name);

const made = (lab: string, host: string, of: Kind, name: string, members: readonly string[]): Standing =>
  markedLink(lab, host, name, {
    kind,
    key: joinedKey(name),
    noun: `${WORDS[of]} ${name}`,
    requires: members.flatMap(groundKeys),
    occupies: members.map((member) => `master:${member}`),
    // A bond leaves its cards down.
    remove: (state) => [
      { do: 'delete-link', name },
      ...(of === 'bond'
        ? portsOf(state, name).map((port): Operation => ({ do: 'set-link', name: port, up: true }))
        : []),
    ],
  });

function joined(lab: string, host: Host, item: Drawn): Wanted {
  const { name } = item;
  const members = membersOf(item);
  const tags = tagsOn(host, item);
  const joins = new Set(members);
  const base = made(lab, host.name, item.kind, name, members);
  const bringUp: Operation = { do: 'set-link', name, alias: ownerMark(lab), up: true };
  return {
    ...base,
    needs: tags.length > 0 ? [...base.needs, 'bridge'] : base.needs,
    explain: explanation(item, tags),
    presentIn: (state) => presence(state, lab, host, item),
    create: () => [
      { do: 'add-link', ...newLink(item) },
      ...members.flatMap((port) => join(item, port)),
      ...placesOf(item).flatMap((port) => retag(port, name, [], tags)),
      bringUp,
    ],
    update: (state) => [
      ...portsOf(state, name)
        .filter((port) => !joins.has(port))
        .map((port): Operation => ({ do: 'set-link', name: port, master: 'none' })),
      ...members.filter((port) => linkNamed(state, port)?.master !== name).flatMap((port) => join(item, port)),
      ...placesOf(item).flatMap((port) => retag(port, name, tagsOf(state, port, name), tags)),
      bringUp,
    ],
    undoFailedCreate: () => [{ made: 1, operation: { do: 'delete-link', name } }],
  };
}

function newLink(item: Drawn): NewLink {
  const { name } = item;
  if (item.kind === 'bond') return { name, kind: 'bond', mode: item.mode };
  return item.kind === 'bridge' ? { name, kind: 'bridge', filters: item.vlanFiltering } : { name, kind: 'dummy' };
}

/** The kernel takes a card into a bond only while it is down, and sets it up there. */
const join = ({ kind: of, name }: Drawn, port: string): readonly Operation[] => [
  ...(of === 'bond' ? [{ do: 'set-link', name: port, up: false } as const] : []),
  { do: 'set-link', name: port, master: name, ...(of === 'bridge' && { up: true }) },
];

/** Where a bridge that tells VLANs apart is told of them: its ports and itself. */
const placesOf = (item: Drawn): readonly string[] =>
  item.kind === 'bridge' && item.vlanFiltering ? [...item.members, item.name] : [];

/** What a port, or the bridge itself, passes now. */
function tagsOf(state: HostState, port: string, bridge: string): readonly number[] {
  const link = linkNamed(state, port);
  return port === bridge || link?.master === bridge ? (link?.portVlans ?? []) : [];
}

const retag = (
  name: string,
  bridge: string,
  before: readonly number[],
  after: readonly number[],
): readonly Operation[] => {
  const change = (vlan: number, on: boolean): Operation => ({
    do: 'set-port-vlan',
    name,
    vlan,
    on,
    self: name === bridge,
  });
  const [had, has] = [new Set(before), new Set(after)];
  return [
    ...before.filter((vlan) => !has.has(vlan)).map((vlan) => change(vlan, false)),
    ...after.filter((vlan) => !had.has(vlan)).map((vlan) => change(vlan, true)),
  ];
};

function explanation(item: Drawn, tags: readonly number[]): string {
  const members = membersOf(item);
  if (item.kind === 'dummy') return `Make ${item.name}, an interface without a wire.`;
  const what =
    item.kind === 'bond'
      ? `joins ${members.join(' and ')} as one card (${item.mode})`
      : `joins ${members.join(', ') || 'what is put on it'} as a switch does${item.vlanFiltering ? `, and passes ${passing(tags)}` : ''}`;
  return `Make ${item.name}, which ${what}.`;
}

const passing = (tags: readonly number[]): string =>
  tags.length === 0 ? 'untagged frames alone' : `the frames of VLAN ${tags.join(', ')} tagged`;

function presence(state: HostState, lab: string, host: Host, item: Drawn): Presence {
  const { name } = item;
  const members = membersOf(item);
  const link = linkNamed(state, name);
  if (link === undefined) {
    const [obstacle] = members.flatMap((port) => inTheWay(state, host, port, name) ?? []);
    return obstacle === undefined ? { kind: 'absent' } : { kind: 'clash', problem: obstacle };
  }
  const ports = portsOf(state, name);
  const joins = new Set(ports);
  const isSame = members.every((port) => joins.has(port)) && (item.kind !== 'bond' || ports.length === members.length);
  if (link.alias !== ownerMark(lab)) {
    const fits = fitsKind(link, item) && isSame && link.up;
    const lacking = fits ? lackingTag(state, host, item) : undefined;
    if (lacking !== undefined) return { kind: 'clash', problem: lacking };
    return fits
      ? { kind: 'present', owned: false }
      : { kind: 'clash', problem: nameTaken(host.name, link, `the ${WORDS[item.kind]} of the drawing`) };
  }
  if (!fitsKind(link, item)) return { kind: 'differs', change: 'replace', how: `it is ${link.mode ?? link.kind}` };
  if (!isSame) return { kind: 'differs', change: 'update', how: `it joins ${ports.join(', ') || 'nothing'}` };
  if (!link.up) return { kind: 'differs', change: 'update', how: 'it is down' };
  const tags = tagsOn(host, item);
  const other = placesOf(item).find((port) => retag(port, name, tagsOf(state, port, name), tags).length > 0);
  if (other === undefined) return { kind: 'present', owned: true };
  return { kind: 'differs', change: 'update', how: `${other} passes ${passing(tagsOf(state, other, name))}` };
}

/** A bridge that is not ours is used as it is, and has to pass the tags of what is put on it. */
function lackingTag(state: HostState, host: Host, item: Drawn): Problem | undefined {
  const { name } = item;
  for (const port of placesOf(item)) {
    const tag = tagsOn(host, item).find((wanted) => !tagsOf(state, port, name).includes(wanted));
    if (tag === undefined) continue;
    const self = port === name ? ' self' : '';
    return problem({
      code: 'tag-not-on-bridge',
      subject: interfaceId(host.name, name),
      message: `${name} of ${host.name} stands there already and does not pass VLAN ${tag} at ${port === name ? 'the host itself' : port}.`,
      hint: `Let it, with "bridge vlan add dev ${port} vid ${tag}${self}" there and in what makes ${name} at its start; Trunkline changes nothing of it.`,
    });
  }
  return undefined;
}

const fitsKind = (link: Link, item: Drawn): boolean =>
  link.kind === item.kind &&
  (item.kind !== 'bond' || link.mode === undefined || link.mode === item.mode) &&
  (item.kind !== 'bridge' || (link.filters ?? false) === item.vlanFiltering);

/** A card loses its addresses' routes in a bond or bridge, and our SSH connection would go with them. */
function inTheWay(state: HostState, host: Host, port: string, into: string): Problem | undefined {
  const subject = interfaceId(host.name, port);
  const link = linkNamed(state, port);
  if (link === undefined)
    return interfaceNamed(host, port)?.kind === 'nic' ? missingNic(state, host.name, port) : undefined;
  const own = link.addresses.filter(({ family, scope }) => family === 4 && scope === 'global');
  if (own.some(({ address }) => address === state.facts.sshAddress)) {
    return problem({
      code: 'own-connection',
      subject,
      message: `Our SSH connection comes in on ${port} of ${host.name}, and would be cut off when ${port} becomes a part of ${into}.`,
      hint: `Make ${into} there by hand, with the address on it, and draw it as it stands: then it is used as it is.`,
    });
  }
  const [address] = own;
  if (address !== undefined) {
    return problem({
      code: 'port-has-address',
      subject,
      message: `${port} of ${host.name} has the address ${address.address}, which does nothing once it is a part of ${into}.`,
      hint: `Take it off there, or give it to ${into} in the drawing.`,
    });
  }
  if (link.master === undefined || link.master === into) return undefined;
  return problem({
    code: 'port-taken',
    subject,
    message: `${port} of ${host.name} is a part of ${link.master} already.`,
    hint: `Take it out there with "ip link set ${port} nomaster", or leave it out of ${into}.`,
  });
}

/** Bonds, bridges and dummies. */
export const isJoined = (item: Interface): item is Drawn => KINDS.some((of) => of === item.kind);

export const joinedLinkKind: ResourceKind = {
  kind,
  desired: (lab, host) => host.interfaces.filter(isJoined).map((item) => joined(lab.name, host, item)),
  owned: (state, lab, host) =>
    KINDS.flatMap((of) => ownLinks(state, lab, of).map(({ name }) => made(lab, host, of, name, portsOf(state, name)))),
};
