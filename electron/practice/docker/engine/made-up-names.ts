/** Names for containers that nobody named: two words of Docker's own lists, chosen by the container's id. */
import type { EngineState } from './state.ts';

const LEFT =
  'admiring bold brave busy clever cool dazzling eager elegant epic festive focused gallant gifted happy hopeful hungry inspiring jolly keen kind laughing lucid modest mystifying nifty nostalgic optimistic peaceful pensive practical quirky relaxed romantic serene sharp sleepy stoic sweet tender thirsty trusting upbeat vibrant vigilant wizardly wonderful xenodochial youthful zealous zen'.split(
    ' ',
  );
const RIGHT =
  'albattani bardeen bell bohr boole carson cerf chandrasekhar cori curie darwin dijkstra easley edison einstein elion euclid euler faraday fermat fermi feynman franklin galileo gates goldberg hamilton hawking heisenberg hodgkin hopper hypatia jackson jones kare keller kepler khorana kilby knuth lamport leakey lovelace mayer mccarthy meitner mendel morse newton nobel noether pasteur perlman ritchie shannon swirles tesla thompson torvalds turing wozniak yonath'.split(
    ' ',
  );

export function freeName({ containers }: EngineState, id: string): string {
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const draw = Number.parseInt(id.slice(attempt * 8, attempt * 8 + 8), 16);
    const name = `${LEFT[draw % LEFT.length]}_${RIGHT[Math.floor(draw / LEFT.length) % RIGHT.length]}`;
    if (!containers.some((item) => item.name === name)) return name;
  }
  return id.slice(0, 12);
}
