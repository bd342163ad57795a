/** `reboot`, `poweroff`, `halt` and `shutdown`, as systemd 252 has them. */
import type { Command } from '../../os/machine.ts';
import { parseOptions, program, programName } from '../core/program.ts';
import { bootAnew } from './reboot.ts';
import { noPower } from './systemctl.ts';

const OPTIONS = `     --help      Show this help
     --halt      Halt the machine
  -p --poweroff  Switch off the machine
     --reboot    Reboot the machine
  -f --force     Force immediate halt/power-off/reboot
  -w --wtmp-only Don't halt/power-off/reboot, just write wtmp record
  -d --no-wtmp   Don't write wtmp record
     --no-wall   Don't send wall message before halt/power-off/reboot

See the halt(8) man page for details.
`;

const HELP: Readonly<Record<string, string>> = {
  reboot: `reboot [OPTIONS...] [ARG]\n\nReboot the system.\n\nOptions:\n${OPTIONS}`,
  poweroff: `poweroff [OPTIONS...]\n\nPower off the system.\n\nOptions:\n${OPTIONS}`,
  halt: `halt [OPTIONS...]\n\nHalt the system.\n\nOptions:\n${OPTIONS}`,
  shutdown: `shutdown [OPTIONS...] [TIME] [WALL...]

Shut down the system.

Options:
     --help      Show this help
  -H --halt      Halt the machine
  -P --poweroff  Power-off the machine
  -r --reboot    Reboot the machine
  -h             Equivalent to --poweroff, overridden by --halt
  -k             Don't halt/power-off/reboot, just send warnings
     --no-wall   Don't send wall message before halt/power-off/reboot
  -c             Cancel a pending shutdown
     --show      Show pending shutdown

See the shutdown(8) man page for details.
`,
};

/** Which of the three it is by its name, unless an option says another. */
export const power: Command = program(async (process) => {
  const name = programName(process);
  const options = parseOptions(process, {
    // `-h`, `-i` and `-n` are there for old habits and mean nothing.
    flags: '?0prw',
    silent: 'fdhin1',
    terse: true,
    long: {
      ...{ help: '?', halt: '0', poweroff: 'p', reboot: 'r', force: 'f', 'wtmp-only': 'w', 'no-wtmp': 'd' },
      'no-wall': '1',
    },
  });
  if (options.has('?')) {
    await process.stdout.write(HELP[name] ?? '');
    return 0;
  }
  if (options.has('w')) return 0;
  const stays = options.has('0') || options.has('p');
  return !stays && (name === 'reboot' || options.has('r')) ? await bootAnew(process) : await noPower(process);
});

export const shutdown: Command = async (process) => {
  if (!process.argv.includes('--help')) return await noPower(process);
  await process.stdout.write(HELP.shutdown ?? '');
  return 0;
};
