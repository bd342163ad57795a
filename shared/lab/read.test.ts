import { describe, expect, it } from 'vitest';
import type { Problem } from '../problem.ts';
import { hasInvisible } from '../shown.ts';
import type { Lab } from './lab.ts';
import { examineLab, readLab } from './read.ts';

const HEAD = 'trunkline: 1\nname: test\n';

function lab(text: string): Lab {
  const read = readLab(text);
  if (!read.ok) throw new Error(read.problems.map((item) => item.message).join('\n'));
  return read.value;
}

function problems(text: string): readonly Problem[] {
  const read = readLab(text);
  return read.ok ? read.warnings : read.problems;
}

/** Code, place and thing of each problem, for lists that a test compares. */
const brief = (text: string): readonly string[] =>
  problems(text).map((item) => `${item.at?.line}:${item.at?.column} ${item.code} ${item.path.join('.')}`);

const FULL = `${HEAD}
segments:
  lan: { vlans: all }
  dmz: { vlans: [10, 20] }
  bare:
hosts:
  docker01:
    ssh: { address: 192.168.1.11, port: 2222, user: student, key: ~/.ssh/id_ed25519 }
    interfaces:
      ens33:    { segment: lan, address: 192.168.1.11/24, promiscuous: true }
      ens33.10: { parent: ens33, vlan: 10, address: 192.168.10.10/24 }
      shim10:   { parent: ens33.10, shim: bridge, address: 172.16.10.250/32, reaches: [172.16.10.0/24] }
    containers:
      bbox10: { image: busybox, command: sh -c 'sleep 3600', networks: { mac_net10: 172.16.10.10 } }
      '20':   { image: busybox, command: [sleep, '5'], networks: { mac_net10: { address: 172.16.10.20, mac: 02-42-AC-10-0A-14 } } }
      '10':   { image: 192.168.1.11:5000/busybox:v1, networks: { mac_net10: } }
  router:
    ssh: { address: router.example }
    interfaces:
      ens33: { segment: lan }
    routing:
      forward: true
      allow: [{ from: 172.16.10.0/24, to: 172.16.20.7 }]
      routes: [{ to: default, via: 192.168.1.1 }, { to: 10.9.0.0/16, via: 172.16.10.254 }]
      masquerade: [{ source: 172.16.10.0/24, out: ens33 }]
networks:
  mac_net10:
    driver: macvlan
    subnet: 172.16.10.0/24
    gateway: 172.16.10.1
    range: 172.16.10.128/25
    reserved: { printer: 172.16.10.200 }
    parents: { docker01: ens33.10 }
  ip_net:
    driver: ipvlan
    mode: l3
    subnet: 172.16.30.0/24
registry: { host: docker01, images: [{ image: busybox, as: busybox:v1 }] }
expect:
  - { from: docker01/bbox10, to: router:ens33, reachable: false }
layout:
  docker01: { x: 10, y: -20.5 }
`;

describe('a lab file', () => {
  it('is read with its short forms written out and its defaults filled in', () => {
    const read = lab(FULL);
    expect(read.segments).toEqual([
      { name: 'lan', vlans: 'all' },
      { name: 'dmz', vlans: [10, 20] },
      { name: 'bare', vlans: 'all' },
    ]);
    const [docker01, router] = read.hosts;
    expect(docker01?.ssh).toEqual({ address: '192.168.1.11', port: 2222, user: 'student', key: '~/.ssh/id_ed25519' });
    expect(router?.ssh).toEqual({ address: 'router.example', port: 22, user: 'root', key: undefined });
    expect(docker01?.interfaces).toEqual([
      { kind: 'nic', name: 'ens33', segment: 'lan', address: '192.168.1.11/24', promiscuous: true },
      { kind: 'vlan', name: 'ens33.10', parent: 'ens33', vlan: 10, address: '192.168.10.10/24' },
      {
        kind: 'shim',
        name: 'shim10',
        parent: 'ens33.10',
        mode: 'bridge',
        address: '172.16.10.250/32',
        reaches: ['172.16.10.0/24'],
      },
    ]);
    expect(docker01?.containers.map((item) => item.command)).toEqual([['sh', '-c', 'sleep 3600'], ['sleep', '5'], []]);
    expect(docker01?.containers.map((item) => item.attachments)).toEqual([
      [{ network: 'mac_net10', address: '172.16.10.10', mac: undefined }],
      [{ network: 'mac_net10', address: '172.16.10.20', mac: '02:42:ac:10:0a:14' }],
      [{ network: 'mac_net10', address: undefined, mac: undefined }],
    ]);
    expect(router?.routing).toEqual({
      forward: true,
      allow: [{ from: '172.16.10.0/24', to: '172.16.20.7' }],
      routes: [
        { to: '0.0.0.0/0', via: '192.168.1.1' },
        { to: '10.9.0.0/16', via: '172.16.10.254' },
      ],
      masquerade: [{ source: '172.16.10.0/24', out: 'ens33' }],
    });
    expect(read.networks[0]).toEqual({
      name: 'mac_net10',
      driver: 'macvlan',
      mode: 'bridge',
      subnet: '172.16.10.0/24',
      gateway: '172.16.10.1',
      range: '172.16.10.128/25',
      reserved: [{ name: 'printer', address: '172.16.10.200' }],
      parents: [{ host: 'docker01', interface: 'ens33.10' }],
    });
    expect(read.networks[1]).toMatchObject({ driver: 'ipvlan', mode: 'l3', parents: [], gateway: undefined });
    expect(read.registry).toEqual({ host: 'docker01', port: 5000, images: [{ image: 'busybox', as: 'busybox:v1' }] });
    expect(read.layout.positions).toEqual([{ id: 'docker01', x: 10, y: -20.5 }]);
  });

  it('has notes, with words, a place and a frame', () => {
    const read = lab(
      `${HEAD}hosts: { docker01: { ssh: { address: 10.0.0.1 } } }\nnotes:\n  n1: { text: "**Guests**", at: { x: 0, y: -8 }, frame: [docker01] }\n  n2:\n    text: |\n      # Two\n      lines\n`,
    );
    expect(read.notes).toEqual([
      { name: 'n1', text: '**Guests**', at: { x: 0, y: -8 }, frame: ['docker01'] },
      { name: 'n2', text: '# Two\nlines\n', at: undefined, frame: [] },
    ]);
    const { problems } = examineLab(`${HEAD}notes: { n1: { text: a, frame: [gone] } }\n`);
    expect(problems.map(({ severity, code }) => [severity, code])).toEqual([['warning', 'unknown-framed']]);
  });

  it('keeps the order of the file, for names that are numbers too', () => {
    expect(lab(FULL).hosts[0]?.containers.map((item) => item.name)).toEqual(['bbox10', '20', '10']);
    expect(lab(`${HEAD}segments: { 20: , 3: , b: }`).segments.map((item) => item.name)).toEqual(['20', '3', 'b']);
  });

  it('says where images come from, and that the lab survives a restart', () => {
    const hosts = 'hosts: { docker01: { ssh: { address: 192.168.1.11 } } }\n';
    const images =
      'images: { busybox: { from: registry }, app: { from: archive, archive: ./app.tar }, web: { from: docker01 } }\n';
    expect(lab(`${HEAD}${hosts}${images}persist: true\n`)).toMatchObject({
      persist: true,
      images: [
        { image: 'busybox', from: 'registry' },
        { image: 'app', from: 'archive', archive: './app.tar' },
        { image: 'web', from: 'docker01' },
      ],
    });
    const wrong = (text: string) => readLab(`${HEAD}${hosts}${text}`);
    expect(wrong('images: { app: { from: docker9 } }\n')).toMatchObject({ problems: [{ code: 'unknown-host' }] });
    expect(wrong('images: { app: { from: archive } }\n')).toMatchObject({ problems: [{ code: 'archive-missing' }] });
    expect(wrong('persist: often\n')).toMatchObject({
      problems: [{ message: expect.stringContaining('true or false') }],
    });
    expect(wrong('images: { "a b": { from: pull } }\n')).toMatchObject({ problems: [{ code: 'bad-name' }] });
  });

  it('may be nearly empty, and may be JSON', () => {
    const empty = {
      segments: [],
      hosts: [],
      networks: [],
      registry: undefined,
      images: [],
      persist: false,
      expect: [],
      layout: { positions: [] },
      notes: [],
    };
    expect(lab(`${HEAD}hosts:\nnetworks: {}\nexpect: []\n`)).toEqual({ name: 'test', ...empty });
    expect(lab('{"trunkline": 1, "name": "test"}')).toEqual({ name: 'test', ...empty });
    expect(lab('\ufeff---\r\ntrunkline: 1\r\nname: "test"\r\n...\r\n')).toEqual({ name: 'test', ...empty });
  });

  it('may use anchors and aliases', () => {
    const text = `${HEAD}segments:\n  a: &all { vlans: [1, 2] }\n  b: *all\n`;
    expect(lab(text).segments).toEqual([
      { name: 'a', vlans: [1, 2] },
      { name: 'b', vlans: [1, 2] },
    ]);
  });

  it('gives words that JavaScript has a use for to things as plain names', () => {
    const text = `${HEAD}segments: { constructor: , toString: , hasOwnProperty: }`;
    expect(lab(text).segments.map((item) => item.name)).toEqual(['constructor', 'toString', 'hasOwnProperty']);
  });
});

describe('a file that is no lab', () => {
  it('is told so in one sentence', () => {
    expect(problems('')[0]).toMatchObject({ code: 'empty-file', message: 'The file is empty.' });
    expect(problems('# nothing\n')[0]).toMatchObject({ code: 'empty-file' });
    expect(problems('- a\n')[0]).toMatchObject({ code: 'not-a-lab' });
    expect(problems('Dear all')[0]).toMatchObject({ code: 'not-a-lab' });
    expect(problems('PK\u0003\u0004\0\0')[0]).toMatchObject({ code: 'not-text' });
    expect(problems(`${HEAD}#${'x'.repeat(2_000_000)}`)[0]).toMatchObject({ code: 'file-too-large' });
  });

  it('says which line is not YAML', () => {
    expect(brief(`${HEAD}\tsegments: {}\n`)).toEqual(['3:1 yaml-tab ']);
    expect(problems(`${HEAD}\tsegments: {}\n`)[0]?.message).toBe(
      'Line 3: this line is indented with a tab, and YAML takes spaces only.',
    );
    expect(brief(`${HEAD}segments: { a: { }\n`)[0]).toMatch(/^[34]:\d+ not-yaml/);
    expect(brief('trunkline: 1\nname: a: b\n')[0]).toBe('2:7 not-yaml ');
    expect(brief(`${HEAD}segments: *nowhere\n`)).toEqual(['3:11 bad-alias segments']);
    expect(brief(`${HEAD}segments: !include other.yaml\n`)[0]).toMatch(/^3:\d+ not-yaml/);
    expect(brief(`${HEAD}---\nname: b\n`)[0]).toMatch(/^3:1 not-yaml/);
  });

  it('says of one bracket too many one thing, however much of the file stands after it', () => {
    expect(
      brief(`${HEAD}segments: { a: { } } }\nhosts:\n  h0: { ssh: { address: 192.0.2.1 } }\nnetworks: {}\n`),
    ).toEqual([expect.stringMatching(/^3:\d+ not-yaml/)]);
  });

  it('says of one bracket too few one thing, and of each fault what to do in plain words', () => {
    const open = problems(
      `${HEAD}hosts: [\n  h0:\n    ssh: { address: 192.0.2.1 }\n    containers: {}\n  h1:\n    ssh: {}\n    x: 1\nnetworks: {}\n`,
    );
    expect(open.map(({ message }) => message)).toEqual([
      'Line 5: a bracket above is not closed: this line is read as a part of what it opened.',
    ]);
    for (const [text, message] of [
      ['segments: { a: { } } }', 'Line 3: this bracket closes nothing: no { or [ before it is open.'],
      ['segments: { a: [1, 2] x }', 'Line 3: this text stands after the end of a value.'],
      ['segments: { a: [1,, 3] }', 'Line 3: there is a comma too many here.'],
      ['segments: "a', 'Line 4: a quote that begins above is still open here.'],
    ])
      expect(problems(`${HEAD}${text}\n`)[0]?.message).toBe(message);
  });

  it('shows nothing of the file that cannot be seen, also where the parser has the word', () => {
    for (const sign of ['\ufeff', '\u202e', '\u001b']) {
      const [fault] = problems(`${HEAD}segments: |${sign}\n  x\n`);
      expect(fault).toMatchObject({ code: 'not-yaml', at: { line: 3 } });
      expect(hasInvisible(fault?.message ?? ''), fault?.message).toBe(false);
    }
    expect(problems(`${HEAD}segments: |${'x'.repeat(5000)}\n  x\n`)[0]?.message.length).toBeLessThan(300);
  });

  it('names a key that is there twice, with both lines', () => {
    const [twice] = problems(`${HEAD}name: other\n`);
    expect(twice).toMatchObject({ code: 'duplicate-key', at: { line: 3, column: 1 }, path: ['name'] });
    expect(twice?.message).toContain('first on line 2');
  });

  it('does not let aliases or nesting exhaust the machine', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [key, of] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf', 'hg', 'ih'].map((pair) => [...pair]))
      bomb.push(`${key}: &${key} [${Array(10).fill(`*${of}`).join(', ')}]`);
    expect(problems(bomb.join('\n')).map((item) => item.code)).toEqual(['too-many-aliases']);
    expect(problems(`${HEAD}segments: &s { a: *s }`)[0]).toMatchObject({ code: 'bad-alias' });
    for (const opening of ['[ ', '{a: ', '- ', '? '])
      expect(problems(opening.repeat(200_000)).map((item) => item.code)).toEqual(['nested-too-deep']);
    const stairs = Array.from({ length: 1500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
    expect(problems(stairs).map((item) => item.code)).toEqual(['nested-too-deep']);
  });

  it('of a newer version is told nothing but that', () => {
    expect(problems('trunkline: 2\nwhatever: [1, 2]\n')).toEqual([
      expect.objectContaining({
        code: 'newer-version',
        at: { line: 1, column: 1 },
        hint: expect.stringContaining('newer Trunkline'),
      }),
    ]);
    expect(problems('name: test\n')[0]).toMatchObject({
      code: 'missing-version',
      hint: expect.stringContaining('trunkline: 1'),
    });
    for (const version of ['"1"', '0', '1.5', 'one', '', '[1]', 'true', '-1'])
      expect(problems(`trunkline: ${version}\nname: test\n`)[0], version).toMatchObject({ code: 'bad-version' });
  });
});

describe('a mistake in a lab file', () => {
  it('in a key names the key that was meant', () => {
    const [slip] = problems(`${HEAD}segmants:\n  lan: {}\n`);
    expect(slip).toMatchObject({ code: 'unknown-key', path: ['segmants'], at: { line: 3, column: 1 } });
    expect(slip?.message).toBe('Line 3: "segmants" is no key of a lab.');
    expect(slip?.hint).toContain('Did you mean segments?');
    const [stranger] = problems(`${HEAD}switches: {}\n`);
    expect(stranger?.hint).not.toContain('Did you mean');
  });

  it('says what was expected, of whom, and what is there', () => {
    const text = `${HEAD}hosts:\n  a1:\n    ssh: { address: h, port: "22" }\n    interfaces: { e0: { segment: 7 } }\n  a2: {}\n`;
    expect(problems(text).map((item) => item.message)).toEqual([
      'Line 5: port of ssh of a1 must be a port from 1 to 65535, and it is "22".',
      'Line 6: segment of a1:e0 must be the name of a segment, and it is the number 7.',
      'Line 7: a2 has no ssh; expected ssh: a map with the keys address, port, user, key.',
    ]);
  });

  it('is found wherever it is, all of them at once', () => {
    const text = `${HEAD}segments: { lan: { vlans: [10, 4095, 0] } }
hosts:
  docker01:
    ssh: { address: -oProxyCommand=x, user: -x, key: "a\\nb" }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11, vlans: 3 }
      e0: { segment: lan, address: 10.0.0.0/24 }
      e1: { parent: ens33, vlan: 5000 }
      e2: { parent: ens33 }
    containers:
      bbox10: { image: -v, command: "sh '", networks: { net: { address: 1.2.3, mac: 01:00:5e:00:00:01 } } }
    routing: { allow: some, routes: [{ to: 10.0.0.1/8, via: 10.0.0.1/8 }] }
networks:
  net: { driver: macvlan, mode: l3, subnet: 172.16.10.1/24, gateway: 127.0.0.1, range: 1 }
expect: [{ from: a, reachable: yes }]
layout: { a: { x: left, y: 1 } }
`;
    expect(brief(text)).toEqual([
      '3:32 bad-value segments.lan.vlans.1',
      '3:38 bad-value segments.lan.vlans.2',
      '6:12 bad-value hosts.docker01.ssh.address',
      '6:39 bad-value hosts.docker01.ssh.user',
      '6:49 bad-value hosts.docker01.ssh.key',
      '8:30 bad-value hosts.docker01.interfaces.ens33.address',
      '8:53 unknown-key hosts.docker01.interfaces.ens33.vlans',
      '9:27 bad-value hosts.docker01.interfaces.e0.address',
      '10:28 bad-value hosts.docker01.interfaces.e1.vlan',
      '11:7 missing-key hosts.docker01.interfaces.e2',
      '13:17 bad-value hosts.docker01.containers.bbox10.image',
      '13:28 bad-value hosts.docker01.containers.bbox10.command',
      '13:64 bad-value hosts.docker01.containers.bbox10.networks.net.address',
      '13:80 bad-value hosts.docker01.containers.bbox10.networks.net.mac',
      '14:16 wrong-value hosts.docker01.routing.allow',
      '14:40 bad-value hosts.docker01.routing.routes.0.to',
      '14:56 bad-value hosts.docker01.routing.routes.0.via',
      '16:37 bad-value networks.net.subnet',
      '16:61 bad-value networks.net.gateway',
      '16:81 wrong-value networks.net.range',
      '17:10 missing-key expect.0',
      '17:21 wrong-value expect.0.reachable',
      '18:16 wrong-value layout.a.x',
    ]);
  });

  it('in a name is one clear sentence, and nothing of the name gets out of its quotes', () => {
    const names = [
      '__proto__',
      "a'b",
      'a"b',
      '$(reboot)',
      '`id`',
      'a\nb',
      'a b',
      '-rf',
      '..',
      'a/b',
      'a:b',
      '',
      '\u202eevil',
      'a\u0000b',
      '\u001b[31m',
      'ü',
      'x'.repeat(300),
    ];
    for (const name of names) {
      for (const section of ['hosts', 'segments', 'networks']) {
        const found = problems(`${HEAD}${section}:\n  ${JSON.stringify(name)}: {}\n`).filter(
          (item) => item.code === 'bad-name',
        );
        expect(found, `${section} ${JSON.stringify(name)}`).toHaveLength(name.includes('\u0000') ? found.length : 1);
        for (const item of found) {
          expect(item.message).toMatch(/^Line 4: the name ".*"|^Line 4: ".*"/u);
          expect(hasInvisible(item.message)).toBe(false);
          expect(item.message.length).toBeLessThan(250);
        }
      }
    }
  });

  it('in a name of an interface or container is found as the kernel and Docker would', () => {
    const text = (interfaces: string, containers: string): string =>
      `${HEAD}segments: { lan: }\nhosts: { h: { ssh: { address: h }, interfaces: { ${interfaces}: { segment: lan } }, containers: { ${containers}: { image: i } } } }`;
    expect(brief(text('enp0s31f6.1234', 'bbox'))).toEqual([]);
    expect(brief(text('enp0s31f6.123456', 'b'))).toEqual([
      '4:50 bad-name hosts.h.interfaces.enp0s31f6.123456',
      expect.stringMatching(/bad-name hosts.h.containers.b$/),
    ]);
    expect(problems(`${HEAD}networks: { host: { driver: macvlan, subnet: 10.0.0.0/8 } }`)[0]?.message).toContain(
      'Docker keeps',
    );
    expect(problems('trunkline: 1\nname: My Lab\n')[0]).toMatchObject({ code: 'bad-value', path: ['name'] });
  });
});

describe('a reference to what is not there', () => {
  const text = `${HEAD}segments: { lan: {} }
hosts:
  docker01:
    ssh: { address: h }
    interfaces:
      ens33: { segment: lann }
      ens33.10: { parent: ens3, vlan: 10 }
      a: { parent: b, vlan: 1 }
      b: { parent: c, vlan: 2 }
      c: { parent: a, vlan: 3 }
      d: { parent: c, vlan: 4 }
      self: { parent: self, vlan: 5 }
    containers:
      bbox10: { image: busybox, networks: { mac_net1: 172.16.10.10, mac_net20: 10.0.0.9 } }
    routing: { masquerade: [{ source: 10.0.0.0/8, out: eth0 }] }
networks:
  mac_net10: { driver: macvlan, subnet: 172.16.10.0/24, gateway: 172.16.11.1, range: 172.16.0.0/16, reserved: { x: 1.1.1.1 }, parents: { docker01: ens33.20, docker02: e } }
  mac_net20: { driver: macvlan, subnet: 172.16.20.0/24 }
registry: { host: docker1 }
expect:
  - { from: docker01:ens33, to: docker01/bbox11, reachable: true }
layout: { ghost: { x: 1, y: 1 } }
`;

  it('is found for every kind of thing', () => {
    expect(brief(text)).toEqual([
      '8:16 unknown-segment hosts.docker01.interfaces.ens33.segment',
      '9:19 unknown-parent hosts.docker01.interfaces.ens33.10.parent',
      '10:12 parent-cycle hosts.docker01.interfaces.a.parent',
      '14:15 parent-cycle hosts.docker01.interfaces.self.parent',
      '16:45 unknown-network hosts.docker01.containers.bbox10.networks.mac_net1',
      '16:69 network-not-on-host hosts.docker01.containers.bbox10.networks.mac_net20',
      '16:69 address-outside-subnet hosts.docker01.containers.bbox10.networks.mac_net20.address',
      '17:51 unknown-interface hosts.docker01.routing.masquerade.0.out',
      '19:138 unknown-interface networks.mac_net10.parents.docker01',
      '19:158 unknown-host networks.mac_net10.parents.docker02',
      '19:57 address-outside-subnet networks.mac_net10.gateway',
      '19:79 address-outside-subnet networks.mac_net10.range',
      '19:113 address-outside-subnet networks.mac_net10.reserved.x',
      '21:13 unknown-host registry.host',
      '23:7 unknown-thing expect.0.from',
      '23:29 unknown-thing expect.0.to',
      '24:11 unknown-position layout.ghost',
    ]);
  });

  it('says what is there, and the name that may have been meant', () => {
    const [segment, parent, cycle] = problems(text);
    expect(segment?.message).toBe('segment of docker01:ens33 is "lann", and there is no segment of that name.');
    expect(segment?.hint).toBe('Did you mean lan? There is lan.');
    expect(parent?.hint).toContain('Did you mean ens33?');
    expect(cycle?.message).toBe('docker01:a stands on itself: a → b → c → a.');
  });

  it('stays quick when everything refers to nothing', () => {
    const containers = Array.from({ length: 3000 }, (_, n) => `      c${n}: { image: i, networks: { n${n}: } }`).join(
      '\n',
    );
    const found = problems(`${HEAD}hosts:\n  h:\n    ssh: { address: h }\n    containers:\n${containers}\n`);
    expect(found).toHaveLength(201);
    expect(found.at(-1)).toMatchObject({
      severity: 'error',
      code: 'more-problems',
      message: 'There are 2801 more problems that are not listed here.',
    });
  });
});
