import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { templateNamed } from '../../shared/lab/templates.ts';
import { readArguments } from './arguments.ts';
import { scripted } from './testing/scripted.ts';

const folder = mkdtempSync(join(tmpdir(), 'trunkline-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

const VLANS = templateNamed('vlans-two-hosts')?.text ?? '';

test('an export goes to standard output, and what it cannot say to standard error', async () => {
  const told = await scripted(['export', 'lab.yaml', '--format', 'script'], {}, { file: VLANS });
  expect(told.status).toBe(0);
  expect(told.out.join('')).toMatch(/^#!\/bin\/sh\n/);
  expect(told.said.join('\n')).toMatch(/^note: What stood on the hosts before is not written down/);
});

test('or to a file', async () => {
  const path = join(folder, 'lab.md');
  const told = await scripted(['export', 'lab.yaml', '--format', 'runbook', '--out', path], {}, { file: VLANS });
  expect(told).toMatchObject({ status: 0, out: [`Written: ${path}`] });
  expect(readFileSync(path, 'utf8')).toMatch(/^# vlans-two-hosts\n/);
});

test('a format with a file for each host goes to a folder', async () => {
  const path = join(folder, 'composed');
  const told = await scripted(['export', 'lab.yaml', '--format', 'compose', '--out', path], {}, { file: VLANS });
  expect(told).toMatchObject({
    status: 0,
    out: ['docker01', 'docker02', 'router'].map((host) => `Written: ${join(path, `${host}.yaml`)}`),
  });
  expect(readFileSync(join(path, 'docker02.yaml'), 'utf8')).toMatch(/^# docker02\n/);
});

test('an export never takes the place of the lab file that it is made from', async () => {
  const path = join(folder, 'docker02.yaml');
  writeFileSync(path, VLANS);
  symlinkSync('docker02.yaml', join(folder, 'link.md'));
  const exported = (format: string, out: string) =>
    scripted(['export', path, '--format', format, '--out', out], {}, { file: VLANS, path });
  for (const told of [
    await exported('runbook', path),
    await exported('runbook', join(folder, 'link.md')),
    // One of its files is called as the lab file is; the others are not written either.
    await exported('compose', folder),
  ]) {
    expect(told).toMatchObject({ status: 1, out: [] });
    expect(told.said.join('\n')).toContain('is the lab file itself');
  }
  expect(readFileSync(path, 'utf8')).toBe(VLANS);
  expect(existsSync(join(folder, 'docker01.yaml'))).toBe(false);
});

test('a file that cannot be written is no export', async () => {
  const path = join(folder, 'no', 'folder\0', 'lab.md');
  const told = await scripted(['export', 'lab.yaml', '--format', 'runbook', '--out', path], {}, { file: VLANS });
  expect(told.status).toBe(1);
  expect(told.said.join('\n')).toMatch(/^error: .* could not be written: /);
});

test('for programs all of it is one document', async () => {
  const told = await scripted(['export', 'lab.yaml', '--format', 'runbook', '--json'], {}, { file: VLANS });
  expect(JSON.parse(told.out.join(''))).toMatchObject({
    format: 'runbook',
    files: [{ name: 'vlans-two-hosts.md', text: expect.stringMatching(/^# /) }],
    unsaid: [],
  });
});

test('what no Docker would take is refused as by a deploy', async () => {
  const file = VLANS.replace('172.16.10.11 }', '10.0.0.9 }');
  const told = await scripted(['export', 'lab.yaml', '--format', 'script'], {}, { file });
  expect(told).toMatchObject({ status: 1, out: [] });
  expect(told.said.join('\n')).toContain('10.0.0.9');
});

test('a format has to be named, and be one', () => {
  expect(readArguments(['export', 'lab.yaml'])).toMatchObject({
    kind: 'wrong',
    message: expect.stringMatching(/^export needs a format: --format runbook.* or \w+$/),
  });
  expect(readArguments(['export', 'lab.yaml', '--format', 'word'])).toMatchObject({
    kind: 'wrong',
    message: expect.stringContaining('runbook, script'),
  });
});

test('in a folder that is gone an export says so, and what is absolute goes on', async () => {
  const gone = vi.spyOn(process, 'cwd').mockImplementation(() => {
    throw Object.assign(new Error('ENOENT: no such file or directory, uv_cwd'), { code: 'ENOENT' });
  });
  const exported = (out: string) =>
    scripted(['export', 'lab.yaml', '--format', 'runbook', '--out', out], {}, { file: VLANS });
  const [relative, absolute] = [await exported('lab.md'), await exported(join(folder, 'there.md'))];
  gone.mockRestore();
  expect(relative.status).toBe(1);
  expect(relative.said.at(-2)).toBe(
    'error: lab.md could not be written: the folder that this program was started in is gone.',
  );
  expect(absolute.status).toBe(0);
});
