/** Which networks and containers may stand on one parent interface of a host, in Docker's and in the kernel's words. */
import type { Link } from '../../host/state.ts';
import { holds } from '../fact.ts';
import { ipvlanL3s, ownParentEach } from './facts.ts';
import { Refusal } from './refusal.ts';

export interface ParentUse {
  readonly driver: string;
  /** Empty: the driver's default. */
  readonly mode: string | undefined;
}

/** As much of a network as decides. */
export interface OnParent {
  readonly id: string;
  readonly driver: string;
  readonly options: Readonly<Record<string, string>>;
}

const optionOf = ({ options }: OnParent, name: string): string => (Object.hasOwn(options, name) && options[name]) || '';

export const modeOf = (network: OnParent): string => optionOf(network, `${network.driver}_mode`);

export const standsOnParent = ({ driver }: OnParent): boolean => driver === 'macvlan' || driver === 'ipvlan';

const shortId = (id: string): string => id.replace(/^sha256:/, '').slice(0, 12);
const dummyOf = ({ id, driver }: OnParent): string => `${driver === 'macvlan' ? 'dm' : 'di'}-${shortId(id)}`;

/** The link that the containers of a macvlan or ipvlan network stand on; without a parent of its own Docker makes one. */
export const parentOf = (network: OnParent): string => optionOf(network, 'parent') || dummyOf(network);

/** Whether Docker makes a network on the parent of another (`macvlan-parent-each`, `ipvlan-parent-each`). */
export function mayShareParent(version: string, a: ParentUse, b: ParentUse): boolean {
  if (a.driver !== b.driver) return true;
  return a.driver === 'macvlan' && !holds(ownParentEach, version) && a.mode !== 'passthru' && b.mode !== 'passthru';
}

/** The modes that a Docker of a version takes for a driver, its default first (`ipvlan-l3s`). */
function modesOf(version: string, driver: string): readonly string[] {
  if (driver === 'macvlan') return ['bridge', 'private', 'vepa', 'passthru'];
  return driver === 'ipvlan' ? ['l2', 'l3', ...(holds(ipvlanL3s, version) ? ['l3s'] : [])] : [];
}

/** @throws Refusal for a macvlan or ipvlan network that Docker does not make beside these */
export function checkNewNetwork(version: string, networks: readonly OnParent[], network: OnParent): void {
  const { driver } = network;
  const known = modesOf(version, driver);
  const mode = modeOf(network);
  if (mode !== '' && !known.includes(mode)) {
    throw new Refusal(
      `requested ${driver} mode '${mode}' is not valid, '${known[0]}' mode is the ${driver} driver default`,
    );
  }
  const parent = parentOf(network);
  if (parent === 'lo') throw new Refusal(`loopback interface is not a valid ${driver} parent link`);
  const use = { driver, mode };
  const other = networks.find(
    (item) =>
      standsOnParent(item) &&
      parentOf(item) === parent &&
      !mayShareParent(version, { driver: item.driver, mode: modeOf(item) }, use),
  );
  if (other !== undefined) {
    throw new Refusal(`network ${dummyOf(other)} is already using parent interface ${parent}`);
  }
}

/** A container that is to stand on a network's parent. */
export interface NewChild {
  /** The MAC address that it asks for. */
  readonly asked: string | undefined;
  /** The one that it will have. */
  readonly mac: string | undefined;
}

/** What stands on the parent of a network already: children of containers. */
export interface Siblings {
  readonly macvlans: number;
  readonly ipvlans: number;
  hasMac(mac: string): boolean;
}

/**
 * What the kernel has against one more child (`one-kind-of-child`, `passthru-is-alone`, `one-mac-on-a-parent`), and Docker
 * (`no-mac-on-ipvlan`).
 * @throws Refusal
 */
export function checkChild(
  links: readonly Pick<Link, 'name' | 'kind' | 'parent' | 'master' | 'mac' | 'mode'>[],
  network: OnParent,
  { asked, mac }: NewChild,
  siblings: Siblings,
): void {
  const { driver } = network;
  if (!standsOnParent(network)) return;
  if (driver === 'ipvlan' && asked !== undefined) {
    throw new Refusal('ipvlan interfaces do not support custom mac address assignment');
  }
  const parent = parentOf(network);
  const link = links.find(({ name }) => name === parent);
  if (link === undefined) {
    throw new Refusal(`the requested parent interface ${parent} was not found on the Docker host`);
  }
  const other = driver === 'macvlan' ? 'ipvlan' : 'macvlan';
  const mixed =
    link.master !== undefined ||
    links.some((child) => child.parent === parent && child.kind === other) ||
    (driver === 'macvlan' ? siblings.ipvlans : siblings.macvlans) > 0;
  if (mixed) throw new Refusal(`failed to create the ${driver} port: device or resource busy`);
  if (driver !== 'macvlan') return;
  const beside = links.filter((child) => child.parent === parent && child.kind === driver);
  const alone = modeOf(network) === 'passthru';
  if ((alone && siblings.macvlans + beside.length > 0) || beside.some((child) => child.mode === 'passthru')) {
    throw new Refusal('failed to create the macvlan port: invalid argument');
  }
  if (mac === undefined) return;
  const own = mac.toLowerCase();
  const onHost = [...beside, ...(alone ? [] : [link])].some((item) => item.mac.toLowerCase() === own);
  if (onHost || siblings.hasMac(own)) {
    throw new Refusal(`error setting interface "eth0" MAC to "${mac}": address already in use`);
  }
}
