/**
 * What of a lab must be there again when a host has started anew. It is read off the very operations that make the lab, so
 * whatever kind of thing can be made can last too.
 */
import type { HostState } from '../host/state.ts';
import type { NewChild, NewLink, Operation } from '../machine/operation.ts';
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
  readonly link: NewLink;
  /** Of a bond or bridge: what joins its parts, and says which tags pass there. In this order. */
  readonly joins: readonly Joining[];
}

/** One that stands on a parent. */
export type MadeChild = MadeLink & { readonly link: NewChild };

type Joining = Extract<Operation, { readonly do: 'set-link' | 'set-port-vlan' }>;

export type LastingRule = Omit<Extract<Operation, { readonly comment: string }>, 'do'> & {
  readonly do: 'insert-rule' | 'append-rule';
};

export interface Lasting<L extends MadeLink = MadeLink> {
  readonly lab: string;
  /** In the order of making: what one stands on comes before it. */
  readonly links: readonly L[];
  /** Interfaces that the host has by itself. */
  readonly cards: readonly OnLink[];
  /** Those of them that were down and are to be up: nobody else's files do that. */
  readonly up: readonly string[];
  readonly sysctls: readonly { readonly name: string; readonly value: string }[];
  readonly rules: readonly LastingRule[];
}

export const nothingLasts = ({ links, cards, up, sysctls, rules }: Lasting): boolean =>
  links.length === 0 && cards.length === 0 && up.length === 0 && sysctls.length === 0 && rules.length === 0;

interface Draft extends OnLink {
  link: NewLink | undefined;
  up: boolean;
  joins: Joining[];
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
    const made: Draft = {
      name,
      link: undefined,
      up: false,
      joins: [],
      promiscuous: false,
      mtu: undefined,
      addresses: [],
      routes: [],
    };
    drafts.set(name, made);
    return made;
  };
  const sysctls: { name: string; value: string }[] = [];
  const rules: LastingRule[] = [];
  /** Between its making and its being brought up, whatever is said of others is said of its parts. */
  let joining: Draft | undefined;
  for (const operation of operations) {
    switch (operation.do) {
      case 'add-link': {
        const { do: _, ...link } = operation;
        of(operation.name).link = link;
        joining = 'parent' in link ? undefined : of(operation.name);
        break;
      }
      case 'set-link': {
        if (operation.name === joining?.name) joining = undefined;
        joining?.joins.push(operation);
        const draft = of(operation.name);
        if (operation.up !== undefined) draft.up = operation.up;
        if (operation.promiscuous !== undefined) draft.promiscuous = operation.promiscuous;
        if (operation.mtu !== undefined) draft.mtu = operation.mtu;
        break;
      }
      case 'set-port-vlan':
        joining?.joins.push(operation);
        break;
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
    links: all.flatMap(({ link, up: _, ...on }) => (link === undefined ? [] : [{ ...on, link }])),
    cards: all.flatMap(({ link, up: _, joins: __, ...on }) => (link === undefined && isSet(on) ? [on] : [])),
    up: all.flatMap(({ link, up, name }) => (link === undefined && up ? [name] : [])),
    sysctls,
    rules,
  };
}

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

/** What a link stands on, or joins. */
const groundOf = ({ link, joins, name }: MadeLink): readonly string[] =>
  'parent' in link ? [link.parent] : [...new Set(joins.map((one) => one.name))].filter((part) => part !== name);

/**
 * What managers have words for: links on the host's own cards. A bond or bridge is made by the boot script, for whoever manages
 * interfaces, and so is what stands on it: nobody can make that before.
 */
export function onCards(lasting: Lasting): Lasting<MadeChild> {
  const scratch = new Set<string>();
  const links = lasting.links.filter((made): made is MadeChild => {
    const { link, name } = made;
    if ('parent' in link && !scratch.has(link.parent)) return true;
    scratch.add(name);
    return false;
  });
  return { ...lasting, links };
}

/** The interfaces of the host itself that something stands on, or is set on. */
export function cardsUnder({ links, cards }: Lasting): readonly string[] {
  const made = new Set(links.map(({ name }) => name));
  return [...new Set([...links.flatMap(groundOf).filter((name) => !made.has(name)), ...cards.map((on) => on.name)])];
}
