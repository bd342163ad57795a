/**
 * What a restart does: the kernel forgets everything, and what a host has in its files is brought up again in systemd's order: interfaces
 * (ifupdown), sysctls, units that want to be before Docker, Docker, and the others. A practice host needs no time for it.
 */
import { openFirewall } from '../../../../shared/host/fresh-firewall.ts';
import type { KernelState } from '../../../../shared/machine/kernel/kernel.ts';
import { allSysctls } from '../../../../shared/machine/kernel/sysctls.ts';
import type { Files } from '../../os/files/files.ts';
import type { Command, Process } from '../../os/machine.ts';
import { forgetSaid } from '../../os/network/kernel-log.ts';
import { tasksOf } from '../../os/processes/tasks.ts';

import { settingsAtStart } from '../core/setting-files.ts';
import { startNetworkd } from './networkd.ts';
import { forgetUnits, startUnit } from './own-units.ts';
import { packagedState } from './packaged-units.ts';
import { ownUnit } from './unit-file.ts';

const UNITS = '/etc/systemd/system';

export const bootAnew: Command = async (process) => {
  const { machine, user, stderr, userland } = process;
  if (user.uid !== 0) {
    await stderr.write('Call to Reboot failed: Interactive authentication required.\n');
    return 1;
  }
  if (userland !== machine.userland) {
    await stderr.write('Failed to connect to bus: No such file or directory\n');
    return 1;
  }
  machine.engine?.power('stop');
  machine.changeKernel(atStart);
  forgetSaid(machine);
  forgetUnits(machine);
  const { files } = userland;
  // Both are in memory only.
  files.write('/run/network/ifstate', '');
  await process.run(['sh', '-c', 'rm -rf /run/trunkline* /tmp/*']);
  await process.run(['ip', 'link', 'set', 'dev', 'lo', 'up']);
  await process.run(['ifup', '-a']);
  await startNetworkd(process);
  for (const path of settingsAtStart(files)) await process.run(['sysctl', '-q', '-p', path]);
  const units = wantedUnits(files);
  const early = units.filter(({ text }) => /^Before=.*\bdocker\.service\b/m.test(text));
  for (const unit of early) await start(process, unit);
  // On hosts that were made before units were files there is none.
  if ((packagedState(process, 'docker.service') ?? 'enabled') === 'enabled') machine.engine?.power('start');
  for (const unit of units) if (!early.includes(unit)) await start(process, unit);
  // Whoever was logged in is thrown out, and who has typed this too.
  for (const task of tasksOf(machine)) task.kill('KILL');
  return 0;
};

/** Only what the machine is made of is left. */
const atStart = (kernel: KernelState): KernelState => {
  const links = kernel.links
    .filter(({ kind }) => kind === 'nic' || kind === 'loopback')
    .map((link) => ({
      ...link,
      alias: undefined,
      master: undefined,
      promiscuous: false,
      mtu: link.kind === 'loopback' ? link.mtu : 1500,
      up: link.kind === 'loopback',
      addresses: link.kind === 'loopback' ? link.addresses : [],
    }));
  const { rules: _rules, tables: _tables, lent: _lent, loaded: _loaded, ...kept } = kernel;
  return {
    ...kept,
    links,
    routes: [],
    sysctls: allSysctls(
      links.map(({ name }) => name),
      {},
    ),
    firewall: { ...openFirewall, backend: kernel.firewall.backend },
  };
};

interface Unit {
  readonly name: string;
  readonly text: string;
}

/** Those of the administrator's that the usual target wants: by a link in its folder, or by a drop-in. */
function wantedUnits(files: Files): readonly Unit[] {
  const dropIns = under(files, `${UNITS}/multi-user.target.d`).flatMap((path) =>
    [...files.read(path).matchAll(/^Wants=(.+)$/gm)].flatMap(([, names = '']) => names.split(/\s+/)),
  );
  const names = [...new Set([...dropIns, ...namesIn(files, `${UNITS}/multi-user.target.wants`)])];
  return names.flatMap((name) => {
    const path = `${UNITS}/${name}`;
    return files.status(path)?.kind === 'file' ? [{ name, text: files.read(path) }] : [];
  });
}

async function start(process: Process, { name, text }: Unit): Promise<void> {
  const own = ownUnit(process.userland.files, name);
  if (own !== undefined && own.unsimulated === undefined) {
    await startUnit(process, own);
    return;
  }
  for (const [, line = ''] of text.matchAll(/^ExecStart=[-@:+!]*(.+)$/gm)) await process.run(['sh', '-c', line]);
}

const namesIn = (files: Files, folder: string): readonly string[] =>
  files.status(folder)?.kind === 'directory' ? files.list(folder).toSorted() : [];
const under = (files: Files, folder: string): readonly string[] =>
  namesIn(files, folder)
    .map((name) => `${folder}/${name}`)
    .filter((path) => files.status(path)?.kind === 'file');
