/** `dd`: blocks from one file to another. */
import { FileError } from '../../os/files/files.ts';
import { DISK_LIMIT } from '../../os/files/memory-files.ts';
import type { Command, Process } from '../../os/machine.ts';
import type { Input } from '../../os/streams.ts';
import { absolute, Failure, isBusybox, open, program } from './program.ts';

const UNITS: Readonly<Record<string, number>> = {
  ...{ '': 1, c: 1, w: 2, b: 512, k: 1024, K: 1024, M: 1024 ** 2, G: 1024 ** 3, kB: 1000, KB: 1000, MB: 1e6, GB: 1e9 },
};
function numberIn(text: string): number {
  const [, digits, unit = ''] = /^(\d+)([a-zA-Z]*)$/.exec(text) ?? [];
  const by = UNITS[unit];
  if (digits === undefined || by === undefined) throw new Failure(`invalid number: '${text}'`);
  return Number(digits) * by;
}

const KNOWN = ['if', 'of', 'bs', 'count', 'skip', 'seek', 'conv', 'status', 'ibs', 'obs', 'iflag', 'oflag', 'cbs'];

function asked(process: Process): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const word of process.argv.slice(1)) {
    const [name = '', value] = word.split(/=(.*)/s);
    if (value === undefined || !KNOWN.includes(name))
      throw new Failure(`unrecognized operand '${word}'\nTry 'dd --help' for more information.`);
    if (
      ['ibs', 'obs', 'cbs', 'iflag'].includes(name) ||
      (name === 'conv' && !/^(?:notrunc|fsync|fdatasync)(?:,|$)/.test(value))
    )
      throw new Failure(`practice hosts do not simulate ${word}`);
    found.set(name, value);
  }
  return found;
}

/** As much as is wanted, or as there is. */
async function taken(input: Input, wanted: number): Promise<string> {
  let text = '';
  while (text.length < wanted) {
    const more = await input.read();
    if (more === undefined) break;
    text += more;
    // Nobody waits for the end of what has none.
    if (text.length > DISK_LIMIT * 2) break;
  }
  return text.slice(0, wanted);
}

export const dd: Command = program(async (process) => {
  const words = asked(process);
  const size = numberIn(words.get('bs') ?? '512');
  const count = words.get('count');
  const skip = numberIn(words.get('skip') ?? '0') * size;
  const seek = numberIn(words.get('seek') ?? '0') * size;
  if (size === 0) throw new Failure("invalid number: '0'");
  const wanted = skip + (count === undefined ? DISK_LIMIT * 2 : numberIn(count) * size);
  if (wanted - skip > DISK_LIMIT && count !== undefined)
    throw new Failure(`practice hosts do not simulate files of more than ${DISK_LIMIT / 1024 / 1024} MiB`);
  const failing = (path: string, error: unknown): never => {
    if (!(error instanceof FileError)) throw error;
    throw new Failure(`failed to open '${path}': ${error.message}`);
  };
  const [from, to] = [words.get('if'), words.get('of')];
  let text = '';
  if (from === undefined) text = await taken(process.stdin, wanted);
  else
    try {
      const file = open(process, from, 'read');
      text = file.input === undefined ? '' : await taken(file.input, wanted);
      file.release();
    } catch (error) {
      failing(from, error);
    }
  text = text.slice(skip);
  if (text.length > DISK_LIMIT)
    throw new Failure(`error writing '${to ?? 'standard output'}': No space left on device`);
  if (to === undefined) await process.stdout.write(text);
  else
    try {
      const { files } = process.userland;
      const full = absolute(process, to);
      const isOld = files.status(full)?.kind === 'file';
      const before = isOld && (seek > 0 || words.get('conv')?.startsWith('notrunc')) ? files.read(full) : '';
      const after = words.get('conv')?.startsWith('notrunc') ? before.slice(seek + text.length) : '';
      const file = open(process, to, 'write');
      await file.output?.write(before.slice(0, seek).padEnd(seek, '\0') + text + after);
      file.release();
    } catch (error) {
      failing(to, error);
    }
  await report(process, text.length, size, words.get('status'));
  return 0;
});

async function report(process: Process, bytes: number, size: number, status: string | undefined): Promise<void> {
  if (status === 'none') return;
  const [whole, part] = [Math.floor(bytes / size), bytes % size === 0 ? 0 : 1];
  const lines = [`${whole}+${part} records in`, `${whole}+${part} records out`];
  // Nothing takes any time here: as fast as a disk.
  const seconds = (bytes / 1e9 + 0.000_1).toPrecision(6).replace(/0+$/, '');
  const decimal =
    bytes >= 1e6 ? `${Number((bytes / 1e6).toPrecision(2))} MB` : `${Number((bytes / 1e3).toPrecision(2))} kB`;
  const binary =
    bytes >= 1024 ** 2
      ? `${Number((bytes / 1024 ** 2).toPrecision(2))} MiB`
      : `${Number((bytes / 1024).toPrecision(2))} KiB`;
  const sizes = bytes < 1000 ? '' : bytes < 1024 ? ` (${decimal})` : ` (${decimal}, ${binary})`;
  const rate = `${(bytes / Number(seconds) / 1e6).toFixed(0)} MB/s`;
  if (status !== 'noxfer')
    lines.push(
      isBusybox(process)
        ? `${bytes} bytes copied, ${seconds} seconds, ${rate}`
        : `${bytes} bytes${sizes} copied, ${seconds} s, ${rate}`,
    );
  await process.stderr.write(`${lines.join('\n')}\n`);
}
