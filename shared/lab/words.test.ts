import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseImage } from './image.ts';
import { joinWords, splitWords } from './words.ts';

const words = (text: string): readonly string[] | string => {
  const split = splitWords(text);
  return split.ok ? split.words : split.fault;
};

it('splits a command as a shell would, and expands nothing', () => {
  expect(words('sleep  3600')).toEqual(['sleep', '3600']);
  expect(words(`sh -c 'echo "$HOME" && ls *'`)).toEqual(['sh', '-c', 'echo "$HOME" && ls *']);
  expect(words('echo "a \\"b\\" \\$c \\n" d\\ e ""')).toEqual(['echo', 'a "b" $c \\n', 'd e', '']);
  expect(words('echo $HOME; reboot')).toEqual(['echo', '$HOME;', 'reboot']);
  expect(words('')).toEqual([]);
});

it('says what is not closed', () => {
  expect(words("sh '")).toContain('single quote');
  expect(words('sh "a')).toContain('double quote');
  expect(words('sh \\')).toContain('backslash');
});

it('joins words into what splits into them again', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary-ascii' })), (list) => {
      expect(words(joinWords(list))).toEqual(list);
    }),
  );
  expect(joinWords(['sh', '-c', "it's"])).toBe("sh -c 'it'\\''s'");
});

it('takes image references apart as Docker does', () => {
  expect(parseImage('busybox')).toEqual({ registry: undefined, path: 'busybox', tag: undefined, digest: undefined });
  expect(parseImage('192.168.1.11:5000/busybox:v1')).toMatchObject({
    registry: '192.168.1.11:5000',
    path: 'busybox',
    tag: 'v1',
  });
  expect(parseImage('192.168.1.11/busybox:v1')).toMatchObject({ registry: '192.168.1.11', tag: 'v1' });
  expect(parseImage('library/busybox')).toMatchObject({ registry: undefined, path: 'library/busybox' });
  expect(parseImage('localhost/a__b-c.d')).toMatchObject({ registry: 'localhost' });
  expect(parseImage(`a@sha256:${'0'.repeat(64)}`)).toMatchObject({ digest: `sha256:${'0'.repeat(64)}` });
  const none = ['', '-v', 'Busybox', 'a b', 'a:', 'a@x', '/a', 'a//b', 'a:$(id)', 'a\nb', '-x/a', 'a'.repeat(256)];
  for (const text of none) expect(parseImage(text), text).toBeUndefined();
});
