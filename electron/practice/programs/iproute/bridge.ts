/** `bridge`: ports of Linux bridges. */

import { flagsOf } from '../../../../shared/machine/kernel/link-status.ts';
import type { Command } from '../../os/machine.ts';
import { viewOf } from '../../os/network/view.ts';

const HELP = `Usage: bridge [ OPTIONS ] OBJECT { COMMAND | help }
       bridge [ -force ] -batch filename
where  OBJECT := { link | fdb | mdb | vlan | vni | monitor }
       OPTIONS := { -V[ersion] | -s[tatistics] | -d[etails] |
                    -o[neline] | -t[imestamp] | -n[etns] name |
                    -c[ompressvlans] -color -p[retty] -j[son] }
`;

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
        cost: 2,
      }));
      await stdout.write(`${JSON.stringify(list)}\n`);
      return 0;
    }
    const lines = states.map(
      ({ link, state }) =>
        `${link.index}: ${link.name}${link.parent === undefined ? '' : `@${link.parent}`}: <${flagsOf(link).join(',')}> mtu ${link.mtu} master ${link.master} state ${state} priority 32 cost 2 \n`,
    );
    await stdout.write(lines.join(''));
    return 0;
  }
  if ('vlan'.startsWith(object)) {
    await stdout.write(json ? '[]\n' : 'port              vlan-id  \n');
    return 0;
  }
  if ('fdb'.startsWith(object)) {
    const lines = ports.map(({ mac, name, master }) => `${mac} dev ${name} master ${master} permanent\n`);
    await stdout.write(lines.join(''));
    return 0;
  }
  await stderr.write(`Object "${object}" is unknown, try "bridge help".\n`);
  return 255;
};
