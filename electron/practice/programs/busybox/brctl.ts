/** `brctl` of busybox 1.35, which was made without `show` here. */

import { Refusal } from '../../../../shared/machine/kernel/kernel.ts';
import { addLink, deleteLink, setMaster } from '../../../../shared/machine/kernel/links.ts';
import type { Command } from '../../os/machine.ts';
import { viewOf } from '../../os/network/view.ts';
import { Failure, program } from '../core/program.ts';
import { appletUsage } from './applet-usage.ts';

export const busyboxBrctl: Command = program(async (process) => {
  const [, verb, bridge = '', port = ''] = process.argv;
  if (verb === undefined) {
    await process.stderr.write(`${appletUsage('brctl')}\n`);
    return 1;
  }
  try {
    const view = viewOf(process);
    if (verb === 'addbr') view.change((kernel) => addLink(kernel, { name: bridge, kind: 'bridge' }));
    else if (verb === 'delbr') view.change((kernel) => deleteLink(kernel, bridge));
    else if (verb === 'addif') view.change((kernel) => setMaster(kernel, port, bridge));
    else if (verb === 'delif') view.change((kernel) => setMaster(kernel, port, undefined));
    else throw new Failure(`invalid argument '${verb}' to 'brctl'`);
    return 0;
  } catch (error) {
    throw error instanceof Refusal ? new Failure(`bridge ${bridge}: ${error.message}`) : error;
  }
});
