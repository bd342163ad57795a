/**
 * What of a lab must be there again when a host has started anew. It is read off the very operations that make the lab, so
 * whatever kind of thing can be made can last too.
 */
import { type HostState, linkNamed } from '../host/state.ts';
import type { NewChild, Operation } from '../machine/operation.ts';
import { cidrContains } from '../net/ip.ts';

/** What is set on an interface. */
export interface OnLink {
  readonly name: string;
  readonly promiscuous: boolean;
  readonly mtu: number | undefined;
  readonly addresses: readonly string[];
  /** Those that leave through it. */
  readonly routes: readonly LastingRoute[];
}

export interface LastingRoute {
  readonly to: string;
  readonly via: string | undefined;
}

/** An interface that the lab makes. */
export interface MadeLink extends OnLink {
  readonly link: NewChild;
}

export type LastingRule = Omit<Extract<Operation, { readonly comment: string }>, 'do'> & {
  readonly do: 'insert-rule' | 'append-rule';
};

export interface Lasting {
  readonly lab: string;
  /** In the order of making: what one stands on comes before it. */
  readonly links: readonly MadeLink[];
  /** Interfaces that the host has by itself. */
  readonly cards: readonly OnLink[];
  readonly sysctls: readonly { readonly name: string; readonly value: string }[];
  readonly rules: readonly LastingRule[];
}

export const nothingLasts = ({ links, cards, sysctls, rules }: Lasting): boolean =>
  links.length === 0 && cards.length === 0 && sysctls.length === 0 && rules.length === 0;

interface Draft extends OnLink {
  link: NewChild | undefined;
  promiscuous: boolean;
  mtu: number | undefined;
  addresses: string[];
  routes: LastingRoute[];
}

/** Docker keeps its own things; what else the operations make is what lasts. */
export function lastingOf(lab: string, operations: readonly Operation[], state: HostState): Lasting {
  const drafts = new Map<string, Draft>();
  const of = (name: string): Draft => {
    const known = drafts.get(name);
    if (known !== undefined) return known;
    const made: Draft = { name, link: undefined, promiscuous: false, mtu: undefined, addresses: [], routes: [] };
    drafts.set(name, made);
    return made;
  };
  const sysctls: { name: string; value: string }[] = [];
  const rules: LastingRule[] = [];
  for (const operation of operations) {
    switch (operation.do) {
      case 'add-link': {
        const { do: _, ...link } = operation;
        // Files for bonds, bridges and dummies are not written yet.
        if ('parent' in link) of(operation.name).link = link;
        break;
      }
      case 'set-link': {
        const draft = of(operation.name);
        if (operation.promiscuous !== undefined) draft.promiscuous = operation.promiscuous;
        if (operation.mtu !== undefined) draft.mtu = operation.mtu;
        break;
      }
      case 'add-address':
        of(operation.dev).addresses.push(operation.cidr);
        break;
      case 'add-route': {
        const { to, via, dev = deviceOf(via, [...drafts.values()], state) } = operation;
        if (dev !== undefined) of(dev).routes.push({ to, via });
        break;
      }
      case 'set-sysctl':
        sysctls.push({ name: operation.name, value: operation.value });
        break;
      case 'insert-rule':
      case 'append-rule':
        rules.push({ ...operation, do: operation.do });
        break;
      default:
    }
  }
  const all = [...drafts.values()];
  return {
    lab,
    links: all.flatMap(({ link, ...on }) => (link === undefined ? [] : [{ ...on, link }])),
    cards: all.flatMap(({ link, ...on }) => (link === undefined && isSet(on) ? [on] : [])),
    sysctls,
    rules,
  };
}

/** A link that is only brought up has nothing of its own to be remembered. */
const isSet = ({ promiscuous, mtu, addresses, routes }: OnLink): boolean =>
  promiscuous || mtu !== undefined || addresses.length > 0 || routes.length > 0;

/** By whose address a next hop is a neighbour: of what lasts, and else of what the host has. */
function deviceOf(via: string | undefined, drafts: readonly Draft[], state: HostState): string | undefined {
  if (via === undefined) return undefined;
  const lasting = drafts.find(({ addresses }) => addresses.some((cidr) => cidrContains(cidr, via)));
  if (lasting !== undefined) return lasting.name;
  return state.links.find(({ addresses }) =>
    addresses.some(({ family, address, prefix }) => family === 4 && cidrContains(`${address}/${prefix}`, via)),
  )?.name;
}

/** The interfaces of the host itself that something stands on, or is set on. */
export function cardsUnder({ links, cards }: Lasting): readonly string[] {
  const made = new Set(links.map(({ name }) => name));
  return [
    ...new Set([
      ...links.map(({ link }) => link.parent).filter((name) => !made.has(name)),
      ...cards.map((on) => on.name),
    ]),
  ];
}

/** Whether a host's own interface, or one that it stands on, is that by which we talk with the host. */
export function carriesUs(state: HostState, name: string): boolean {
  const { sshAddress } = state.facts;
  if (sshAddress === undefined) return false;
  const ours = state.links.find(({ addresses }) => addresses.some(({ address }) => address === sshAddress));
  for (let link = ours, left = 16; link !== undefined && left > 0; left -= 1) {
    if (link.name === name) return true;
    link = link.parent === undefined ? undefined : linkNamed(state, link.parent);
  }
  return false;
}
