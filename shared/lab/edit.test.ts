import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { labData } from './edit/values.ts';
import { type Edit, editLab, editText, openLab } from './edit.ts';
import { readLab } from './read.ts';
import { parseSource } from './source.ts';
import { anyEdit } from './testing/arbitrary-edit.ts';
import { withLab } from './testing/arbitrary-lab.ts';
import { editModel } from './testing/edit-model.ts';
import { formatted } from './testing/formatted.ts';

// Thousands of files are written and read again; a machine that does other work too may need a while.
vi.setConfig({ testTimeout: 120_000 });

const written = withLab((lab, choose) => ({ lab, text: formatted(labData(lab), choose), edit: anyEdit(lab, choose) }));

/** How many lines of `before` are not, in their order, in `after`. */
function linesLost(before: string, after: string): number {
  const lines = before.split('\n');
  // The longest common subsequence: whoever looks for the next equal line instead is led astray by a line that comes twice.
  let kept = new Array<number>(lines.length + 1).fill(0);
  for (const line of after.split('\n')) {
    const next = [0];
    for (const [at, own] of lines.entries())
      next.push(own === line ? (kept[at] ?? 0) + 1 : Math.max(kept[at + 1] ?? 0, next[at] ?? 0));
    kept = next;
  }
  return lines.length - (kept.at(-1) ?? 0);
}

describe('an edit of a file, however it is written', () => {
  it('reads as the lab that was written', () => {
    fc.assert(
      fc.property(written, ({ lab, text }) => {
        expect(readLab(text)).toEqual({ ok: true, value: lab, warnings: [] });
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('means for the drawing what the edit says', () => {
    fc.assert(
      fc.property(written, ({ lab, text, edit }) => {
        fc.pre(edit !== undefined);
        const edited = editLab(openLab(text), [edit]);
        if (!edited.ok) throw new Error(edited.problems.map((item) => `${item.code} ${item.message}`).join('\n'));
        expect(edited.value.lab).toEqual(editModel(lab, edit));
        expect(openLab(edited.value.text).lab).toEqual(edited.value.lab);
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  it('keeps every line break as it is', () => {
    fc.assert(
      fc.property(written, ({ text, edit }) => {
        fc.pre(edit !== undefined);
        const edited = editText(text, [edit]);
        const mixed = (of: string): boolean => /[^\r]\n/.test(of) && of.includes('\r\n');
        expect(edited.ok && mixed(edited.value)).toBe(mixed(text));
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('that sets what is there already changes no byte', () => {
    fc.assert(
      fc.property(written, ({ lab, text }) => {
        const [host] = lab.hosts;
        if (host === undefined) return;
        const same: readonly Edit[] = [
          { kind: 'rename-lab', name: lab.name },
          { kind: 'change-ssh', host: host.name, change: { ...host.ssh, key: host.ssh.key ?? null } },
          { kind: 'set-routing', host: host.name, routing: host.routing ?? null },
          { kind: 'set-registry', registry: lab.registry ?? null },
          ...host.interfaces.map(
            (item): Edit => ({
              kind: 'change-interface',
              host: host.name,
              name: item.name,
              change: { address: item.address ?? null },
            }),
          ),
          ...host.containers.map(
            (item): Edit => ({ kind: 'change-container', host: host.name, name: item.name, change: item }),
          ),
          ...lab.layout.positions.map(({ id, x, y }): Edit => ({ kind: 'set-position', id, position: { x, y } })),
        ];
        expect(editText(text, same)).toMatchObject({ ok: true, value: text });
      }),
    );
  });

  it('of one value leaves all bytes before and after it', () => {
    fc.assert(
      fc.property(written, ({ lab, text }) => {
        const { source } = parseSource(text);
        for (const host of lab.hosts) {
          const edited = editText(text, [{ kind: 'change-ssh', host: host.name, change: { address: '10.99.99.99' } }]);
          const root = source?.root;
          const hosts = root?.kind === 'map' ? root.entries.get('hosts')?.value : undefined;
          const ssh = hosts?.kind === 'map' ? hosts.entries.get(host.name)?.value : undefined;
          const address = ssh?.kind === 'map' ? ssh.entries.get('ssh')?.value : undefined;
          const node = address?.kind === 'map' ? address.entries.get('address')?.value : undefined;
          if (!edited.ok || node === undefined) throw new Error('not found');
          expect(edited.value.startsWith(text.slice(0, node.start))).toBe(true);
          expect(edited.value.endsWith(text.slice(node.end))).toBe(true);
        }
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });

  it('that adds or removes a container loses no other line', () => {
    fc.assert(
      fc.property(written, ({ lab, text }) => {
        for (const host of lab.hosts) {
          const added = editText(text, [
            {
              kind: 'add-container',
              host: host.name,
              container: { name: 'zz', image: 'a', command: [], attachments: [] },
            },
          ]);
          // One line may get a comma, a brace or a first entry; two when its bracket closes on the next.
          expect(added.ok && linesLost(text, added.value)).toBeLessThanOrEqual(2);
          if (!added.ok) continue;
          const again = editText(added.value, [
            { kind: 'remove', thing: { kind: 'container', host: host.name, name: 'zz' } },
          ]);
          expect(again.ok && linesLost(text, again.value)).toBeLessThanOrEqual(2);
        }
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });
});
