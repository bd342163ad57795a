import { expect, it } from 'vitest';
import { parseJson, withoutNul } from './untrusted.ts';

it('makes NUL characters unreadable ones wherever a host puts them: no command can hold them', () => {
  expect(parseJson('{"a\\u0000b": ["x\\u0000", 1], "c": "\\\\u0000"}')).toEqual({
    'a\ufffdb': ['x\ufffd', 1],
    c: '\\u0000',
  });
  expect(withoutNul(`ens${String.fromCharCode(0)}33`)).toBe('ens\ufffd33');
});
