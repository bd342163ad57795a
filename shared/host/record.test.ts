import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyOfSavedFile, savedFile } from './record.ts';

test('a key that people meet stays readable', () => {
  expect(savedFile('two-hosts', 'promiscuous:ens33')).toBe('/var/lib/trunkline/two-hosts/saved/promiscuous:ens33');
  expect(savedFile('two-hosts', 'address:ens33=192.168.1.11/24')).toBe(
    '/var/lib/trunkline/two-hosts/saved/address:ens33=192.168.1.11%2F24',
  );
});

test('every key has its own plain file name, and comes back from it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (key) => {
      const name = savedFile('lab', key).slice('/var/lib/trunkline/lab/saved/'.length);
      expect(name).toMatch(/^[A-Za-z0-9_%:=@-][A-Za-z0-9._%:=@-]*$/);
      expect(keyOfSavedFile(name)).toBe(key);
    }),
  );
});

test.each(['%', '%zz', '%2f', 'a b', '..'])('%j is no file of ours', (name) => {
  expect(keyOfSavedFile(name)).toBeUndefined();
});
