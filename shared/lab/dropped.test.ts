import { expect, it } from 'vitest';
import { type Dropped, faultOfDropped, faultOfText } from './dropped.ts';
import { vlansTwoHosts } from './templates/vlans-two-hosts.ts';

const file = (more: Partial<Dropped> = {}): Dropped => ({
  name: 'lab.yaml',
  type: '',
  size: 900,
  isFolder: false,
  ...more,
});
const said = (...items: readonly Dropped[]): string | undefined => faultOfDropped(items)?.message;

it('takes one file that may be a lab, and says of anything else what it is', () => {
  expect(said(file())).toBeUndefined();
  expect(said()).toBe('Not opened: there is no file in what was dropped.');
  expect(said(file(), file())).toBe('Not opened: 2 files were dropped, and one lab is open at a time.');
  expect(said(file({ name: 'labs', isFolder: true }))).toBe('Not opened: "labs" is a folder.');
  expect(said(file({ name: 'photo.png', type: 'image/png' }))).toBe(
    'Not opened: "photo.png" is a picture, and a lab is a text file.',
  );
  expect(said(file({ size: 1e12 }))).toMatch(/has 1000000000000 bytes/);
});

it('opens a lab, right or wrong, and no other text', () => {
  expect(faultOfText('lab.yaml', vlansTwoHosts.text)).toBeUndefined();
  expect(faultOfText('lab.yaml', vlansTwoHosts.text.replace('172.16.10.10', 'nowhere'))).toBeUndefined();
  expect(faultOfText('lab.yaml', 'trunkline: 1\nhosts: {')).toBeUndefined();
  expect(faultOfText('compose.yaml', 'services: {}\n')?.message).toMatch(
    /^Not opened: "compose.yaml": .*the key trunkline, the version of the format, is missing\.$/,
  );
  expect(faultOfText('empty', '')?.message).toBe('Not opened: "empty": the file is empty.');
  expect(faultOfText('a.bin', 'PK\u0003\u0004\uFFFD\uFFFD')?.message).toBe('Not opened: "a.bin" is not text.');
  expect(faultOfText('a.bin', 'trunkline\0')?.message).toMatch(/is not text/);
  expect(faultOfText('prose.txt', 'Once upon a time: {')?.code).toBe('not-opened');
});
