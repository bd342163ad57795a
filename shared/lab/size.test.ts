import { describe, expect, it } from 'vitest';
import { MADE_FOR } from './limits.ts';
import { examineLab, readLab } from './read.ts';

const HEAD = 'trunkline: 1\nname: large\n';
const many = (count: number, entry: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => entry(at)).join('');
const segments = (count: number): string => `${HEAD}segments:\n${many(count, (at) => `  s${at}:\n`)}`;

describe('a lab over the sizes that the program is made for', () => {
  it('is told so first, and is read all the same', () => {
    expect(readLab(segments(MADE_FOR.segments))).toMatchObject({ ok: true, warnings: [] });
    const read = readLab(`${segments(MADE_FOR.segments + 1)}layout: { ghost: { x: 1, y: 1 } }\n`);
    expect(read).toMatchObject({
      ok: true,
      warnings: [{ code: 'larger-than-made-for' }, { code: 'unknown-position' }],
    });
    expect(read.ok && read.warnings[0]?.message).toBe(
      'The lab has 501 segments, and Trunkline is made for up to 500: all that is computed from it may take long.',
    );
  });

  it('is told of the list that is too long, and of whom', () => {
    const rules = many(1001, () => '{ source: 10.0.0.0/8, out: e0 }, ');
    const text = `${HEAD}segments: { s: }\nhosts:\n  h:\n    ssh: { address: h }\n    interfaces: { e0: { segment: s } }\n    routing: { masquerade: [${rules}] }\n`;
    expect(examineLab(text).problems).toMatchObject([
      { subject: 'h', message: expect.stringMatching(/^h has 1001 masq/) },
    ]);
  });
});

describe('interfaces on interfaces', () => {
  const chain = (count: number): string =>
    `${HEAD}segments: { s: }\nhosts:\n  h:\n    ssh: { address: h }\n    interfaces:\n      v0: { segment: s }\n${many(count, (at) => `      v${at + 1}: { parent: v${at}, vlan: 5 }\n`)}`;

  it('are as many as the kernel stacks', () => {
    expect(examineLab(chain(7)).problems).toEqual([]);
    expect(examineLab(chain(8)).problems).toMatchObject([{ code: 'nested-interfaces', subject: 'h:v8' }]);
    expect(examineLab(chain(900)).problems).toMatchObject([{ code: 'nested-interfaces', subject: 'h:v8' }]);
  });

  it('in a circle are told once, in a sentence of a person’s length', () => {
    const circle = `${HEAD}hosts:\n  h:\n    ssh: { address: h }\n    interfaces:\n${many(900, (at) => `      v${at}: { parent: v${(at + 1) % 900}, vlan: 5 }\n`)}`;
    expect(examineLab(circle).problems).toMatchObject([
      {
        code: 'parent-cycle',
        message: 'h:v0 stands on itself: v0 → v1 → v2 → v3 → v4 → v5 → v6 → … → v899 → v0.',
      },
    ]);
  });
});

describe('faults without number', () => {
  it.each([
    ['one key', (at: number) => `a: ${at}\n`, 2999],
    ['keys that nobody knows', (at: number) => `k${at}: 1\n`, 3000],
    ['lists as keys', () => '? [a]\n: 1\n', 3000],
    ['tags', (at: number) => `a${at}: !x y\n`, 3000],
  ])('are told as the first of them and how many more there are: %s', (_, entry, count) => {
    const { problems } = examineLab(`${HEAD}${many(3000, entry)}`);
    expect(problems.length).toBeLessThanOrEqual(201);
    expect(problems.at(-1)).toMatchObject({
      code: 'more-problems',
      severity: 'error',
      message: `There are ${count - problems.length + 1} more problems that are not listed here.`,
    });
  });

  it('stand behind what an alias stands for: an anchor that is given again', () => {
    const text = `${HEAD}segments:\n  a: &v { vlans: [1] }\n  b: { vlans: [2] }\n  c: *v\n  d: &v { vlans: [3] }\n  e: *v\n`;
    const read = readLab(text);
    expect(read.ok && read.value.segments.map(({ vlans }) => vlans)).toEqual([[1], [2], [1], [3], [3]]);
  });
});
