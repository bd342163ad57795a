import { describe, expect, it } from 'vitest';
import { type Edit, editLab, editText, openLab } from './edit.ts';
import { TEMPLATES, templateNamed } from './templates.ts';

const vlans = templateNamed('vlans-two-hosts')?.text ?? '';

function edited(text: string, ...edits: readonly Edit[]): string {
  const result = editText(text, edits);
  if (!result.ok) throw new Error(result.problems.map((item) => item.message).join('\n'));
  return result.value;
}

/** The lines that differ: `-` gone, `+` new. */
function difference(before: string, after: string): readonly string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < old.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  return [
    ...old.slice(start, old.length - end).map((line) => `-${line}`),
    ...now.slice(start, now.length - end).map((line) => `+${line}`),
  ];
}

const bbox10 = { host: 'docker01', container: 'bbox10', network: 'mac_net10' } as const;
const moved: Edit = { kind: 'change-attachment', ...bbox10, change: { address: '172.16.10.99' } };

describe('editing the VLAN lab', () => {
  it('changes a container’s address and nothing else', () => {
    expect(difference(vlans, edited(vlans, moved))).toEqual([
      '-      bbox10: { image: busybox, command: sh, networks: { mac_net10: 172.16.10.10 } }',
      '+      bbox10: { image: busybox, command: sh, networks: { mac_net10: 172.16.10.99 } }',
    ]);
  });

  it('gives a container a MAC address, and takes its fixed addresses away', () => {
    const withMac = edited(vlans, { kind: 'change-attachment', ...bbox10, change: { mac: '02:42:ac:10:0a:0a' } });
    expect(difference(vlans, withMac)[1]).toContain('{ mac_net10: { address: 172.16.10.10, mac: 02:42:ac:10:0a:0a } }');
    const without = edited(withMac, { kind: 'change-attachment', ...bbox10, change: { address: null, mac: null } });
    expect(difference(vlans, without)[1]).toContain('networks: { mac_net10: {} } }');
  });

  it('adds things in the style of the file', () => {
    const after = edited(
      vlans,
      {
        kind: 'add-interface',
        host: 'docker01',
        interface: { kind: 'vlan', name: 'ens33.30', parent: 'ens33', vlan: 30, address: undefined },
      },
      {
        kind: 'add-network',
        network: {
          name: 'mac_net30',
          driver: 'macvlan',
          mode: 'bridge',
          subnet: '172.16.30.0/24',
          gateway: '172.16.30.1',
          range: undefined,
          reserved: [],
          parents: [{ host: 'docker01', interface: 'ens33.30' }],
        },
      },
      {
        kind: 'add-container',
        host: 'docker01',
        container: {
          name: 'bbox30',
          image: 'busybox',
          command: ['sh', '-c', 'sleep 1'],
          attachments: [{ network: 'mac_net30', address: undefined, mac: undefined }],
        },
      },
      { kind: 'set-position', id: 'docker01', position: { x: 120, y: 80 } },
      { kind: 'set-expectation', from: 'docker01/bbox30', to: 'docker01', reachable: false },
    );
    const added = difference(vlans, after).filter((line) => line.startsWith('+'));
    expect(added.slice(0, 1)).toEqual(['+      ens33.30: { parent: ens33, vlan: 30 }']);
    expect(after).toContain(
      '\n      bbox30: { image: busybox, command: [sh, "-c", sleep 1], networks: { mac_net30: {} } }\n',
    );
    expect(
      after.slice(after.lastIndexOf('    parents: { docker01: ens33.20')),
    ).toBe(`    parents: { docker01: ens33.20, docker02: ens33.20 }

  mac_net30:
    driver: macvlan
    mode: bridge
    subnet: 172.16.30.0/24
    gateway: 172.16.30.1
    parents: { docker01: ens33.30 }

layout:
  docker01: { x: 120, y: 80 }

expect:
  - { from: docker01/bbox30, to: docker01, reachable: false }
`);
  });

  it('renames a host wherever it is named, and removes it with all that names it', () => {
    const renamed = edited(vlans, { kind: 'rename', thing: { kind: 'host', name: 'docker02' }, to: 'node2' });
    expect(difference(vlans, renamed).filter((line) => /node2/.test(line))).toEqual([
      '+  node2:',
      '+    parents: { docker01: ens33.10, node2: ens33.10 }',
      '+    parents: { docker01: ens33.20, node2: ens33.20 }',
    ]);
    const removed = openLab(edited(vlans, { kind: 'remove', thing: { kind: 'host', name: 'docker02' } }));
    expect(removed.problems).toEqual([]);
    expect(removed.lab?.hosts.map((host) => host.name)).toEqual(['docker01', 'router']);
    expect(removed.text).toContain('parents: { docker01: ens33.10 }');
  });

  it('removes an interface with the sub-interfaces, networks’ parents and containers’ places that stand on it', () => {
    const after = openLab(
      edited(vlans, { kind: 'remove', thing: { kind: 'interface', host: 'docker01', name: 'ens33' } }),
    );
    expect(after.problems).toEqual([]);
    const [docker01] = after.lab?.hosts ?? [];
    expect(docker01?.interfaces).toEqual([]);
    expect(docker01?.containers.map((item) => item.attachments)).toEqual([[], []]);
    expect(after.lab?.networks.map((network) => network.parents.map((parent) => parent.host))).toEqual([
      ['docker02'],
      ['docker02'],
    ]);
  });

  it('empties every template thing by thing and never spoils it', () => {
    for (const { text } of TEMPLATES) {
      let document = openLab(text);
      for (let lab = document.lab; lab !== undefined; lab = document.lab) {
        const [host, network, segment] = [lab.hosts[0], lab.networks[0], lab.segments[0]];
        const [container] = host?.containers ?? [];
        const thing =
          (container && host && ({ kind: 'container', host: host.name, name: container.name } as const)) ??
          (host && ({ kind: 'host', name: host.name } as const)) ??
          (network && ({ kind: 'network', name: network.name } as const)) ??
          (segment && ({ kind: 'segment', name: segment.name } as const));
        if (thing === undefined) break;
        const next = editLab(document, [{ kind: 'remove', thing }]);
        expect(next).toMatchObject({ ok: true, value: { problems: [] } });
        if (!next.ok) break;
        document = next.value;
      }
      expect(document.lab).toMatchObject({ segments: [], hosts: [], networks: [] });
      const comments = (of: string): number => of.split('\n').filter((line) => line.startsWith('#')).length;
      expect(comments(document.text)).toBe(comments(text));
    }
  });
});

describe('an edit keeps what people wrote', () => {
  const head = 'trunkline: 1\r\nname:   "test"   # my lab\r\n';

  it('with Windows line breaks, odd spaces and no line break at the end', () => {
    const text = `${head}segments:\r\n      lan: {vlans: [10,20]}  # trunk`;
    expect(edited(text, { kind: 'add-segment', segment: { name: 'dmz', vlans: 'all' } })).toBe(
      `${text}\r\n      dmz: { vlans: all }`,
    );
    expect(edited(text, { kind: 'rename-lab', name: 'other' })).toBe(text.replace('"test"', '"other"'));
    expect(edited(text, { kind: 'change-segment', name: 'lan', vlans: 'none' })).toBe(text.replace('[10,20]', 'none'));
  });

  it('with brackets over many lines and a comment at each', () => {
    const text = `${head}segments: {\r\n  a: { vlans: all }, # first\r\n  b: { vlans: none } # second\r\n}\r\n`;
    expect(edited(text, { kind: 'add-segment', segment: { name: 'c', vlans: 'all' } })).toBe(
      text.replace('none } # second', 'none }, # second\r\n  c: { vlans: all }'),
    );
    expect(edited(text, { kind: 'remove', thing: { kind: 'segment', name: 'b' } })).toBe(
      `${head}segments: {\r\n  a: { vlans: all } # first\r\n}\r\n`,
    );
    expect(edited(text, { kind: 'remove', thing: { kind: 'segment', name: 'a' } })).toBe(
      `${head}segments: {\r\n  b: { vlans: none } # second\r\n}\r\n`,
    );
  });

  it('with a comment where nothing is yet', () => {
    const text = 'trunkline: 1\nname: test\nsegments: # none yet\n  # add yours here\nhosts:\n';
    expect(edited(text, { kind: 'add-segment', segment: { name: 'lan', vlans: 'all' } })).toBe(
      'trunkline: 1\nname: test\nsegments: # none yet\n  lan: { vlans: all }\n  # add yours here\nhosts:\n',
    );
  });

  it('when aliases stand for it: the other places keep their value', () => {
    const text = 'trunkline: 1\nname: test\nsegments:\n  a: &trunk { vlans: [10] } # anchor\n  b: *trunk\n';
    expect(edited(text, { kind: 'change-segment', name: 'b', vlans: 'all' })).toBe(
      'trunkline: 1\nname: test\nsegments:\n  a: &trunk { vlans: [10] } # anchor\n  b: { vlans: all }\n',
    );
    expect(edited(text, { kind: 'change-segment', name: 'a', vlans: 'none' })).toBe(
      'trunkline: 1\nname: test\nsegments:\n  a: &trunk { vlans: none } # anchor\n  b: { vlans: [10] }\n',
    );
  });

  it('and what people do not type: quotes, braces and line breaks in values come back as they went in', () => {
    for (const word of [
      "it's",
      '"',
      '#',
      'a: b',
      '{',
      '\n',
      '\t',
      '- x',
      '',
      ' ',
      'null',
      '1e3',
      '\\',
      '$HOME',
      '`id`',
      '日本',
    ]) {
      const after = openLab(
        edited(vlans, {
          kind: 'change-container',
          host: 'docker01',
          name: 'bbox10',
          change: { command: ['sh', word] },
        }),
      );
      expect(after.lab?.hosts[0]?.containers[0]?.command).toEqual(['sh', word]);
    }
  });
});

describe('an edit that cannot be made', () => {
  const refused = (text: string, edit: Edit) => {
    const result = editText(text, [edit]);
    return result.ok ? undefined : result.problems[0];
  };

  it('is refused in a sentence, and the file stays as it is', () => {
    expect(refused(vlans, { ...moved, change: { address: 'soon' } })).toMatchObject({
      code: 'bad-value',
      subject: 'docker01/bbox10',
    });
    expect(refused(vlans, { kind: 'rename', thing: { kind: 'host', name: 'docker01' }, to: '$(id)' })).toMatchObject({
      code: 'bad-name',
    });
    expect(
      refused(vlans, { kind: 'rename', thing: { kind: 'host', name: 'docker01' }, to: '__proto__' }),
    ).toMatchObject({ code: 'bad-name' });
    expect(refused(vlans, { kind: 'rename', thing: { kind: 'host', name: 'docker01' }, to: 'docker02' })).toMatchObject(
      { code: 'name-taken' },
    );
    expect(
      refused(vlans, { kind: 'remove', thing: { kind: 'container', host: 'docker01', name: 'ghost' } }),
    ).toMatchObject({ code: 'no-such-thing' });
    expect(refused(vlans, { kind: 'detach', ...bbox10, network: 'mac_net20' })).toMatchObject({
      code: 'no-such-thing',
    });
    expect(refused('trunkline: [', moved)).toMatchObject({ code: 'not-editable' });
  });

  it('stops all edits that come with it', () => {
    const document = openLab(vlans);
    const result = editLab(document, [moved, { kind: 'rename-lab', name: 'No Name' }]);
    expect(result.ok).toBe(false);
    expect(document.text).toBe(vlans);
  });
});
