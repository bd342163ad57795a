import { describe, expect, it } from 'vitest';
import type { Lab } from '../lab/lab.ts';
import { TEMPLATES } from '../lab/templates.ts';
import {
  articleMacvlan,
  articleVlans,
  container,
  host,
  lab,
  labOf,
  largeLab,
  network,
  nic,
  nicOn,
  on,
  vlan,
} from '../lab/testing/examples.ts';
import { predictLab } from '../reach/predict.ts';
import type { Hop } from '../reach/verdict.ts';
import { drawLab } from './drawing.ts';
import { forwardingWords } from './forwarding.ts';
import { foldedHost } from './host-layout.ts';
import { COMPACT, largestLetters, type Measures, monoWidth, PRESENT, STANDARD, sansWidth } from './measures.ts';
import { length, toSvg } from './path.ts';
import { routeThrough } from './route.ts';
import type { Drawing, Piece, PlacedHost, Point, Rect } from './types.ts';

const hostIn = (drawing: Drawing, id: string): PlacedHost => {
  const found = drawing.hosts.find((item) => item.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};
const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const isWithin = ({ x, y }: Point, box: Rect): boolean =>
  x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;

/** Of a line or a curve, as close to each other as a pixel or two. */
function pointsOf(piece: Piece): readonly Point[] {
  const [a, b, c, d] = piece.length === 2 ? [piece[0], piece[0], piece[1], piece[1]] : piece;
  return Array.from({ length: 101 }, (_, step) => {
    const t = step / 100;
    const [p, q, r, s] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
    return { x: p * a.x + q * b.x + r * c.x + s * d.x, y: p * a.y + q * b.y + r * c.y + s * d.y };
  });
}

function expectTidy(drawing: Drawing): void {
  const boxes = [...drawing.hosts, ...drawing.segments].map(({ rect }) => rect);
  for (const [i, a] of boxes.entries()) for (const b of boxes.slice(i + 1)) expect(overlap(a, b)).toBe(false);
  for (const { rect, layout } of drawing.hosts) {
    for (const [i, a] of layout.items.entries()) {
      expect(a.rect.x).toBeGreaterThanOrEqual(0);
      expect(a.rect.y).toBeGreaterThanOrEqual(0);
      expect(a.rect.x + a.rect.width).toBeLessThanOrEqual(rect.width);
      expect(a.rect.y + a.rect.height).toBeLessThanOrEqual(rect.height);
      for (const b of layout.items.slice(i + 1)) expect(overlap(a.rect, b.rect), `${a.vertex} ${b.vertex}`).toBe(false);
    }
  }
}

/** Hosts that each have so many VLANs, a network and a container in every one. */
function manyVlans(hosts: number, vlans: number): Lab {
  const tags = Array.from({ length: vlans }, (_, index) => (index + 1) * 10);
  const names = Array.from({ length: hosts }, (_, index) => `docker${index + 1}`);
  return lab({
    hosts: names.map((name, index) =>
      host(name, `10.0.0.${index + 1}`, {
        interfaces: [nic('ens33', `10.0.0.${index + 1}/24`), ...tags.map((tag) => vlan('ens33', tag))],
        containers: tags.map((tag) => container(`b${tag}`, on(`net${tag}`, `10.1.${tag}.${index + 1}`))),
      }),
    ),
    networks: tags.map((tag) =>
      network(`net${tag}`, `10.1.${tag}.0/24`, Object.fromEntries(names.map((name) => [name, `ens33.${tag}`]))),
    ),
  });
}

/** The hops of the request, as it is traced. */
function wayOf(of: Lab, from: string, to: string): readonly Hop[] {
  const prediction = predictLab(of);
  const source = prediction.endpoints.sources.find(({ id }) => id === from);
  const target = prediction.endpoints.targets.find(({ id }) => id === to);
  if (!source || !target) throw new Error('no such pair');
  return prediction.explain(source, target).hops.filter(({ leg }) => leg === 'request');
}

describe('the VLAN lab', () => {
  const drawing = drawLab(articleVlans);

  it('shows one stripe per VLAN with untagged first', () => {
    expect(drawing.segments[0]?.stripes.map(({ tag }) => tag)).toEqual(['untagged', 10, 20]);
  });

  it('plugs each NIC in once per tag that it uses', () => {
    expect(drawing.cables.map(({ id }) => id)).toContain('docker01:ens33#20');
    expect(drawing.cables).toHaveLength(9);
    for (const { plug, tag } of drawing.cables) {
      expect(plug.y).toBe(drawing.segments[0]?.stripes.find((stripe) => stripe.tag === tag)?.y);
    }
  });

  it('overlaps nothing and puts the router between the hosts that it joins', () => {
    expectTidy(drawing);
    const x = (id: string): number => hostIn(drawing, id).rect.x;
    expect(x('docker01')).toBeLessThan(x('router'));
    expect(x('router')).toBeLessThan(x('docker02'));
  });

  it('leads a packet in one VLAN from container to container without the router', () => {
    const route = routeThrough(drawing, wayOf(articleVlans, 'docker01/bbox10', 'docker02/bbox11'));
    expect(route?.on).toContain('docker01:ens33.10');
    expect(route?.on).toContain('lan#10');
    expect([...(route?.on ?? [])].some((id) => id.startsWith('router'))).toBe(false);
  });

  it('leads a packet into another VLAN through the forwarding of the router', () => {
    const route = routeThrough(drawing, wayOf(articleVlans, 'docker01/bbox10', 'docker02/bbox21'));
    expect(route?.on).toContain('router!forward');
    expect(route?.on).toContain('lan#20');
    expect(new Set(route?.lit.filter(({ onStripe }) => onStripe).map(({ tag }) => tag))).toEqual(new Set([10, 20]));
  });

  it('draws a path without gaps', () => {
    const route = routeThrough(drawing, wayOf(articleVlans, 'docker01/bbox10', 'docker02/bbox11'));
    expect(toSvg(route?.whole ?? []).match(/M/g)).toHaveLength(1);
    expect(length(route?.whole ?? [])).toBeGreaterThan(800);
  });

  it('knows no path between things that nothing connects or that are not drawn', () => {
    expect(routeThrough(drawing, [{ things: ['docker01/bbox10', 'nowhere'] }])).toBeUndefined();
    expect(routeThrough(drawing, [])).toBeUndefined();
  });
});

describe('placing', () => {
  it('keeps a position that the file gives and mirrors a host that stands below its segment', () => {
    const low = drawLab({ ...articleMacvlan, layout: { positions: [{ id: 'docker02', x: 40, y: 300 }] } });
    const { rect, layout } = hostIn(low, 'docker02');
    expect(rect).toMatchObject({ x: 40, y: 300 });
    expect(layout.flipped).toBe(true);
    const nicBox = layout.items.find((item) => item.kind === 'interface');
    expect(nicBox?.rect.y).toBeLessThan(rect.height / 2);
  });

  it('puts hosts on both sides of the segment when there are many, and folds ten and more to one line', () => {
    const six = drawLab(largeLab(6, 5));
    expectTidy(six);
    expect(six.hosts.filter(({ layout }) => layout.flipped)).toHaveLength(3);
    const fifty = drawLab(largeLab(50, 20));
    expectTidy(fifty);
    expect(fifty.hosts.every(({ layout }) => layout.folded)).toBe(true);
    expect(routeThrough(fifty, wayOf(largeLab(50, 20), 'node01/c0-0', 'node50/c49-0'))?.on).toContain('lan#10');
  });

  it('puts hosts on both sides of the segment where their row would be far wider than a window, and only there', () => {
    for (const measures of [STANDARD, COMPACT, PRESENT]) {
      for (const hosts of [2, 3, 4]) {
        const wide = drawLab(manyVlans(hosts, 10), { measures });
        expectTidy(wide);
        expect(wide.hosts.filter(({ layout }) => layout.flipped)).toHaveLength(Math.floor(hosts / 2));
        const wires = wide.cables.map(({ plug }) => plug.x).sort((a, b) => a - b);
        expect(Math.min(...wires.slice(1).map((x, at) => x - (wires[at] ?? x)))).toBeGreaterThan(8);
      }
      for (const { text } of TEMPLATES) {
        const { hosts } = drawLab(labOf(text), { measures });
        expect(hosts.filter(({ layout }) => layout.flipped)).toEqual([]);
      }
    }
  });

  it('shows one host whole in a folded lab without covering another', () => {
    const drawing = drawLab(largeLab(12, 5), { unfolded: new Set(['node03']) });
    expect(hostIn(drawing, 'node03').layout.folded).toBe(false);
    expectTidy(drawing);
  });

  it('keeps the inside of a host while it is dragged', () => {
    const before = hostIn(drawLab(articleVlans), 'docker01').layout;
    const after = hostIn(drawLab(articleVlans, { held: new Map([['docker01', { x: 8, y: -600 }]]) }), 'docker01');
    expect(after.layout).toBe(before);
    expect(after.rect).toMatchObject({ x: 8, y: -600 });
  });

  it('stands a host on two segments beside the hosts of both', () => {
    const two = lab({
      segments: [
        { name: 'left', vlans: 'all' },
        { name: 'right', vlans: 'none' },
      ],
      hosts: [
        host('a', '10.0.0.1', { interfaces: [nicOn('left', 'eth0')] }),
        host('gw', '10.0.0.2', { interfaces: [nicOn('left', 'eth0'), nicOn('right', 'eth1')] }),
        host('b', '10.1.0.1', { interfaces: [nicOn('right', 'eth0')] }),
      ],
    });
    const drawing = drawLab(two);
    expectTidy(drawing);
    const cable = drawing.cables.find(({ id }) => id === 'gw:eth1#untagged');
    const b = hostIn(drawing, 'b').rect;
    expect(cable?.plug.x).toBeGreaterThan(b.x + b.width);
  });
});

describe('awkward labs', () => {
  it('stops a tag at the edge of a segment that does not carry it', () => {
    const narrow = { ...articleVlans, segments: [{ name: 'lan', vlans: [10] }] };
    const drawing = drawLab(narrow);
    const cable = drawing.cables.find(({ id }) => id === 'docker01:ens33#20');
    expect(cable?.carried).toBe(false);
    const route = routeThrough(drawing, wayOf(narrow, 'docker01/bbox20', 'docker02/bbox21'));
    expect(route?.on).toContain('docker01:ens33#20');
    expect([...(route?.on ?? [])].filter((id) => id.startsWith('lan') || id.startsWith('docker02'))).toEqual([]);
  });

  it('draws a container on two networks once, with a wire to each rail', () => {
    const twice = lab({
      hosts: [
        host('h', '10.0.0.1', {
          interfaces: [nic('eth0'), vlan('eth0', 10), vlan('eth0', 20)],
          containers: [container('both', on('n10', '172.16.10.9'), on('n20', '172.16.20.9'))],
        }),
      ],
      networks: [
        network('n10', '172.16.10.0/24', { h: 'eth0.10' }),
        network('n20', '172.16.20.0/24', { h: 'eth0.20' }),
      ],
    });
    const { layout } = hostIn(drawLab(twice), 'h');
    expect(layout.items.filter((item) => item.kind === 'container')).toHaveLength(1);
    expect(layout.wires.filter((wire) => wire.from === 'h/both').map((wire) => wire.to)).toEqual(['h|n10', 'h|n20']);
  });

  it('survives cycles, missing parents and containers without a network', () => {
    const broken = lab({
      hosts: [
        host('h', '10.0.0.1', {
          interfaces: [
            nicOn('nowhere', 'eth0'),
            { kind: 'vlan', name: 'a', parent: 'b', vlan: 1, address: undefined },
            { kind: 'vlan', name: 'b', parent: 'a', vlan: 2, address: undefined },
            { kind: 'shim', name: 's', parent: 'gone', mode: 'bridge', address: undefined, reaches: [] },
          ],
          containers: [container('alone'), container('lost', on('ghost'))],
        }),
      ],
      networks: [network('orphan', '10.9.0.0/24', { h: 'gone', other: 'x' })],
    });
    const drawing = drawLab(broken);
    expectTidy(drawing);
    const ids = hostIn(drawing, 'h').layout.items.map(({ id }) => id);
    for (const id of ['h/alone', 'h/lost', 'h:a', 'h:s', 'orphan']) expect(ids).toContain(id);
  });

  it('stands many containers of one network side by side: in two files their host was a thread that nobody can read', () => {
    const containers = Array.from({ length: 40 }, (_, index) =>
      container(`frontend-${index}`, on('net', `10.1.0.${index + 10}`)),
    );
    const one = host('one', '10.0.0.1', { interfaces: [nic('eth0')], containers });
    const net = network('net', '10.1.0.0/24', { one: 'eth0' });
    const { rect, layout } = hostIn(drawLab(lab({ hosts: [one], networks: [net] })), 'one');
    expect(rect.width).toBeGreaterThan(rect.height);
    const boxes = layout.items.filter(({ kind }) => kind === 'container').map((item) => item.rect);
    expect(boxes).toHaveLength(40);
    for (const [index, box] of boxes.entries()) {
      expect(boxes.slice(index + 1).filter((other) => overlap(box, other))).toEqual([]);
    }
  });

  it('draws an empty lab as nothing', () => {
    expect(drawLab(lab({ segments: [] }))).toMatchObject({ hosts: [], segments: [], cables: [] });
  });
});

describe('forwarding in words', () => {
  const router = articleVlans.hosts[2];
  const words = (allow: 'all' | 'none' | readonly { from: string; to: string }[]): string =>
    router?.routing ? forwardingWords({ ...router, routing: { ...router.routing, allow } }) : '';

  it('names subnets by their tag, one direction or both', () => {
    expect(words([{ from: '172.16.10.0/24', to: '172.16.20.0/24' }])).toBe('10 → 20 allowed');
    expect(router && forwardingWords(router)).toBe('10 ⇄ 20 allowed');
    expect(words('all')).toBe('untagged ⇄ 10 ⇄ 20 allowed');
    expect(words([])).toBe('nothing may pass');
    expect(words('none')).toBe("the host's own rules decide");
    expect(words([{ from: '172.16.10.0/24', to: '10.9.0.0/16' }])).toBe('10 → 10.9.0.0/16 allowed');
  });
});

describe('hosts with more than one card', () => {
  const labIn = (host: string): Lab =>
    labOf(`trunkline: 1
name: cards
segments: { lan: { vlans: all }, wan: { internet: true } }
hosts:
  one: { ssh: { address: 10.1.0.1 }, ${host} }
`);

  it('keeps what forwarding says inside the host, wherever that joins', () => {
    const lab = labIn(
      `interfaces: { a: { segment: lan, address: 10.1.0.1/24 }, a.10: { parent: a, vlan: 10, address: 172.16.10.1/24 }, b: { segment: wan, address: 10.2.0.1/24 } }, routing: { forward: true, allow: [{ from: 172.16.10.0/24, to: 203.0.113.0/24 }] }`,
    );
    for (const measures of [STANDARD, COMPACT]) expectTidy(drawLab(lab, { measures }));
  });

  it('leads what stands on the card itself around the boxes of its sub-interfaces', () => {
    const lab = labOf(`trunkline: 1
name: beside
segments: { lan: { vlans: all } }
hosts:
  one:
    ssh: { address: 10.1.0.1 }
    interfaces: { a: { segment: lan, address: 10.1.0.1/24 }, a.10: { parent: a, vlan: 10 }, a.20: { parent: a, vlan: 20 } }
    containers:
      here: { image: busybox, networks: { own: 10.1.0.9 } }
      there: { image: busybox, networks: { tagged: 10.2.0.9 } }
networks:
  own: { driver: macvlan, subnet: 10.1.0.0/24, parents: { one: a } }
  tagged: { driver: macvlan, subnet: 10.2.0.0/24, parents: { one: a.20 } }
`);
    for (const measures of [STANDARD, COMPACT, PRESENT]) {
      const { layout } = hostIn(drawLab(lab, { measures }), 'one');
      const boxes = layout.items.flatMap(({ kind, id, rect }) =>
        kind === 'interface' && id.includes('.') ? [rect] : [],
      );
      expect(boxes).toHaveLength(2);
      const wire = layout.wires.find(({ from }) => from === 'one|own');
      const covered = (wire?.path ?? []).flatMap(pointsOf).filter((point) => boxes.some((box) => isWithin(point, box)));
      expect(covered).toEqual([]);
    }
  });

  it('ties a bond to all of its cards, and what stands on it to the bond', () => {
    const lab = labIn(
      'interfaces: { a: { segment: lan }, b: { segment: lan }, bond0: { bond: [a, b], mode: active-backup }, bond0.10: { parent: bond0, vlan: 10 } }',
    );
    const { layout } = hostIn(drawLab(lab), 'one');
    const wires = layout.wires.map(({ from, to }) => `${from} ${to}`);
    expect(wires).toEqual(
      expect.arrayContaining(['one:bond0 one:a#untagged', 'one:bond0 one:b#untagged', 'one:bond0.10 one:bond0']),
    );
  });

  const BONDED =
    'interfaces: { bond0.10: { parent: bond0, vlan: 10, address: 10.10.0.1/24 }, bond0: { bond: [a, b], mode: active-backup }, a: { segment: lan }, b: { segment: lan }, c: { segment: lan } }';

  it('shows a VLAN of a bond on each of its cards, inside and down to the segment', () => {
    for (const measures of [STANDARD, COMPACT, PRESENT]) {
      const drawing = drawLab(labIn(BONDED), { measures });
      const { layout } = hostIn(drawing, 'one');
      const wires = layout.wires.map(({ from, to, tag }) => `${from} ${to} ${tag}`);
      expect(wires.filter((wire) => wire.startsWith('one:bond0 ')).sort()).toEqual([
        'one:bond0 one:a#10 10',
        'one:bond0 one:a#untagged untagged',
        'one:bond0 one:b#10 10',
        'one:bond0 one:b#untagged untagged',
      ]);
      expect(drawing.cables.filter(({ tag }) => tag === 10).map(({ nic, to }) => `${nic} ${to}`)).toEqual([
        'a lan#10',
        'b lan#10',
      ]);
      expectTidy(drawing);
    }
  });

  it('lays no wire of what stands on a bond over that of another', () => {
    const several = BONDED.replace('bond0.10:', 'bond0.20: { parent: bond0, vlan: 20 }, bond0.10:');
    const { layout } = hostIn(drawLab(labIn(several)), 'one');
    const levels = layout.wires.filter(({ to }) => to === 'one:bond0').map(({ path }) => path[0]?.[0].y);
    expect(new Set(levels).size).toBe(2);
  });

  it('shows it so on a folded host too, and where the second card of a bridge alone is on a segment', () => {
    const [host] = labIn(BONDED).hosts;
    if (host === undefined) throw new Error('no host');
    const ports = foldedHost(labIn(BONDED).networks, host, STANDARD).ports;
    expect(ports.map(({ vertex }) => vertex).sort()).toEqual([
      'one:a#10',
      'one:a#untagged',
      'one:b#10',
      'one:b#untagged',
      'one:c#untagged',
    ]);
    expect(ports.find(({ vertex }) => vertex === 'one:b#10')?.carries).toEqual(['one:bond0.10']);
    const bridged = labIn(
      'interfaces: { a: { segment: wan }, b: { segment: lan }, br0: { bridge: [a, b] }, br0.20: { parent: br0, vlan: 20 } }',
    );
    expect(drawLab(bridged).segments[0]?.stripes.map(({ tag }) => tag)).toEqual(['untagged', 20]);
  });
});

describe('words on the drawing have room where their letters are largest', () => {
  const drawn = (measures: Measures): Drawing =>
    drawLab(
      labOf(`trunkline: 1
name: wide
segments:
  lan: { vlans: none }
  wan: { internet: true }
hosts:
  docker01:
    ssh: { address: 192.168.111.111 }
    interfaces: { ens33: { segment: lan, address: 192.168.111.111/24 }, ens34: { segment: wan } }
    containers:
      one: { image: busybox, networks: { net: 192.168.111.101 } }
      two: { image: busybox, networks: { net: 192.168.111.102 } }
networks:
  net: { driver: macvlan, subnet: 192.168.111.0/24, parents: { docker01: ens33 } }
`),
      { measures },
    );

  for (const size of [STANDARD, COMPACT, PRESENT]) {
    const letters = Math.max(size.label, largestLetters(size));
    it(`what a segment carries, beside the name of its stripe (${size.name})`, () => {
      for (const { rect, stripes, carries } of drawn(size).segments) {
        const stripe = (stripes[0]?.x1 ?? 0) - rect.x - 8 - sansWidth('untagged', letters);
        expect(18 + sansWidth(carries, letters)).toBeLessThan(stripe - 8);
      }
    });

    it(`the line of a segment that nothing is plugged into, beside its words (${size.name})`, () => {
      const of = labOf(
        'trunkline: 1\nname: bare\nsegments: { lan: { vlans: all }, internet-access: { internet: true } }\nhosts: {}\n',
      );
      const lines = drawLab(of, { measures: size }).segments.flatMap(({ stripes }) => stripes);
      expect(lines).toHaveLength(2);
      for (const { x1, x2 } of lines) expect(x2 - x1).toBeGreaterThanOrEqual(48);
    });

    it(`addresses of fifteen characters, inside the border of their container (${size.name})`, () => {
      const drawing = drawn(size);
      const inside = hostIn(drawing, 'docker01').layout.items.filter(({ kind }) => kind === 'container');
      expect(inside).toHaveLength(2);
      const words = monoWidth('192.168.111.101', Math.max(size.body, largestLetters(size)));
      for (const { rect } of inside) expect(rect.width).toBeGreaterThanOrEqual(words + 16);
      expectTidy(drawing);
    });
  }
});
