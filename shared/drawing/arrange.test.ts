import { describe, expect, it } from 'vitest';
import { editText, openLab } from '../lab/edit.ts';
import { vlansTwoHosts } from '../lab/templates/vlans-two-hosts.ts';
import { aligned, distributed, movables, placeEdits, settled } from './arrange.ts';
import { drawLab } from './drawing.ts';
import { snapped } from './snap.ts';
import { thingOfVertex, thingsWithin } from './within.ts';

const box = (id: string, x: number, y: number, width = 100, height = 50) => ({ id, rect: { x, y, width, height } });
const three = [box('a', 0, 0), box('b', 130, 30, 60), box('c', 400, 10, 100, 80)];
const text = `${vlansTwoHosts.text}\nnotes: { n1: { text: hello, at: { x: 2000, y: 0 } } }\n`;
const { lab } = openLab(text);
if (lab === undefined) throw new Error('it is no lab');
const drawing = drawLab(lab);

describe('things moved by hand', () => {
  it('stand in line by edges and by middles', () => {
    expect([...aligned(three, 'left').values()].map(({ x }) => x)).toEqual([0, 0, 0]);
    expect([...aligned(three, 'right').values()].map(({ x }) => x)).toEqual([400, 440, 400]);
    expect([...aligned(three, 'top').values()].map(({ y }) => y)).toEqual([0, 0, 0]);
    expect([...aligned(three, 'bottom').values()].map(({ y }) => y)).toEqual([40, 40, 10]);
    expect([...aligned(three, 'across').values()].map(({ x }) => x)).toEqual([200, 220, 200]);
    expect([...aligned(three, 'down').values()].map(({ y }) => y)).toEqual([20, 20, 5]);
  });

  it('stand at equal distances, the outermost where they are', () => {
    expect([...distributed(three, 'across')]).toEqual([
      ['a', { x: 0, y: 0 }],
      ['b', { x: 220, y: 30 }],
      ['c', { x: 400, y: 10 }],
    ]);
    expect([...distributed([], 'down')]).toEqual([]);
  });

  it('snap to edges and middles that are near, with a line, and else to the grid', () => {
    const others = [{ x: 0, y: 0, width: 100, height: 50 }];
    expect(snapped({ x: 3, y: 203, width: 60, height: 20 }, others, 6)).toEqual({
      at: { x: 0, y: 200 },
      guides: [{ from: { x: 0, y: 0 }, to: { x: 0, y: 220 } }],
    });
    expect(snapped({ x: 22, y: 203, width: 60, height: 20 }, others, 6).at.x).toBe(20);
    expect(snapped({ x: 300, y: 203, width: 60, height: 20 }, others, 6)).toEqual({
      at: { x: 304, y: 200 },
      guides: [],
    });
  });

  it('cover nothing where they are let go, and the file keeps their places', () => {
    const [first, second] = drawing.hosts;
    if (first === undefined || second === undefined) throw new Error('two hosts are drawn');
    const places = settled(
      drawing,
      new Map([
        [first.id, { x: second.rect.x, y: second.rect.y }],
        ['note n1', { x: second.rect.x, y: second.rect.y }],
      ]),
      8,
    );
    const edited = editText(text, placeEdits(places));
    if (!edited.ok) throw new Error(edited.problems[0]?.message);
    const after = openLab(edited.value).lab;
    const drawn = after && drawLab(after);
    expect(drawn && movables(drawn).find(({ id }) => id === first.id)?.rect).toMatchObject(places.get(first.id) ?? {});
    expect(after?.notes[0]?.at).toEqual(places.get('note n1'));
    expect(places.get(first.id)).not.toEqual({ x: second.rect.x, y: second.rect.y });
  });

  it('are chosen by what is drawn around them', () => {
    const everything = { x: -1e5, y: -1e5, width: 2e5, height: 2e5 };
    expect(thingsWithin(drawing, everything)).toEqual(['docker01', 'docker02', 'router', 'lan', 'note n1']);
    const { rect, layout } = drawing.hosts[0] ?? {};
    const item = layout?.items.find(({ kind }) => kind === 'container');
    if (rect === undefined || item === undefined) throw new Error('a container is drawn');
    const around = {
      x: rect.x + item.rect.x - 1,
      y: rect.y + item.rect.y - 1,
      width: item.rect.width + 2,
      height: item.rect.height + 2,
    };
    expect(thingsWithin(drawing, around)).toEqual([item.id]);
    expect(thingOfVertex(drawing, item.vertex)).toBe(item.id);
    expect(thingOfVertex(drawing, 'lan#10')).toBeUndefined();
  });
});
