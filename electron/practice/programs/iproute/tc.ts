/** `tc`: the queues of links, as they are. What would hold packets back is not simulated, and is said so. */
import { findLink } from '../../../../shared/machine/kernel/kernel.ts';
import type { KernelLink } from '../../../../shared/machine/kernel/kernel-link.ts';
import { qdiscOf } from '../../../../shared/machine/kernel/link-status.ts';
import type { Command } from '../../os/machine.ts';
import { viewOf } from '../../os/network/view.ts';

const HELP = `Usage:	tc [ OPTIONS ] OBJECT { COMMAND | help }
	tc [-force] -batch filename
where  OBJECT := { qdisc | class | filter | chain |
		    action | monitor | exec }
       OPTIONS := { -V[ersion] | -s[tatistics] | -d[etails] | -r[aw] |
		    -o[neline] | -j[son] | -p[retty] | -c[olor]
		    -b[atch] [filename] | -n[etns] name | -N[umeric] |
		     -nm | -nam[es] | { -cf | -conf } path
		     -br[ief] }
`;

function queueLine(link: KernelLink, withDev: boolean): string {
  const kind = qdiscOf(link);
  const bands = kind === 'pfifo_fast' ? ' bands 3 priomap 1 2 2 2 1 2 0 0 1 1 1 1 1 1 1 1' : ' ';
  return `qdisc ${kind} 0: ${withDev ? `dev ${link.name} ` : ''}root refcnt 2${bands}\n`;
}

export const tc: Command = async (process) => {
  const { argv, stdout, stderr } = process;
  const [object, verb = 'show', ...words] = argv.slice(1).filter((word) => !word.startsWith('-'));
  const fail = async (text: string, status: number): Promise<number> => {
    await stderr.write(text);
    return status;
  };
  if (argv.slice(1).some((word) => /^-+V/.test(word))) {
    await stdout.write('tc utility, iproute2-6.1.0, libbpf 1.1.2\n');
    return 0;
  }
  if (object === undefined || object === 'help') return fail(HELP, 0);
  const known = ['qdisc', 'class', 'filter', 'chain', 'actions', 'monitor', 'exec'].find((item) =>
    item.startsWith(object),
  );
  if (known === undefined) return fail(`Object "${object}" is unknown, try "tc help".\n`, 1);
  const { kernel } = viewOf(process);
  const at = words.indexOf('dev');
  const device = at < 0 ? undefined : words[at + 1];
  if (device !== undefined && findLink(kernel, device) === undefined)
    return fail(`Cannot find device "${device}"\n`, 1);
  const reads = ['show', 'list', 'ls', 'lst'].includes(verb);
  if (!reads || known === 'monitor' || known === 'exec' || argv.some((word) => /^-[jsdb]/.test(word)))
    return fail(
      `tc: practice hosts do not simulate ${reads ? 'this' : `${known} ${verb}: packets are never held back`}.\n`,
      1,
    );
  // Nobody has made a class or a filter.
  if (known !== 'qdisc') return 0;
  const shown = kernel.links.filter(({ name }) => device === undefined || name === device);
  await stdout.write(shown.map((link) => queueLine(link, device === undefined)).join(''));
  return 0;
};
