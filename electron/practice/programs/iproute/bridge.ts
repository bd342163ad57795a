/** `bridge`: ports of Linux bridges. */

import { editLink, findLink, type KernelLink, Refusal } from '../../../../shared/machine/kernel/kernel.ts';
import { flagsOf } from '../../../../shared/machine/kernel/link-status.ts';
import type { Command, Process } from '../../os/machine.ts';
import { viewOf } from '../../os/network/view.ts';

const HELP = `Usage: bridge [ OPTIONS ] OBJECT { COMMAND | help }
       bridge [ -force ] -batch filename
where  OBJECT := { link | fdb | mdb | vlan | vni | monitor }
       OPTIONS := { -V[ersion] | -s[tatistics] | -d[etails] |
                    -o[neline] | -t[imestamp] | -n[etns] name |
                    -c[ompressvlans] -color -p[retty] -j[son] }
`;

/** By how fast the port says that it is: a veth says 10 Gbit/s, other links of a practice host nothing. */
const costOf = ({ kind }: KernelLink): number => (kind === 'veth' ? 2 : 100);

/** `bridge vlan [show | add | del] [vid N] dev PORT`. */
async function vlans(process: Process, json: boolean): Promise<number> {
  const { argv, stdout, stderr } = process;
  const [, verb = 'show', ...words] = argv.slice(1).filter((word) => !word.startsWith('-'));
  const value = (name: string): string | undefined => words[words.indexOf(name) + 1 || words.length];
  const view = viewOf(process);
  const device = value('dev');
  const link = device === undefined ? undefined : findLink(view.kernel, device);
  if (device !== undefined && link === undefined) {
    await stderr.write(`Cannot find device "${device}"\n`);
    return 1;
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
  const vlan = Number(value('vid'));
  if (link === undefined || !Number.isInteger(vlan)) {
    await stderr.write('Device and VLAN ID are required arguments.\n');
    return 255;
  }
  if (vlan < 1 || vlan > 4094) {
    await stderr.write(`Invalid VLAN ID "${value('vid')}"\n`);
    return 255;
  }
  const isPort = link.master !== undefined || link.kind === 'bridge';
  try {
    view.change((kernel) => {
      if (!isPort) throw new Refusal('EOPNOTSUPP');
      const before = findLink(kernel, link.name)?.portVlans ?? [];
      const others = before.filter((own) => own !== vlan);
      return editLink(kernel, link.name, {
        portVlans: verb === 'add' ? [...others, vlan].sort((a, b) => a - b) : others,
      });
    });
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await stderr.write(`RTNETLINK answers: ${error.message}\n`);
    return 2;
  }
}

export const bridge: Command = async (process) => {
  const { argv, stdout, stderr } = process;
  const [object] = argv.slice(1).filter((word) => !word.startsWith('-'));
  const json = argv.some((word) => /^-+j/.test(word));
  if (object === undefined || object === 'help') {
    await stderr.write(HELP);
    return object === undefined ? 255 : 0;
  }
  const ports = viewOf(process).kernel.links.filter(({ master }) => master !== undefined);
  if ('link'.startsWith(object)) {
    const states = ports.map((link) => ({ link, state: link.carrier ? 'forwarding' : 'disabled' }));
    if (json) {
      const list = states.map(({ link, state }) => ({
        ifindex: link.index,
        ifname: link.name,
        flags: flagsOf(link),
        mtu: link.mtu,
        master: link.master,
        state,
        priority: 32,
        cost: costOf(link),
      }));
      await stdout.write(`${JSON.stringify(list)}\n`);
      return 0;
    }
    const lines = states.map(
      ({ link, state }) =>
        `${link.index}: ${link.name}${link.parent === undefined ? '' : `@${link.parent}`}: <${flagsOf(link).join(',')}> mtu ${link.mtu} master ${link.master} state ${state} priority 32 cost ${costOf(link)} \n`,
    );
    await stdout.write(lines.join(''));
    return 0;
  }
  if ('vlan'.startsWith(object)) {
    return vlans(process, json);
  }
  if ('fdb'.startsWith(object)) {
    const lines = ports.map(({ mac, name, master }) => `${mac} dev ${name} master ${master} permanent\n`);
    await stdout.write(lines.join(''));
    return 0;
  }
  await stderr.write(`Object "${object}" is unknown, try "bridge help".\n`);
  return 255;
};
