/** From an edit to the patches of the file that make it. Patches lead from the file as it is; an edit that changes nothing has none. */
import { unreachable } from '../../problem.ts';
import type { Host, Interface, Lab } from '../lab.ts';
import { indexOf } from '../lookup.ts';
import { nodeAt, type Path, type SourceNode } from '../source.ts';
import type { Data, Patch } from './data.ts';
import { sameData } from './data.ts';
import type { AttachmentChange, Edit, InterfaceChange, NetworkChange, SshChange } from './edits.ts';
import {
  attachmentPath,
  containerPath,
  type Ground,
  hostPath,
  interfacePath,
  networkPath,
  remove,
  set,
} from './ground.ts';
import { removePatches } from './remove.ts';
import { renamePatches } from './rename.ts';
import * as values from './values.ts';

/** Makes the key of a map say `value`; undefined takes it away. Nothing to do when the drawing has it already. */
function key(ground: Ground, path: Path, now: Data | undefined, value: Data | undefined): readonly Patch[] {
  if (now === undefined ? value === undefined : value !== undefined && sameData(now, value)) return [];
  if (value !== undefined) return [set(path, value)];
  return nodeAt(ground.root, path) === undefined ? [] : [remove(path)];
}

/** Like `key`, for a change in which a key that is missing means: as it is. */
const changed = (ground: Ground, path: Path, now: Data | undefined, change: Data | undefined): readonly Patch[] =>
  change === undefined ? [] : key(ground, path, now, change ?? undefined);

export function patchesOf(ground: Ground, edit: Edit): readonly Patch[] {
  const { lab } = ground;
  const index = indexOf(lab);
  switch (edit.kind) {
    case 'rename-lab':
      return key(ground, ['name'], lab.name, edit.name);
    case 'add-segment':
      return [set(['segments', edit.segment.name], values.segmentData(edit.segment))];
    case 'change-segment': {
      const now = index.segment(edit.name)?.vlans;
      return key(ground, ['segments', edit.name, 'vlans'], now, values.vlansData(edit.vlans));
    }
    case 'add-host':
      return [set(hostPath(edit.host.name), values.hostData(edit.host))];
    case 'change-ssh':
      return ssh(ground, edit.host, edit.change);
    case 'add-interface':
      return [set(interfacePath(edit.host, edit.interface.name), values.interfaceData(edit.interface))];
    case 'change-interface':
      return interfaceChange(ground, edit.host, edit.name, edit.change);
    case 'add-container':
      return [set(containerPath(edit.host, edit.container.name), values.containerData(edit.container))];
    case 'change-container': {
      const now = index.container(edit.host, edit.name);
      const path = containerPath(edit.host, edit.name);
      const { image, command } = edit.change;
      const same = command === undefined || sameData(command, now?.command ?? []);
      return [
        ...changed(ground, [...path, 'image'], now?.image, image),
        ...(same
          ? []
          : key(ground, [...path, 'command'], null, command.length === 0 ? undefined : values.commandData(command))),
      ];
    }
    case 'attach': {
      const path = attachmentPath(edit.host, edit.container, edit.attachment.network);
      return [set(path, values.attachmentData(edit.attachment))];
    }
    case 'change-attachment':
      return attachmentChange(ground, attachmentPath(edit.host, edit.container, edit.network), edit.change);
    case 'detach':
      return [remove(attachmentPath(edit.host, edit.container, edit.network))];
    case 'add-network':
      return [set(networkPath(edit.network.name), values.networkData(edit.network))];
    case 'change-network':
      return networkChange(ground, edit.name, edit.change);
    case 'set-network-parent': {
      const path = [...networkPath(edit.network), 'parents', edit.host];
      return key(ground, path, index.parentOf(edit.network, edit.host), edit.interface ?? undefined);
    }
    case 'set-reserved': {
      const now = index.network(edit.network)?.reserved.find((item) => item.name === edit.name)?.address;
      return key(ground, [...networkPath(edit.network), 'reserved', edit.name], now, edit.address ?? undefined);
    }
    case 'set-routing':
      return routing(ground, edit.host, edit.routing);
    case 'set-registry': {
      const now = lab.registry && values.registryData(lab.registry);
      return key(ground, ['registry'], now, edit.registry === null ? undefined : values.registryData(edit.registry));
    }
    case 'set-expectation':
      return expectation(lab, edit.from, edit.to, edit.reachable);
    case 'set-position': {
      const now = lab.layout.positions.find((item) => item.id === edit.id);
      const value = edit.position && values.mapOf({ x: edit.position.x, y: edit.position.y });
      return key(ground, ['layout', edit.id], now && values.mapOf({ x: now.x, y: now.y }), value ?? undefined);
    }
    case 'rename':
      return renamePatches(ground, edit.thing, edit.to);
    case 'remove':
      return removePatches(ground, edit.thing);
    default:
      return unreachable(edit);
  }
}

function ssh(ground: Ground, host: string, change: SshChange): readonly Patch[] {
  const now = indexOf(ground.lab).host(host)?.ssh;
  const path = [...hostPath(host), 'ssh'];
  return [
    ...changed(ground, [...path, 'address'], now?.address, change.address),
    ...changed(ground, [...path, 'port'], now?.port, change.port),
    ...changed(ground, [...path, 'user'], now?.user, change.user),
    ...changed(ground, [...path, 'key'], now?.key, change.key),
  ];
}

function interfaceChange(ground: Ground, host: string, name: string, change: InterfaceChange): readonly Patch[] {
  const now = indexOf(ground.lab).interface(host, name);
  const path = interfacePath(host, name);
  const own = <K extends string>(field: K): Data | undefined =>
    now !== undefined && field in now
      ? ((now as Interface & Record<K, Data | undefined>)[field] ?? undefined)
      : undefined;
  return [
    ...changed(ground, [...path, 'segment'], own('segment'), change.segment),
    ...changed(ground, [...path, 'parent'], own('parent'), change.parent),
    ...changed(ground, [...path, 'vlan'], own('vlan'), change.vlan),
    ...changed(ground, [...path, 'address'], now?.address, change.address),
    ...changed(ground, [...path, 'promiscuous'], own('promiscuous'), change.promiscuous),
    ...changed(ground, [...path, 'reaches'], own('reaches'), change.reaches),
  ];
}

/** An attachment may be written as nothing, as an address or as a map; it keeps its form as long as that can say what is wanted. */
function attachmentChange(ground: Ground, path: Path, change: AttachmentChange): readonly Patch[] {
  const node = nodeAt(ground.root, path);
  const moved: readonly Patch[] =
    change.network === undefined || change.network === path.at(-1)
      ? []
      : [{ kind: 'rename', path, to: change.network }];
  const text = (of: SourceNode | undefined): string | undefined =>
    of?.kind === 'scalar' && typeof of.value === 'string' ? of.value : undefined;
  const now = {
    address: node?.kind === 'map' ? text(node.entries.get('address')?.value) : text(node),
    mac: node?.kind === 'map' ? text(node.entries.get('mac')?.value) : undefined,
  };
  if (node?.kind === 'map') {
    return [
      ...changed(ground, [...path, 'address'], now.address, change.address),
      ...changed(ground, [...path, 'mac'], now.mac, change.mac),
      ...moved,
    ];
  }
  const address = change.address === undefined ? now.address : (change.address ?? undefined);
  const mac = change.mac ?? undefined;
  const same = address === now.address && mac === undefined;
  return [...(same ? [] : [set(path, values.attachmentData({ network: '', address, mac }))]), ...moved];
}

function networkChange(ground: Ground, name: string, change: NetworkChange): readonly Patch[] {
  const now = indexOf(ground.lab).network(name);
  const path = networkPath(name);
  return [
    ...changed(ground, [...path, 'driver'], now?.driver, change.driver),
    ...changed(ground, [...path, 'mode'], now?.mode, change.mode),
    ...changed(ground, [...path, 'subnet'], now?.subnet, change.subnet),
    ...changed(ground, [...path, 'gateway'], now?.gateway, change.gateway),
    ...changed(ground, [...path, 'range'], now?.range, change.range),
  ];
}

function routing(ground: Ground, host: string, wanted: Host['routing'] | null): readonly Patch[] {
  const now = indexOf(ground.lab).host(host)?.routing;
  const path = [...hostPath(host), 'routing'];
  if (!wanted) return key(ground, path, now && values.routingData(now), undefined);
  if (now === undefined) return [set(path, values.routingData(wanted))];
  const allow = typeof now.allow !== 'string' && typeof wanted.allow !== 'string';
  return [
    ...key(ground, [...path, 'forward'], now.forward, wanted.forward),
    ...(allow
      ? list([...path, 'allow'], now.allow.map(values.ruleData), wanted.allow.map(values.ruleData))
      : key(ground, [...path, 'allow'], values.allowData(now.allow), values.allowData(wanted.allow))),
    ...list([...path, 'routes'], now.routes.map(values.routeData), wanted.routes.map(values.routeData)),
    ...list(
      [...path, 'masquerade'],
      now.masquerade.map(values.masqueradeData),
      wanted.masquerade.map(values.masqueradeData),
    ),
  ];
}

/** From one list to another: what was added at the end or taken out is cut in; anything else writes the list anew. */
function list(path: Path, now: readonly Data[], wanted: readonly Data[]): readonly Patch[] {
  const kept = now.filter((item) => wanted.some((other) => sameData(item, other)));
  const added = wanted.slice(kept.length);
  if (!sameData([...kept, ...added], wanted) || new Set(kept).size !== kept.length) return [set(path, wanted)];
  const gone = now.flatMap((item, at) => (kept.includes(item) ? [] : [at]));
  if (gone.length === 0 && added.length === 0) return [];
  if (kept.length === 0 && now.length > 0) return [set(path, wanted)];
  return [
    ...gone.reverse().map((at) => remove([...path, at])),
    ...added.map((value): Patch => ({ kind: 'append', path, value })),
  ];
}

function expectation(lab: Lab, from: string, to: string, reachable: boolean | null): readonly Patch[] {
  const matching = lab.expect.flatMap((item, at) => (item.from === from && item.to === to ? [at] : []));
  if (reachable === null) return matching.reverse().map((at) => remove(['expect', at]));
  const [first] = matching;
  if (first === undefined) return [{ kind: 'append', path: ['expect'], value: values.mapOf({ from, to, reachable }) }];
  return matching
    .filter((at) => lab.expect[at]?.reachable !== reachable)
    .map((at) => set(['expect', at, 'reachable'], reachable));
}
