import { expect, test } from 'vitest';
import { PerlError, perl } from './perl-pattern.ts';

const found = (pattern: string, text: string): string | undefined => {
  const match = perl(pattern).exec(text);
  return match && text.slice(match[0], match[1]);
};

test('what Perl has and POSIX has not', () => {
  expect(found('inet \\K[\\d.]+', 'inet 10.0.0.1/24')).toBe('10.0.0.1');
  expect(found('(?<=dev )\\w+', 'via 10.0.0.1 dev ens33')).toBe('ens33');
  expect(found('a.*?c', 'abcabc')).toBe('abc');
  expect(found('[[:digit:]]{2,}', 'vlan 10')).toBe('10');
  expect(found('\\h+', 'a \tb')).toBe(' \t');
  expect(found('[]x]', 'a]')).toBe(']');
});

test('one that takes too long is given up, and what is not simulated is said', () => {
  expect(() => perl('^(a+)+$').exec(`${'a'.repeat(60)}b`)).toThrow("exceeded PCRE's backtracking limit");
  expect(() => perl('a++')).toThrow('practice hosts do not simulate');
  expect(() => perl('(?>a)')).toThrow(PerlError);
  expect(() => perl('\\Qa')).toThrow('practice hosts do not simulate \\Q');
});
