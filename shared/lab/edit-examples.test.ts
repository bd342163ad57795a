import { describe, expect, it } from 'vitest';
import {
  add,
  attachmentPath,
  containerPath,
  type Edit,
  editLab,
  editText,
  hostPath,
  interfacePath,
  move,
  networkPath,
  openLab,
  pathOf,
  remove,
  rename,
  segmentPath,
  set,
  unset,
} from './edit.ts';
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

const bbox10 = attachmentPath('docker01', 'bbox10', 'mac_net10');
const moved = set([...bbox10, 'address'], '172.16.10.99');

describe('editing the VLAN lab', () => {
  it('changes a container’s address and nothing else', () => {
    expect(difference(vlans, edited(vlans, moved))).toEqual([
      '-      bbox10: { image: busybox, command: sh, networks: { mac_net10: 172.16.10.10 } }',
      '+      bbox10: { image: busybox, command: sh, networks: { mac_net10: 172.16.10.99 } }',
    ]);
  });

  it('gives a container a MAC address, and takes its fixed addresses away', () => {
    const withMac = edited(vlans, set([...bbox10, 'mac'], '02:42:ac:10:0a:0a'));
    expect(difference(vlans, withMac)[1]).toContain('{ mac_net10: { address: 172.16.10.10, mac: 02:42:ac:10:0a:0a } }');
    const without = edited(withMac, unset([...bbox10, 'address']), unset([...bbox10, 'mac']));
    expect(difference(vlans, without)[1]).toContain('networks: { mac_net10: {} } }');
  });

  it('adds things in the style of the file', () => {
    const after = edited(
      vlans,
      add(interfacePath('docker01', 'ens33.30'), { vlan: 30, parent: 'ens33' }),
      add(networkPath('mac_net30'), {
        subnet: '172.16.30.0/24',
        gateway: '172.16.30.1',
        driver: 'macvlan',
        mode: 'bridge',
        parents: { docker01: 'ens33.30' },
      }),
      add(containerPath('docker01', 'bbox30'), {
        image: 'busybox',
        command: ['sh', '-c', 'sleep 1'],
        networks: { mac_net30: null },
      }),
      set(['layout', 'docker01'], { x: 120, y: 80 }),
      add(['expect'], { from: 'docker01/bbox30', to: 'docker01', reachable: false }),
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
    const renamed = edited(vlans, rename(hostPath('docker02'), 'node2'));
    expect(difference(vlans, renamed).filter((line) => /node2/.test(line))).toEqual([
      '+  node2:',
      '+    parents: { docker01: ens33.10, node2: ens33.10 }',
      '+    parents: { docker01: ens33.20, node2: ens33.20 }',
    ]);
    const removed = openLab(edited(vlans, remove(hostPath('docker02'))));
    expect(removed.problems).toEqual([]);
    expect(removed.lab?.hosts.map((host) => host.name)).toEqual(['docker01', 'router']);
    expect(removed.text).toContain('parents: { docker01: ens33.10 }');
  });

  it('removes an interface with the sub-interfaces, networks’ parents and containers’ places that stand on it', () => {
    const after = openLab(edited(vlans, remove(interfacePath('docker01', 'ens33'))));
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
        const next = editLab(document, [remove(pathOf(thing))]);
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

describe('moving things of the VLAN lab', () => {
  it('takes a container to another host, with what names it', () => {
    const expected = edited(
      vlans,
      add(['expect'], { from: 'docker01/bbox10', to: 'docker02', reachable: true }),
      set(['layout', 'docker01/bbox10'], { x: 1, y: 2 }),
    );
    const after = edited(expected, move(containerPath('docker01', 'bbox10'), hostPath('router')));
    expect(difference(expected, after).filter((line) => line.includes('bbox10'))).toEqual([
      '-      bbox10: { image: busybox, command: sh, networks: { mac_net10: 172.16.10.10 } }',
      '-  - { from: docker01/bbox10, to: docker02, reachable: true }',
      '-  docker01/bbox10: { x: 1, y: 2 }',
      '+      bbox10: { image: busybox, command: sh, networks: { mac_net10: 172.16.10.10 } }',
      '+  - { from: router/bbox10, to: docker02, reachable: true }',
      '+  router/bbox10: { x: 1, y: 2 }',
    ]);
    expect(openLab(after).lab?.hosts.map((host) => host.containers.map(({ name }) => name))).toEqual([
      ['bbox20'],
      ['bbox11', 'bbox21'],
      ['bbox10'],
    ]);
  });

  it('takes a container’s place to another network, a card to another segment, and a network’s parent to another sub-interface', () => {
    const wide = edited(
      vlans,
      add(segmentPath('dmz'), {}),
      move(attachmentPath('docker01', 'bbox10', 'mac_net10'), networkPath('mac_net20')),
      set(attachmentPath('docker01', 'bbox10', 'mac_net20'), {}),
      move(interfacePath('docker01', 'ens33'), segmentPath('dmz')),
      move([...networkPath('mac_net10'), 'parents', 'docker01'], interfacePath('docker01', 'ens33')),
      move(interfacePath('docker01', 'ens33.20'), interfacePath('docker01', 'ens33.10')),
    );
    const { lab, problems } = openLab(wide);
    expect(problems).toEqual([]);
    const [docker01] = lab?.hosts ?? [];
    expect(docker01?.containers[0]?.attachments).toEqual([{ network: 'mac_net20' }]);
    expect(docker01?.interfaces).toMatchObject([{ segment: 'dmz' }, { parent: 'ens33' }, { parent: 'ens33.10' }]);
    expect(lab?.networks[0]?.parents[0]).toEqual({ host: 'docker01', interface: 'ens33' });
  });

  it('is refused where it means nothing, and where the name is taken', () => {
    const why = (...edits: readonly Edit[]) => {
      const result = editText(vlans, edits);
      return result.ok ? undefined : result.problems[0]?.message;
    };
    expect(why(move(hostPath('docker01'), segmentPath('lan')))).toBe('docker01 cannot be moved to lan.');
    expect(why(move(interfacePath('docker01', 'ens33'), segmentPath('dmz')))).toBe(
      'There is no segment "dmz", so that it cannot be changed.',
    );
    const bbox11 = rename(containerPath('docker02', 'bbox11'), 'bbox10');
    expect(why(bbox11, move(containerPath('docker01', 'bbox10'), hostPath('docker02')))).toBe(
      'There is a container docker02/bbox10 already.',
    );
  });
});

describe('an edit keeps what people wrote', () => {
  const head = 'trunkline: 1\r\nname:   "test"   # my lab\r\n';

  it('with Windows line breaks, odd spaces and no line break at the end', () => {
    const text = `${head}segments:\r\n      lan: {vlans: [10,20]}  # trunk`;
    expect(edited(text, add(segmentPath('dmz'), { vlans: 'all' }))).toBe(`${text}\r\n      dmz: { vlans: all }`);
    expect(edited(text, set(['name'], 'other'))).toBe(text.replace('"test"', '"other"'));
    expect(edited(text, set([...segmentPath('lan'), 'vlans'], 'none'))).toBe(text.replace('[10,20]', 'none'));
  });

  it('with brackets over many lines and a comment at each', () => {
    const text = `${head}segments: {\r\n  a: { vlans: all }, # first\r\n  b: { vlans: none } # second\r\n}\r\n`;
    expect(edited(text, add(segmentPath('c'), { vlans: 'all' }))).toBe(
      text.replace('none } # second', 'none }, # second\r\n  c: { vlans: all }'),
    );
    expect(edited(text, remove(segmentPath('b')))).toBe(`${head}segments: {\r\n  a: { vlans: all } # first\r\n}\r\n`);
    expect(edited(text, remove(segmentPath('a')))).toBe(`${head}segments: {\r\n  b: { vlans: none } # second\r\n}\r\n`);
  });

  it('with a comment where nothing is yet', () => {
    const text = 'trunkline: 1\nname: test\nsegments: # none yet\n  # add yours here\nhosts:\n';
    expect(edited(text, add(segmentPath('lan'), { vlans: 'all' }))).toBe(
      'trunkline: 1\nname: test\nsegments: # none yet\n  lan: { vlans: all }\n  # add yours here\nhosts:\n',
    );
  });

  it('when aliases stand for it: the other places keep their value', () => {
    const text = 'trunkline: 1\nname: test\nsegments:\n  a: &trunk { vlans: [10] } # anchor\n  b: *trunk\n';
    expect(edited(text, set([...segmentPath('b'), 'vlans'], 'all'))).toBe(
      'trunkline: 1\nname: test\nsegments:\n  a: &trunk { vlans: [10] } # anchor\n  b: { vlans: all }\n',
    );
    expect(edited(text, set([...segmentPath('a'), 'vlans'], 'none'))).toBe(
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
      const after = openLab(edited(vlans, set([...containerPath('docker01', 'bbox10'), 'command'], ['sh', word])));
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
    expect(refused(vlans, set([...bbox10, 'address'], 'soon'))).toMatchObject({
      code: 'bad-value',
      subject: 'docker01/bbox10',
    });
    expect(refused(vlans, rename(hostPath('docker01'), '$(id)'))).toMatchObject({
      code: 'bad-name',
    });
    expect(refused(vlans, rename(hostPath('docker01'), '__proto__'))).toMatchObject({ code: 'bad-name' });
    expect(refused(vlans, rename(hostPath('docker01'), 'docker02'))).toMatchObject({ code: 'name-taken' });
    expect(refused(vlans, remove(containerPath('docker01', 'ghost')))).toMatchObject({ code: 'no-such-thing' });
    expect(refused(vlans, unset(attachmentPath('docker01', 'bbox10', 'mac_net20')))).toMatchObject({
      code: 'no-such-thing',
    });
    expect(refused('trunkline: [', moved)).toMatchObject({ code: 'not-editable' });
  });

  it('is told the keys that there are', () => {
    expect(refused(vlans, { kind: 'set', path: ['hosts', 'docker01', 'colour'], value: 'red' })).toMatchObject({
      code: 'unknown-key',
      message: '"colour" is no key of docker01.',
      hint: 'Keys are ssh, unmanaged, interfaces, containers and routing.',
    });
    expect(refused(vlans, { kind: 'unset', path: ['expect', 7] })).toMatchObject({ code: 'no-such-thing' });
    expect(refused(vlans, { kind: 'rename', path: ['hosts', 'docker01', 'ssh'], to: 'x' })).toMatchObject({
      code: 'cannot-rename',
    });
    expect(refused(vlans, unset(['hosts', 'docker01', 'ssh']))).toMatchObject({ code: 'missing-key' });
  });

  it('alone may be one that can be made with others', () => {
    const [driver, mode] = [
      set(['networks', 'mac_net10', 'driver'], 'ipvlan'),
      set(['networks', 'mac_net10', 'mode'], 'l3'),
    ];
    expect(refused(vlans, driver)).toMatchObject({ code: 'bad-value', path: ['networks', 'mac_net10', 'mode'] });
    expect(openLab(edited(vlans, driver, mode)).lab?.networks[0]).toMatchObject({ driver: 'ipvlan', mode: 'l3' });
  });

  it('stops all edits that come with it', () => {
    const document = openLab(vlans);
    const result = editLab(document, [moved, set(['name'], 'No Name')]);
    expect(result.ok).toBe(false);
    expect(document.text).toBe(vlans);
  });
});
