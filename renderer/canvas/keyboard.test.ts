import { expect, it } from 'vitest';
import { nearestInDirection } from './keyboard.ts';

const centres = [
  { x: 100, y: 0 },
  { x: 60, y: 80 },
  { x: 200, y: 4 },
  { x: 0, y: 90 },
];

it('goes to the nearest thing in the direction of the arrow', () => {
  expect(nearestInDirection({ x: 0, y: 0 }, centres, [1, 0])).toBe(0);
  expect(nearestInDirection({ x: 0, y: 0 }, centres, [0, 1])).toBe(3);
  expect(nearestInDirection({ x: 150, y: 0 }, centres, [1, 0])).toBe(2);
});

it('stays where nothing lies that way', () => {
  expect(nearestInDirection({ x: 0, y: 0 }, centres, [0, -1])).toBe(-1);
  expect(nearestInDirection({ x: 0, y: 0 }, [], [1, 0])).toBe(-1);
});
