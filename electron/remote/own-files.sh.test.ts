import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchDirectory } from '../../shared/machine/files.ts';
import type { FileChange } from '../../shared/machine/operation.ts';
import { render } from '../../shared/machine/render.ts';
import { shells } from './testing/shells.ts';

const lab = 'two-hosts';
const MARK = `.trunkline-${lab}`;

describe.each(shells)('files of a lab on a host, in $name', ({ argv }) => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'own-files-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const at = (name: string): string => join(root, name);
  const there = (): readonly string[] => readdirSync(root, { recursive: true }).map(String).sort();
  /** With the watch's own place within the test's. */
  function run(operation: FileChange) {
    const [program = '', ...words] = render(operation).map((word) => word.replaceAll(watchDirectory(lab), at('watch')));
    const [command = '', ...before] = program === 'sh' ? argv.filter((word) => word !== '-s') : [program];
    const { status, stderr } = spawnSync(command, [...before, ...words], { encoding: 'utf8' });
    return { status, stderr: stderr.trim() };
  }
  const write = (name: string, text: string, fresh = true) =>
    run({ do: 'write-file', lab, path: at(name), mode: '600', text, fresh });
  const watch = (...names: string[]) => run({ do: 'begin-watch', lab, paths: names.map(at), reread: [] });
  const fine = { status: 0, stderr: '' };

  it('are written whole, with their directory, and nothing of it stays', () => {
    expect(write('10-lan.network.d/own.conf', 'VLAN=ens33.10\n')).toEqual(fine);
    expect(readFileSync(at('10-lan.network.d/own.conf'), 'utf8')).toBe('VLAN=ens33.10\n');
    expect(statSync(at('10-lan.network.d/own.conf')).mode & 0o777).toBe(0o600);
    expect(run({ do: 'remove-file', lab, path: at('10-lan.network.d/own.conf') })).toEqual(fine);
    expect(there()).toEqual([]);
  });

  it('leave a directory that was there, and one in which somebody has put something since', () => {
    mkdirSync(at('empty'));
    write('empty/a', '');
    run({ do: 'remove-file', lab, path: at('empty/a') });
    write('made/a', '');
    writeFileSync(at('made/theirs'), '');
    run({ do: 'remove-file', lab, path: at('made/a') });
    expect(there()).toEqual(['empty', 'made', `made/${MARK}`, 'made/theirs']);
  });

  it('never take the place of what is not ours', () => {
    writeFileSync(at('theirs'), 'as it was\n');
    expect(write('theirs', 'ours\n')).toMatchObject({ status: 1, stderr: expect.stringContaining('is there already') });
    expect(readFileSync(at('theirs'), 'utf8')).toBe('as it was\n');
  });

  it('stay when we come again in time, and nothing of the watch stays', () => {
    expect(watch('new')).toEqual(fine);
    write('new', 'text\n');
    const pid = Number(readFileSync(at('watch/pid'), 'utf8'));
    expect(run({ do: 'end-watch', lab })).toEqual(fine);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(there()).toEqual(['new']);
  });

  it('go back to the byte when the watch takes them back, which its end then says', () => {
    writeFileSync(at('old'), 'no line end');
    mkdirSync(at('gone'));
    writeFileSync(at('gone/x'), 'x\n');
    expect(watch('old', 'gone/x', 'made/new')).toEqual(fine);
    write('old', 'other\n', false);
    write('made/new', 'new\n');
    run({ do: 'remove-file', lab, path: at('gone/x') });
    expect(run({ do: 'take-back', lab })).toEqual(fine);
    expect(there()).toEqual(['gone', 'gone/x', 'old']);
    expect(readFileSync(at('old'), 'utf8')).toBe('no line end');
    expect(run({ do: 'end-watch', lab })).toMatchObject({
      status: 1,
      stderr: 'the watch on this host has taken back what was written',
    });
    expect(existsSync(at('watch'))).toBe(false);
  });
});
