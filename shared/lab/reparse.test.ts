import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { editText } from './edit.ts';
import { reparse } from './reparse.ts';
import { nodeAt, parseSource, type Source, type SourceNode } from './source.ts';
import { anyEdit } from './testing/arbitrary-edit.ts';
import { withLab } from './testing/arbitrary-lab.ts';
import { formatted } from './testing/formatted.ts';
import { labData } from './things/model.ts';

// Hundreds of files are read twice; a machine that does other work too may need a while.
vi.setConfig({ testTimeout: 120_000 });

const ANY_LENGTH = 0;
const written = withLab((lab, choose) => ({ text: formatted(labData(lab), choose), edit: anyEdit(lab, choose) }));
/** What a person may type anywhere, right or wrong. */
const typed = fc.string({
  unit: fc.constantFrom(...' \n:{}[]"\'|>-#&*!%,ab1?\t', '\n  ', '\n      ', ': ', '- ', '|\n', '\n---\n', '\r\n'),
  maxLength: 4,
});

const sourceOf = (text: string): Source => {
  const { source } = parseSource(text);
  if (!source) throw new Error(`cannot be read:\n${text}`);
  return source;
};

/** With the order of keys, which a comparison of maps would not see. */
const shape = (node: SourceNode): unknown =>
  node.kind === 'map'
    ? { ...node, entries: [...node.entries].map(([key, entry]) => [key, { ...entry, value: shape(entry.value) }]) }
    : node.kind === 'list'
      ? { ...node, items: node.items.map(shape) }
      : node;

const seen = (source: Source | undefined): unknown =>
  source && { text: source.text, root: shape(source.root), lines: source.lines.lineStarts, aliases: source.aliases };

describe('reading a changed text again around the change', () => {
  it('gives what reading all of it gives, whatever the edit', () => {
    let near = 0;
    fc.assert(
      fc.property(written, ({ text, edit }) => {
        fc.pre(edit !== undefined);
        const edited = editText(text, [edit]);
        fc.pre(edited.ok);
        const found = reparse(sourceOf(text), edited.ok ? edited.value : '', ANY_LENGTH);
        if (!found) return;
        near++;
        expect(seen(found)).toEqual(seen(sourceOf(found.text)));
      }),
      { numRuns: 200 },
    );
    expect(near).toBeGreaterThan(0);
  });

  it('gives the same where anything at all is typed, and nothing for what cannot be read', () => {
    fc.assert(
      fc.property(written, typed, fc.nat(), fc.nat(6), ({ text }, added, where, gone) => {
        const at = where % (text.length + 1);
        const after = text.slice(0, at) + added + text.slice(at + gone);
        const found = reparse(sourceOf(text), after, ANY_LENGTH);
        if (found) expect(seen(found)).toEqual(seen(parseSource(after).source));
      }),
      { numRuns: 800 },
    );
  });

  it.each([
    [
      'further left than its entry',
      'images:\n "a":\n\n# note\n  from: |-\n    docker02\n',
      '  from: |-',
      '# from: |-',
      ' ',
    ],
    ['below its entry', 'registry:\n\n# note\n  host: docker01\n', 'host: docker01', 'constructor', ''],
  ])('gives nothing where the whole cannot be read for a comment %s', (_where, entry, from, to, indent) => {
    const others = [1, 2, 3, 4, 5, 6].map((one) => `${indent}c${one}:\n${indent} from: docker01\n`).join('');
    const after = (entry + others).replace(from, to);
    expect(parseSource(after).source).toBeUndefined();
    expect(reparse(sourceOf(entry + others), after, ANY_LENGTH)).toBeUndefined();
  });

  it('gives the same after several changes, whatever was looked at between them', () => {
    const change = fc.record({ added: typed, where: fc.nat(), gone: fc.nat(3), looked: fc.boolean() });
    fc.assert(
      fc.property(written, fc.array(change, { minLength: 2, maxLength: 5 }), ({ text }, changes) => {
        let source = sourceOf(text);
        for (const { added, where, gone, looked } of changes) {
          const at = where % (source.text.length + 1);
          const after = source.text.slice(0, at) + added + source.text.slice(at + gone);
          const found = reparse(source, after, ANY_LENGTH);
          if (!found) continue;
          source = found;
          if (looked) expect(seen(source)).toEqual(seen(sourceOf(after)));
        }
        expect(seen(source)).toEqual(seen(sourceOf(source.text)));
      }),
      { numRuns: 200 },
    );
  });

  it('moves what stands below the change, and looks into none of it', () => {
    const many = Array.from({ length: 20 }, (_, at) => `  host${at}:\n    ssh: { address: 10.0.0.${at + 1} }\n`);
    const text = `trunkline: 1\nname: x\nhosts:\n${many.join('')}`;
    const below = (source: Source | undefined) => nodeAt(source?.root as SourceNode, ['hosts', 'host9']);
    const found = reparse(sourceOf(text), text.replace('10.0.0.7 ', '10.0.0.77 '), ANY_LENGTH);
    const again = reparse(found as Source, text.replace('10.0.0.7 ', '10.0.0.777 '), ANY_LENGTH);
    for (const [source, by] of [
      [found, 1],
      [again, 2],
    ] as const) {
      expect(below(source)?.start).toBe((below(sourceOf(text))?.start ?? 0) + by);
      expect(Object.getOwnPropertyDescriptor(below(source), 'entries')?.get).toBeDefined();
    }
    expect(seen(again)).toEqual(seen(sourceOf(again?.text ?? '')));
  });

  it('reads only the entry in which something has changed', () => {
    const many = Array.from({ length: 20 }, (_, at) => `  host${at}:\n    ssh: { address: 10.0.0.${at + 1} }\n`);
    const text = `trunkline: 1\nname: x\nhosts:\n${many.join('')}layout:\n  host0: { x: 1, y: 2 }\n`;
    const before = sourceOf(text);
    const found = reparse(before, text.replace('10.0.0.7 ', '10.0.0.77 '), ANY_LENGTH);
    const hosts = (source: Source | undefined) =>
      source?.root.kind === 'map' ? source.root.entries.get('hosts')?.value : undefined;
    const [was, is] = [hosts(before), hosts(found)];
    if (was?.kind !== 'map' || is?.kind !== 'map') throw new Error('hosts are a map');
    expect(is.entries.get('host1')).toBe(was.entries.get('host1'));
    expect(seen(found)).toEqual(seen(sourceOf(found?.text ?? '')));
  });

  it('reads only the entry whose key has changed, and more where it is no key any more', () => {
    const many = Array.from({ length: 20 }, (_, at) => `  host${at}:\n    ssh: { address: 10.0.0.${at + 1} }\n`);
    const text = `trunkline: 1\nname: x\nhosts:\n${many.join('')}`;
    const before = sourceOf(text);
    for (const [key, near] of [
      ['other', true],
      ['host7', true],
      ['"host 7"', true],
      ['#host7', false],
      ['- host7', false],
      ['  host7', false],
      ['host6', false],
      ['', false],
    ] as const) {
      const after = text.replace('host7:', `${key}:`);
      const found = reparse(before, after, ANY_LENGTH);
      expect([key, found !== undefined]).toEqual([key, near]);
      if (found) expect(seen(found)).toEqual(seen(sourceOf(after)));
    }
  });

  it('gives the same where anything at all is typed into a key', () => {
    fc.assert(
      fc.property(written, typed, fc.nat(), fc.nat(3), ({ text }, added, which, gone) => {
        const keys = [...text.matchAll(/^ *(?=[\w"'.-]+:)/gm)].map((match) => match.index + match[0].length);
        const at = keys[which % keys.length] ?? 0;
        const after = text.slice(0, at) + added + text.slice(at + gone);
        const found = reparse(sourceOf(text), after, ANY_LENGTH);
        if (found) expect(seen(found)).toEqual(seen(parseSource(after).source));
      }),
      { numRuns: 600 },
    );
  });
});
