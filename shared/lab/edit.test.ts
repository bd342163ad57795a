import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  add,
  attachmentPath,
  containerPath,
  type Edit,
  editLab,
  editText,
  hostPath,
  interfacePath,
  openLab,
  remove,
  set,
  setOrUnset,
} from './edit.ts';
import { readLab } from './read.ts';
import { parseSource } from './source.ts';
import { templateNamed } from './templates.ts';
import { anyEdit } from './testing/arbitrary-edit.ts';
import { withLab } from './testing/arbitrary-lab.ts';
import { editModel } from './testing/edit-model.ts';
import { formatted } from './testing/formatted.ts';
import * as values from './things/model.ts';
import { labData } from './things/model.ts';

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

it('begins a section in lines where empty brackets kept its place, and leaves brackets that have something in them', () => {
  const host = { ssh: { address: '192.168.1.11' } };
  const first = editText('trunkline: 1\nname: x\nhosts: {} # mine\nexpect: []\n', [
    add(hostPath('docker01'), host),
    add(['expect'], { from: 'docker01', to: 'docker01', reachable: true }),
  ]);
  expect(first.ok && first.value).toBe(`trunkline: 1
name: x
hosts: # mine
  docker01:
    ssh: { address: 192.168.1.11 }
expect:
  - { from: docker01, to: docker01, reachable: true }
`);
  const kept = editText('{ trunkline: 1, name: x, hosts: {} }', [add(hostPath('docker01'), host)]);
  expect(kept.ok && kept.value).toBe(
    '{ trunkline: 1, name: x, hosts: { docker01: { ssh: { address: 192.168.1.11 } } } }',
  );
});

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
          { kind: 'set', path: ['name'], value: lab.name },
          { kind: 'set', path: ['hosts', host.name, 'ssh'], value: { ...host.ssh } },
          ...(host.routing === undefined
            ? [{ kind: 'unset', path: ['hosts', host.name, 'routing'] } as const]
            : [set(['hosts', host.name, 'routing'], values.routingData(host.routing))]),
          ...host.interfaces.map((item) =>
            setOrUnset([...interfacePath(host.name, item.name), 'address'], item.address),
          ),
          ...host.containers.map((item) => set([...containerPath(host.name, item.name), 'command'], item.command)),
          ...host.containers.flatMap((item) =>
            item.attachments.map(({ network, address, mac }) =>
              set(attachmentPath(host.name, item.name, network), { address, mac }),
            ),
          ),
          ...lab.layout.positions.map(({ id, x, y }) => set(['layout', id], { x, y })),
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
          const edited = editText(text, [set(['hosts', host.name, 'ssh', 'address'], '10.99.99.99')]);
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
          const added = editText(text, [add(containerPath(host.name, 'zz'), { image: 'a' })]);
          // One line may get a comma, a brace or a first entry; two when its bracket closes on the next.
          expect(added.ok && linesLost(text, added.value)).toBeLessThanOrEqual(2);
          if (!added.ok) continue;
          const again = editText(added.value, [remove(containerPath(host.name, 'zz'))]);
          expect(again.ok && linesLost(text, again.value)).toBeLessThanOrEqual(2);
        }
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });

  it('at any path with any value makes a lab or is refused', () => {
    const steps = [
      'hosts',
      'docker01',
      'interfaces',
      'ens33',
      'address',
      'networks',
      'expect',
      'layout',
      'name',
      'zz',
      '',
      0,
      7,
    ];
    const path = fc.array(fc.constantFrom<string | number>(...steps), { maxLength: 6 });
    const value = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<never>;
    const edit: fc.Arbitrary<Edit> = fc.oneof(
      fc.record({ kind: fc.constantFrom('add' as const, 'set' as const), path, value }),
      fc.record({ kind: fc.constantFrom('unset' as const, 'remove' as const), path }),
      fc.record({ kind: fc.constant('rename' as const), path, to: fc.string() }),
      fc.record({ kind: fc.constant('move' as const), path, to: path }),
    );
    const document = openLab(templateNamed('vlans-two-hosts')?.text ?? '');
    fc.assert(
      fc.property(edit, (any) => {
        const edited = editLab(document, [any]);
        if (edited.ok) expect(openLab(edited.value.text).lab).toEqual(edited.value.lab);
        else for (const { message } of edited.problems) expect(message.length).toBeLessThan(400);
      }),
      { numRuns: 400, endOnFailure: true },
    );
  });
});
