/** Hosts take turns with the generations: each place has each of them once. */
import { type LabGeneration, labGenerations } from './lab.ts';

export const turns: readonly (readonly LabGeneration[])[] = labGenerations.map((_, first) => [
  ...labGenerations.slice(first),
  ...labGenerations.slice(0, first),
]);

/** In one turn each, or in all of them: `TRUNKLINE_ALL_TURNS=1`. */
export const inTurn = <Item>(items: readonly Item[], turn: number): readonly Item[] =>
  process.env.TRUNKLINE_ALL_TURNS ? items : items.filter((_, index) => index % turns.length === turn);
