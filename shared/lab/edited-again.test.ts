import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { add, containerPath, editLab, type LabDocument, openLab, remove, rename, set } from './edit.ts';
import { withLab } from './testing/arbitrary-lab.ts';
import { formatted } from './testing/formatted.ts';
import { labData } from './things/model.ts';

vi.setConfig({ testTimeout: 120_000 });

const counted = vi.hoisted(() => ({ characters: 0 }));
vi.mock('./yaml-document.ts', async (original) => {
  const real = await original<typeof import('./yaml-document.ts')>();
  return {
    ...real,
    composeYaml: (...[text, lines]: Parameters<typeof real.composeYaml>) => {
      counted.characters += text.length;
      return real.composeYaml(text, lines);
    },
  };
});

/** Hosts with a container each on one network. */
function hostLines(count: number): string {
  const hosts = Array.from({ length: count }, (_, at) => [
    `  h${at}:`,
    `    ssh: { address: 10.0.0.${at + 1} }`,
    `    interfaces: { ens33: { segment: lan, address: 10.0.0.${at + 1}/24 } }`,
    '    containers:',
    `      c${at}: { image: busybox, command: sh, networks: { net: 10.1.${at}.2 } }`,
  ]);
  const parents = hosts.map((_, at) => `h${at}: ens33`).join(', ');
  return `trunkline: 1
name: many
segments:
  lan: {}
hosts:
${hosts.flat().join('\n')}
networks:
  net: { driver: macvlan, mode: bridge, subnet: 10.1.0.0/16, parents: { ${parents} } }
`;
}

const large = openLab(hostLines(40));

/** How many characters are read as YAML meanwhile. */
function readFor(work: () => void): number {
  counted.characters = 0;
  work();
  return counted.characters;
}

const edited = (document: LabDocument, ...edits: Parameters<typeof editLab>[1]): LabDocument => {
  const done = editLab(document, edits);
  if (!done.ok) throw new Error(done.problems[0]?.message);
  return done.value;
};

/** Names of the things that are others than before. */
function others(before: LabDocument, after: LabDocument): readonly string[] {
  const known = new Set<object>([...(before.lab?.hosts ?? []), ...(before.lab?.networks ?? [])]);
  return [...(after.lab?.hosts ?? []), ...(after.lab?.networks ?? [])]
    .filter((thing) => !known.has(thing))
    .map(({ name }) => name);
}

describe('a large lab after an edit', () => {
  it('has every host and network that was not edited as the very one that it was', () => {
    const address = set([...containerPath('h7', 'c7'), 'networks', 'net'], '10.1.7.99');
    expect(others(large, edited(large, address))).toEqual(['h7']);
    expect(others(large, edited(large, rename(containerPath('h7', 'c7'), 'other')))).toEqual(['h7']);
    expect(others(large, edited(large, rename(['hosts', 'h7'], 'x')))).toEqual(['x', 'net']);
  });

  it('has them also where it was typed', () => {
    const typed = openLab(large.text.replace('10.1.7.2 ', '10.1.7.22 '), large);
    expect(others(large, typed)).toEqual(['h7']);
  });

  it('has only that read as YAML, also where it stands in several places', () => {
    expect(readFor(() => edited(large, rename(['hosts', 'h7'], 'x')))).toBeLessThan(large.text.length / 5);
    const box = { image: 'busybox', command: 'sh', networks: { net: '10.1.7.3' } };
    expect(readFor(() => edited(large, add(containerPath('h7', 'other'), box)))).toBeLessThan(500);
    expect(readFor(() => edited(large, remove(containerPath('h7', 'c7'))))).toBeLessThan(500);
    expect(readFor(() => openLab(large.text.replace('10.1.7.2 ', '10.1.7.22 '), large))).toBeLessThan(100);
  });
});

const written = withLab((lab, choose) => formatted(labData(lab), choose));
const typed = fc.string({
  unit: fc.constantFrom(...' \n:{}[]"#-,ab1_?!', '\n  ', '__proto__', '10', '\\'),
  maxLength: 4,
});

it('says the same of any text as if it had not been read before', () => {
  fc.assert(
    fc.property(written, typed, fc.nat(), fc.nat(6), (text, added, where, gone) => {
      const at = where % (text.length + 1);
      const after = text.slice(0, at) + added + text.slice(at + gone);
      const { lab, problems } = openLab(after, openLab(text));
      const fresh = openLab(after);
      expect({ lab, problems }).toEqual({ lab: fresh.lab, problems: fresh.problems });
    }),
    { numRuns: 400 },
  );
});
