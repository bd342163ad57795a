import { expect, it } from 'vitest';
import type { KernelLink } from './kernel-link.ts';
import { LinkIndex } from './link-index.ts';

const link = (name: string, index: number, more: Partial<KernelLink> = {}): KernelLink =>
  ({ name, index, kind: 'nic', parent: undefined, master: undefined, addresses: [], ...more }) as KernelLink;

const names = (links: readonly KernelLink[]): readonly string[] => links.map(({ name }) => name);

it('finds links by name, number, parent and master, of two with one name the first', () => {
  const first = link('a', 1);
  const index = LinkIndex.of([first, link('a', 2), link('a.1', 3, { parent: 'a' }), link('b', 4, { master: 'br0' })]);
  expect(index.named('a')).toBe(first);
  expect(index.numbered(4)?.name).toBe('b');
  expect(names(index.on('a'))).toEqual(['a.1']);
  expect(names(index.portsOf('br0'))).toEqual(['b']);
  for (const none of [index.named(undefined), index.named('x'), index.numbered(9)]) expect(none).toBeUndefined();
  for (const none of [index.on('x'), index.portsOf('a')]) expect(none).toEqual([]);
});

it('moves on with a list that gets one link more or another one, and the list before stays what it was', () => {
  const before = [link('a', 1), link('a.1', 2, { parent: 'a', master: 'br0' })];
  const more = LinkIndex.of(before).with(link('a.2', 3, { parent: 'a' }));
  const after = LinkIndex.of(more).with(link('a.1', 7, { parent: 'b', master: 'br1' }));
  expect(names(after)).toEqual(['a', 'a.1', 'a.2']);
  const index = LinkIndex.of(after);
  expect([
    names(index.on('a')),
    names(index.on('b')),
    names(index.portsOf('br0')),
    names(index.portsOf('br1')),
  ]).toEqual([['a.2'], ['a.1'], [], ['a.1']]);
  expect([index.numbered(2), index.numbered(7)?.name]).toEqual([undefined, 'a.1']);
  expect(names(before)).toEqual(['a', 'a.1']);
  expect(names(LinkIndex.of(before).portsOf('br0'))).toEqual(['a.1']);
  expect(names(LinkIndex.of(more).on('a'))).toEqual(['a.1', 'a.2']);
});
