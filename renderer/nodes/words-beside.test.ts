import { expect, test } from 'vitest';
import type { HostLayout, Item } from '../../shared/drawing/types.ts';
import { wordsBeside } from './words-beside.ts';

const nic = (name: string, x: number): Item =>
  ({
    kind: 'interface',
    vertex: name,
    iface: { kind: 'nic', name, segment: 'lan', address: undefined, promiscuous: true },
    rect: { x, y: 100, width: 112, height: 40 },
  }) as unknown as Item;
const wordsIn = (width: number, ...items: readonly Item[]) => wordsBeside({ width, items } as unknown as HostLayout);

test('two cards with room for one word between them share none of it', () => {
  const [first, second, ...others] = wordsIn(500, nic('a', 16), nic('b', 230));
  expect([first?.vertex, second?.vertex, others.length]).toEqual(['a', 'b', 0]);
  expect(first?.right).toBe(false);
  // At its left stands the word of the other: it has its own at its right.
  expect(second).toMatchObject({ right: false, x: 348 });
});

test('where nothing is beside a card the word ends at it, and where there is no room there is no word', () => {
  expect(wordsIn(300, nic('a', 94))).toMatchObject([{ vertex: 'a', right: true, x: 10, width: 78 }]);
  expect(wordsIn(140, nic('a', 14))).toEqual([]);
});
