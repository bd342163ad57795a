import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { editLab, openLab } from '../lab/edit.ts';
import type { Host } from '../lab/lab.ts';
import { anyEdit } from '../lab/testing/arbitrary-edit.ts';
import { withLab } from '../lab/testing/arbitrary-lab.ts';
import { formatted } from '../lab/testing/formatted.ts';
import { labData } from '../lab/things/model.ts';
import { eachHost } from './each-host.ts';
import { RULES } from './rules.ts';
import { checkRules } from './validate.ts';

vi.setConfig({ testTimeout: 120_000 });

const written = withLab((lab, choose) => ({ text: formatted(labData(lab), choose), edit: anyEdit(lab, choose) }));

it('rules find in an edited lab what they find in one that nobody has seen before', () => {
  let edits = 0;
  fc.assert(
    fc.property(written, ({ text, edit }) => {
      const before = openLab(text);
      fc.pre(edit !== undefined && before.lab !== undefined);
      if (!before.lab) return;
      checkRules(before.lab);
      const edited = editLab(before, [edit]);
      fc.pre(edited.ok);
      const lab = edited.ok ? edited.value.lab : undefined;
      if (!lab) return;
      edits++;
      const fresh = openLab(edited.ok ? edited.value.text : '').lab;
      if (!fresh) throw new Error('it has been read once');
      for (const { code, check } of RULES) expect([code, check(lab)]).toEqual([code, check(fresh)]);
    }),
    { numRuns: 200 },
  );
  expect(edits).toBeGreaterThan(0);
});

it('a host is asked again when it or a network is another one, and no other host is', () => {
  const host = (name: string, containers: string): string =>
    `  ${name}:\n    ssh: { address: 10.0.0.1 }\n    interfaces: { e0: { segment: lan } }\n    containers: { ${containers} }\n`;
  const text = (one: string, mode: string): string =>
    `# ${'a text that is worth it '.repeat(200)}\ntrunkline: 1\nname: x\nsegments: { lan: {} }\nhosts:\n${host('d1', one)}${host('d2', '')}networks:\n  n1: { driver: macvlan, mode: ${mode}, subnet: 10.1.0.0/24, parents: { d1: e0 } }\n`;
  const asked: string[] = [];
  const found = eachHost(({ name, containers }: Host, networks) => {
    asked.push(name);
    return `${containers.length} ${networks.network('n1')?.mode}`;
  });
  let document = openLab(text('', 'bridge'));
  const next = (of: string): unknown => {
    document = openLab(of, document);
    return document.lab ? found(document.lab) : document.problems;
  };
  expect(next(document.text)).toEqual(['0 bridge', '0 bridge']);
  expect(next(text('c1: { image: a, networks: { n1: 10.1.0.2 } }', 'bridge'))).toEqual(['1 bridge', '0 bridge']);
  expect(next(text('c1: { image: a, networks: { n1: 10.1.0.2 } }', 'vepa'))).toEqual(['1 vepa', '0 vepa']);
  expect(asked).toEqual(['d1', 'd2', 'd1', 'd1', 'd2']);
});
