/** `bridge`: ports of Linux bridges. */

import { findLink, type KernelState, Refusal } from '../../../../shared/machine/kernel/kernel.ts';
import type { KernelLink } from '../../../../shared/machine/kernel/kernel-link.ts';
import { flagsOf, portCost, portPriority } from '../../../../shared/machine/kernel/link-status.ts';
import { setPort, setPortVlan } from '../../../../shared/machine/kernel/links.ts';
import type { Command, Process } from '../../os/machine.ts';
import { viewOf } from '../../os/network/view.ts';
import { isSince, releaseOf } from '../../os/releases.ts';
import { fdbJson, fdbLine, fdbOf } from './fdb.ts';
import { entered } from './netns.ts';
import { IpError } from './words.ts';

const help = (vni: boolean): string => `Usage: bridge [ OPTIONS ] OBJECT { COMMAND | help }
       bridge [ -force ] -batch filename
where  OBJECT := { link | fdb | mdb | vlan | ${vni ? 'vni | ' : ''}monitor }
       OPTIONS := { -V[ersion] | -s[tatistics] | -d[etails] |
                    -o[neline] | -t[imestamp] | -n[etns] name |
                    -c[ompressvlans] -color -p[retty] -j[son] }
`;

/** Of a cable within the namespace: its other end is down. */
const isBelowDown = ({ links }: KernelState, { peer, parent }: KernelLink): boolean =>
  links.some(
    ({ name, index, up }) => !up && (peer === undefined ? name === parent : !peer.elsewhere && index === peer.index),
  );

/** What a port stands on, or the other end of its cable, as it stands behind its name. */
function belowOf({ links }: KernelState, { parent, peer, kind, index }: KernelLink): string {
  if (parent !== undefined) return `@${parent}`;
  if (peer === undefined) return kind === 'veth' ? `@if${index - 1}` : '';
  const far = peer.elsewhere ? undefined : links.find((link) => link.index === peer.index);
  return `@${far?.name ?? `if${peer.index}`}`;
}

/** `bridge vlan [show | add | del] [vid N] dev PORT`. */
async function vlans(process: Process, json: boolean): Promise<number> {
  const { argv, stdout, stderr } = process;
  const [, verb = 'show', ...words] = argv.slice(1).filter((word) => !word.startsWith('-'));
  const value = (name: string): string | undefined => words[words.indexOf(name) + 1 || words.length];
  const view = viewOf(process);
  const device = value('dev');
  const link = device === undefined ? undefined : findLink(view.kernel, device);
  if (device !== undefined && link === undefined) {
    const reads = 'show'.startsWith(verb) || 'list'.startsWith(verb);
    await stderr.write(`Cannot find ${reads ? '' : 'bridge '}device "${device}"\n`);
    return 255;
  }
  if ('show'.startsWith(verb) || 'list'.startsWith(verb)) {
    const shown = view.kernel.links.filter(
      ({ kind, master, name }) =>
        (kind === 'bridge' || master !== undefined) && (device === undefined || name === device),
    );
    if (json) {
      const list = shown.map(({ name, portVlans = [] }) => ({
        ifname: name,
        vlans: [{ vlan: 1, flags: ['PVID', 'Egress Untagged'] }, ...portVlans.map((vlan) => ({ vlan }))],
      }));
      await stdout.write(`${JSON.stringify(list)}\n`);
      return 0;
    }
    const lines = shown.map(
      ({ name, portVlans = [] }) =>
        `${name.padEnd(17)} 1 PVID Egress Untagged\n${portVlans.map((vlan) => `${' '.repeat(17)} ${vlan}\n`).join('')}`,
    );
    await stdout.write(`port              vlan-id  \n${lines.join('')}`);
    return 0;
  }
  const [first = '', last = first] = (value('vid') ?? '').split('-');
  if (link === undefined || !/^\d+$/.test(first) || !/^\d+$/.test(last)) {
    await stderr.write('Device and VLAN ID are required arguments.\n');
    return 255;
  }
  if (Number(first) < 1 || Number(last) > 4094) {
    await stderr.write(`Invalid VLAN ID "${Number(first) < 1 ? first : last}"\n`);
    return 255;
  }
  const untold = ['pvid', 'untagged'].find((word) => words.includes(word));
  if (verb === 'add' && untold !== undefined) {
    await stderr.write(`bridge: practice hosts do not simulate ${untold} of ports.\n`);
    return 1;
  }
  const tags = Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) => Number(first) + at);
  try {
    const self = words.includes('self');
    view.change((kernel) =>
      tags.reduce((next, tag) => setPortVlan(next, link.name, tag, verb === 'add', self), kernel),
    );
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await stderr.write(`RTNETLINK answers: ${error.message}\n`);
    return 255;
  }
}

/** What else can be set of a port. */
const OF_PORTS: readonly string[] = [
  ...[
    'guard',
    'hairpin',
    'fastleave',
    'root_block',
    'learning',
    'flood',
    'mcast_flood',
    'bcast_flood',
    'mcast_to_unicast',
  ],
  ...['mcast_router', 'neigh_suppress', 'vlan_tunnel', 'isolated', 'locked', 'hwmode', 'state', 'backup_port'],
  ...['nobackup_port', 'mcast_max_groups', 'mcast_n_groups', 'self', 'learning_sync', 'mab', 'neigh_vlan_suppress'],
];

/** `bridge link set dev PORT [cost N] [priority N]`: what frames do depends on neither, as long as no spanning tree is cut. */
async function setLink(process: Process): Promise<number> {
  const { argv, stderr } = process;
  const fail = async (message: string, status = 255): Promise<number> => {
    await stderr.write(`${message}\n`);
    return status;
  };
  const [, , ...words] = argv.slice(1).filter((word) => !word.startsWith('-'));
  const port: { cost?: number; priority?: number } = {};
  let device: string | undefined;
  for (let at = 0; at < words.length; at += 2) {
    const [word = '', value] = words.slice(at, at + 2);
    if (word === 'master') {
      at -= 1;
      continue;
    }
    if (OF_PORTS.includes(word)) return fail(`bridge: practice hosts do not simulate ${word} of ports.`, 1);
    if (word !== 'dev' && word !== 'cost' && word !== 'priority')
      return fail(`Garbage instead of arguments "${word} ...". Try "bridge link help".`);
    if (value === undefined) return fail('Command line is not complete. Try option "help"');
    if (word === 'dev') device = value;
    else if (/^\d+$/.test(value)) port[word] = Number(value);
    else return fail(`Error: argument "${value}" is wrong: invalid ${word}\n`);
  }
  if (device === undefined) return fail('Device is a required argument.');
  const view = viewOf(process);
  if (findLink(view.kernel, device) === undefined) return fail(`Cannot find device "${device}"`);
  const name = device;
  try {
    view.change((kernel) => setPort(kernel, name, port));
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return fail(`RTNETLINK answers: ${error.message}`);
  }
}

/** `bridge fdb [show] [br BRIDGE] [brport | dev PORT]`; what is known is told, and nothing can be added. */
async function fdb(process: Process, json: boolean): Promise<number> {
  const { argv, stdout, stderr } = process;
  const [, verb = 'show', ...words] = argv.slice(1).filter((word) => !word.startsWith('-'));
  if (!['show', 'list', 'lst'].some((word) => word.startsWith(verb))) {
    const [mac = ''] = words;
    if (
      ['add', 'append', 'replace', 'delete'].some((word) => word.startsWith(verb)) &&
      !/^(?:[0-9a-f]{1,2}:){5}[0-9a-f]{1,2}$/i.test(mac) &&
      mac !== ''
    ) {
      await stderr.write(`Invalid mac address ${mac}\n`);
      return 255;
    }
    await stderr.write(`bridge: practice hosts do not simulate fdb ${verb}.\n`);
    return 1;
  }
  const value = (...names: readonly string[]): string | undefined => {
    const at = words.findIndex((word) => names.includes(word));
    return at < 0 ? undefined : words[at + 1];
  };
  const [of, dev] = [value('br'), value('dev', 'brport')];
  const { kernel } = viewOf(process);
  for (const [name, what] of [
    [of, 'bridge device'],
    [dev, 'device'],
  ] as const) {
    if (name === undefined || findLink(kernel, name) !== undefined) continue;
    await stderr.write(`Cannot find ${what} "${name}"\n`);
    return 255;
  }
  const entries = fdbOf(kernel, { ...(of !== undefined && { bridge: of }), ...(dev !== undefined && { dev }) });
  const text = json
    ? `${JSON.stringify(entries.map((entry) => fdbJson(entry, dev === undefined)))}\n`
    : entries.map((entry) => `${fdbLine(entry, dev === undefined)}\n`).join('');
  await stdout.write(text);
  return 0;
}

/** `-n NAME` is another namespace than the one that it runs in. */
function placed(process: Process): Process {
  const at = process.argv.findIndex((word) => /^-+n(?:etns|et|e)?$/.test(word));
  const name = process.argv[at + 1];
  if (at < 0 || name === undefined) return process;
  return { ...process, ...entered(process, name), argv: process.argv.toSpliced(at, 2) };
}

export const bridge: Command = async (asked) => {
  let process = asked;
  try {
    process = placed(asked);
  } catch (error) {
    if (!(error instanceof IpError)) throw error;
    await asked.stderr.write(`${error.message}\n`);
    return error.status;
  }
  const { argv, stdout, stderr } = process;
  if (argv.slice(1).some((word) => /^-+V/.test(word))) {
    await stdout.write('bridge utility, 6.1.0\n');
    return 0;
  }
  const [object] = argv.slice(1).filter((word) => !word.startsWith('-'));
  const json = argv.some((word) => /^-+j/.test(word));
  if (object === undefined || object === 'help') {
    await stderr.write(help(isSince(releaseOf(process.machine.kernel().facts).iproute2, '6.3.0')));
    return object === undefined ? 255 : 0;
  }
  if ('link'.startsWith(object)) {
    const [, verb = 'show'] = argv.slice(1).filter((word) => !word.startsWith('-'));
    if (verb === 'set') return setLink(process);
    if (!['show', 'list', 'lst'].some((word) => word.startsWith(verb))) {
      await stderr.write(`Command "${verb}" is unknown, try "bridge link help".\n`);
      return 255;
    }
    const { kernel } = viewOf(process);
    const words = argv.slice(1).filter((word) => !word.startsWith('-'));
    const at = words.indexOf('dev');
    const only = at < 0 ? undefined : words[at + 1];
    if (only !== undefined && findLink(kernel, only) === undefined) {
      await stderr.write(`Cannot find device "${only}"\n`);
      return 255;
    }
    const ports = kernel.links.filter(({ master, name }) => master !== undefined && (only ?? name) === name);
    const states = ports.map((link) => ({ link, state: link.carrier ? 'forwarding' : 'disabled' }));
    if (json) {
      const list = states.map(({ link, state }) => ({
        ifindex: link.index,
        ifname: link.name,
        flags: flagsOf(kernel, link),
        mtu: link.mtu,
        master: link.master,
        state,
        priority: portPriority(link),
        cost: portCost(link),
      }));
      await stdout.write(`${JSON.stringify(list)}\n`);
      return 0;
    }
    const lines = states.map(
      ({ link, state }) =>
        `${link.index}: ${link.name}${belowOf(kernel, link)}: <${flagsOf(kernel, link, isBelowDown(kernel, link)).join(',')}> mtu ${link.mtu} master ${link.master} state ${state} priority ${portPriority(link)} cost ${portCost(link)} \n`,
    );
    await stdout.write(lines.join(''));
    return 0;
  }
  if ('vlan'.startsWith(object)) {
    return vlans(process, json);
  }
  if ('fdb'.startsWith(object)) return fdb(process, json);
  if (['mdb', 'monitor', 'vni'].some((item) => item.startsWith(object))) {
    await stderr.write(`bridge ${object}: practice hosts do not simulate this.\n`);
    return 1;
  }
  await stderr.write(`Object "${object}" is unknown, try "bridge help".\n`);
  return 255;
};
