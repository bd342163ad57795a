import { createHmac, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { keysFor, knownLine } from './known-hosts-file.ts';

const key = Buffer.from('a key');
const encoded = key.toString('base64');

test('finds what it wrote, and by its port', () => {
  const text = knownLine('Docker01.example', 22, 'ssh-ed25519', key) + knownLine('fe80::1', 2222, 'ssh-rsa', key);
  expect(keysFor(text, 'docker01.EXAMPLE', 22)).toEqual([{ type: 'ssh-ed25519', key, revoked: false }]);
  expect(keysFor(text, 'fe80::1', 2222)).toHaveLength(1);
  expect(keysFor(text, 'fe80::1', 22)).toEqual([]);
  expect(keysFor(text, 'docker01.example', 2222)).toEqual([]);
});

test.each([
  ['several names', 'docker01,192.168.1.11', true],
  ['a pattern', '192.168.1.*', true],
  ['a pattern of single characters', '192.168.1.1?', true],
  ['another pattern', '*.168.2.*', false],
  ['a pattern and an exception', '192.168.1.*,!192.168.1.11', false],
  ['a name that only begins alike', '192.168.1.1', false],
])('understands %s', (_what, hosts, found) => {
  expect(keysFor(`${hosts} ssh-ed25519 ${encoded} a comment\n`, '192.168.1.11', 22)).toHaveLength(found ? 1 : 0);
});

test('understands hashed names', () => {
  const salt = randomBytes(20);
  const hash = createHmac('sha1', salt).update('[192.168.1.11]:2222').digest('base64');
  const line = `|1|${salt.toString('base64')}|${hash} ssh-ed25519 ${encoded}`;
  expect(keysFor(line, '192.168.1.11', 2222)).toHaveLength(1);
  expect(keysFor(line, '192.168.1.12', 2222)).toEqual([]);
});

test('keeps revoked keys apart and passes over what it does not understand', () => {
  const text = [
    '# a comment',
    '',
    'nonsense',
    `@cert-authority * ssh-ed25519 ${encoded}`,
    `@revoked h ssh-ed25519 ${encoded}`,
    '|1|h',
    '|1|a|b ssh-ed25519',
  ].join('\r\n');
  expect(keysFor(text, 'h', 22)).toEqual([{ type: 'ssh-ed25519', key, revoked: true }]);
});

test('a pattern of many stars is no trap', () => {
  expect(keysFor(`${'*a'.repeat(200)} ssh-ed25519 ${encoded}`, 'a'.repeat(199), 22)).toEqual([]);
});
