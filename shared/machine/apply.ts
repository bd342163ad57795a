/** The one simulation of a machine: what an operation makes of a host's state, or why the machine refuses it. */
import type { Chain, HostState } from '../host/state.ts';
import { type Cidr, networkOf, parseCidr, parseCidrOrAddress } from '../net/ipv4.ts';
import { applyToDocker, isOfDocker } from './docker/apply.ts';
import { Refusal as DockerRefusal } from './docker/refusal.ts';
import { changeFiles } from './files.ts';
import { isRule, ruleOf } from './firewall/rule.ts';
import { addAddress, deleteAddress } from './kernel/addresses.ts';
import { editLink, Refusal as KernelRefusal, type KernelState, linkOf } from './kernel/kernel.ts';
import { addLink, deleteLink, setDown, setMaster, setMtu, setPortVlan, setUp } from './kernel/links.ts';
import { addRoute, deleteRoute } from './kernel/routes.ts';
import { withCarriersFrom } from './kernel/settle.ts';
import { setSysctl } from './kernel/sysctls.ts';
import type { FileChange, Operation } from './operation.ts';

/**
 * Done at once or not at all. Does not change its argument.
 * @throws Refusal of the kernel (`kernel/kernel.ts`), of Docker (`docker/refusal.ts`) or of iptables
 */
export const apply = (state: HostState, operation: Operation): HostState =>
  isOfFiles(operation)
    ? changeFiles(state, operation)
    : isOfDocker(operation)
      ? applyToDocker(state, operation)
      : applyToKernel(state, operation);

type OfKernel = Exclude<Operation, Parameters<typeof applyToDocker>[1] | FileChange>;

const FILE_CHANGES = [
  'write-file',
  'remove-file',
  'check-files',
  'reread-units',
  'begin-watch',
  'take-back',
  'end-watch',
];
const isOfFiles = (operation: Operation): operation is FileChange => FILE_CHANGES.includes(operation.do);

function applyToKernel(state: HostState, operation: OfKernel): HostState {
  switch (operation.do) {
    case 'insert-rule':
    case 'append-rule':
    case 'delete-rule':
      return withRule(state, operation);
    case 'add-address':
      return { ...state, ...addAddress(state, operation.dev, addressOf(operation.cidr)) };
    case 'delete-address':
      return { ...state, ...deleteAddress(state, operation.dev, operation.cidr) };
    case 'add-route':
    case 'delete-route': {
      const { to, via, dev } = operation;
      const asked = { to: blockOf(to), via, dev };
      return { ...state, ...(operation.do === 'add-route' ? addRoute(state, asked) : deleteRoute(state, asked)) };
    }
    case 'set-sysctl':
      return { ...state, ...setSysctl(state, operation.name, operation.value) };
    default:
      return { ...state, ...links(state, operation) };
  }
}

function links(
  state: KernelState,
  operation: Extract<OfKernel, { do: 'add-link' | 'set-link' | 'delete-link' | 'set-port-vlan' }>,
): KernelState {
  switch (operation.do) {
    case 'add-link':
      // A host state tells of settings that somebody has made. A link without one of its own has the default's, and to write that
      // down for each of a thousand takes longer than all else.
      return { ...addLink({ ...state, sysctls: {} }, operation), sysctls: state.sysctls };
    case 'delete-link':
      return deleteLink(state, operation.name);
    case 'set-port-vlan':
      return setPortVlan(state, operation.name, operation.vlan, operation.on, operation.self);
    case 'set-link': {
      const { name, promiscuous, mtu, alias, master, up } = operation;
      linkOf(state, name);
      const changed = editLink(state, name, {
        ...(promiscuous !== undefined && { promiscuous }),
        ...(alias !== undefined && { alias }),
      });
      const sized = mtu === undefined ? changed : setMtu(changed, name, mtu);
      const joined = master === undefined ? sized : setMaster(sized, name, master === 'none' ? undefined : master);
      if (up === false) return withCarriersFrom(setDown(joined, name), name);
      const done = up === true ? setUp(joined, name) : joined;
      return up === true || master !== undefined ? withCarriersFrom(done, name) : done;
    }
  }
}

function addressOf(cidr: string): Parameters<typeof addAddress>[2] {
  const block = parseCidr(cidr);
  if (block === undefined) throw new KernelRefusal('EINVAL');
  return { family: 4, address: cidr.slice(0, cidr.indexOf('/')), prefix: block.prefix, scope: 'global' };
}

function blockOf(to: string): Cidr {
  const block = parseCidrOrAddress(to);
  if (block === undefined || networkOf(block) !== block.address) throw new KernelRefusal('EINVAL');
  return block;
}

/** What iptables prints when it refuses. */
export class FirewallRefusal extends Error {}

/** The machine will not, as opposed to a bug of ours. */
export const isRefusal = (error: unknown): error is Error =>
  error instanceof KernelRefusal || error instanceof DockerRefusal || error instanceof FirewallRefusal;

/** Why, as who types the command there reads it: where a kernel has a sentence of its own, that one. */
export const refusalWords = (refusal: Error): string =>
  (refusal instanceof KernelRefusal ? refusal.explained : undefined) ?? refusal.message;

function withRule(state: HostState, operation: Extract<Operation, { readonly comment: string }>): HostState {
  const { table, chain: name, spec, comment } = operation;
  const chains = state.firewall[table];
  const chain = chains.find((item) => item.name === name);
  if (chain === undefined) throw new FirewallRefusal('iptables: No chain/target/match by that name.');
  const changed: Chain = { ...chain, rules: rulesAfter(chain, operation, () => ruleOf(spec, comment)) };
  return {
    ...state,
    firewall: { ...state.firewall, [table]: chains.map((item) => (item === chain ? changed : item)) },
  };
}

function rulesAfter(
  { rules }: Chain,
  operation: Extract<Operation, { readonly comment: string }>,
  made: () => Chain['rules'][number],
): Chain['rules'] {
  if (operation.do === 'insert-rule') return [made(), ...rules];
  if (operation.do === 'append-rule') return [...rules, made()];
  const at = rules.findIndex((rule) => rule.comment === operation.comment && isRule(rule, operation.spec));
  if (at < 0) throw new FirewallRefusal('iptables: Bad rule (does a matching rule exist in that chain?).');
  return rules.toSpliced(at, 1);
}
