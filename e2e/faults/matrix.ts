/** The table {fault} × {place}: which cells it has, which of them a seed chooses, and what came of them. */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { type LabHost, labHosts, up } from '../lab/lab.ts';
import { Bench } from './bench.ts';
import { type CellResult, runCell } from './cell.ts';
import { type Fault, faults } from './faults.ts';
import type { Hold } from './gate.ts';
import { type FaultPlace, placesOf } from './places.ts';

export interface MatrixOptions {
  /** Which cells, and in which order; at which of a place's commands a fault strikes. */
  readonly seed: number;
  /** 1: all cells. 0.1: a tenth of them, with every fault among them. */
  readonly share: number;
  /** One of so many parts of the cells, from 0 on: for several labs at a time. */
  readonly part?: { readonly of: number; readonly index: number };
  /** Cells whose `FAULT @ PLACE` does not match are left out. */
  readonly only?: RegExp;
  /** One result a line; what is in it is not run again. */
  readonly results?: string;
  readonly say: (line: string) => void;
}

interface Chosen {
  readonly place: FaultPlace;
  readonly fault: Fault;
  readonly hold: Hold;
}

export interface MatrixEnd {
  readonly results: readonly CellResult[];
  readonly table: string;
}

const hash = (...parts: readonly (string | number)[]): number =>
  createHash('sha256').update(parts.join('\n')).digest().readUInt32BE(0);

const cellName = ({ fault, place }: { readonly fault: string; readonly place: string }): string =>
  `${fault} @ ${place}`;

function choose(places: readonly FaultPlace[], { seed, share, only }: MatrixOptions): readonly Chosen[] {
  const columns = faults.map((fault) =>
    places
      .map((place) => ({ place, fault, number: hash(seed, fault.name, place.name) }))
      .filter(({ place }) => only?.test(cellName({ fault: fault.name, place: place.name })) ?? true)
      .sort((a, b) => a.number - b.number),
  );
  const all = columns.flatMap((column) => column.map((cell, index) => ({ ...cell, index })));
  // The first of every fault, then the second of every fault: a part of the table has something of everything.
  all.sort((a, b) => a.index - b.index || a.number - b.number);
  return all.slice(0, Math.ceil(all.length * share)).flatMap(({ place, fault, number }) => {
    const hold = place.holds[number % place.holds.length];
    return hold ? [{ place, fault, hold }] : [];
  });
}

const read = (path: string | undefined): readonly CellResult[] =>
  path === undefined || !existsSync(path)
    ? []
    : readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as CellResult);

/** Runs on all three hosts at the same time, a cell on each; they know nothing of each other. */
export async function runMatrix(options: MatrixOptions): Promise<MatrixEnd> {
  const { say, results: path } = options;
  say('hosts are made ready');
  await up();
  const benches = await Promise.all(labHosts.map((host: LabHost) => Bench.make(host)));
  const [first] = benches;
  if (!first) throw new Error('the lab has no host');
  const places = placesOf({ wires: await first.plan('wires'), containers: await first.plan('containers') });
  const { of, index } = options.part ?? { of: 1, index: 0 };
  const wanted = choose(places, options);
  const start = (part: number): number => Math.floor((wanted.length * part) / of);
  const chosen = wanted.slice(start(index), start(index + 1));
  const results = [...read(path)];
  const done = new Set(results.map(cellName));
  const waiting = chosen.filter(({ fault, place }) => !done.has(cellName({ fault: fault.name, place: place.name })));
  say(`${chosen.length} cells, ${waiting.length} of them to be run`);
  try {
    await Promise.all(
      benches.map(async (bench) => {
        for (let cell = waiting.shift(); cell; cell = waiting.shift()) {
          const result = await runCell(bench, cell.place, cell.fault, cell.hold);
          results.push(result);
          if (path !== undefined) appendFileSync(path, `${JSON.stringify(result)}\n`);
          say(lineOf(result));
        }
      }),
    );
  } finally {
    for (const bench of benches) bench.dispose();
  }
  return { results, table: tableOf(places, results) };
}

const lineOf = (result: CellResult): string =>
  [
    `${result.disagreements.length === 0 ? 'ok ' : 'DISAGREES '} ${cellName(result)} (${result.held}) on ${result.host}, ${result.seconds} s — ${result.said}`,
    ...result.disagreements.map((text) => `    ${text.replaceAll('\n', '\n    ')}`),
  ].join('\n');

function tableOf(places: readonly FaultPlace[], results: readonly CellResult[]): string {
  const width = Math.max(...faults.map(({ name }) => name.length));
  const at = (fault: Fault, place: FaultPlace): string => {
    const result = results.find((one) => one.fault === fault.name && one.place === place.name);
    return result === undefined ? '.' : result.disagreements.length === 0 ? 'o' : 'X';
  };
  const rows = faults.map((fault) => {
    const ran = results.filter((one) => one.fault === fault.name);
    const wrong = ran.filter(({ disagreements }) => disagreements.length > 0).length;
    const cells = places.map((place) => ` ${at(fault, place)} `).join('');
    return `${fault.name.padEnd(width)} ${cells}  ${String(ran.length).padStart(3)} cells, ${wrong} disagree`;
  });
  const wrong = results.filter(({ disagreements }) => disagreements.length > 0).length;
  return [
    'o: it told the truth and all came out well; X: a disagreement; .: not run',
    ...places.map((place, index) => `${String(index + 1).padStart(2)}: ${place.name}`),
    `${''.padEnd(width)} ${places
      .map((_place, index) =>
        String(index + 1)
          .padStart(2)
          .padEnd(3),
      )
      .join('')}`,
    ...rows,
    `${results.length} cells on real hosts, ${wrong} disagreements`,
  ].join('\n');
}
