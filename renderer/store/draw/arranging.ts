/** Many things chosen at once, put in line, or all of them where the drawing itself would have them. */
import {
  type Alignment,
  aligned,
  distributed,
  movables,
  placeEdits,
  settled,
} from '../../../shared/drawing/arrange.ts';
import { drawLab } from '../../../shared/drawing/drawing.ts';
import { STANDARD } from '../../../shared/drawing/measures.ts';
import { tidied } from '../../../shared/drawing/tidy.ts';
import { type Edit, unset } from '../../../shared/lab/edit.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { noteId } from '../../../shared/lab/lab.ts';
import { useDocument } from '../document/document-store.ts';
import { type ThingWithData, thingById } from '../document/thing.ts';
import { selectedIds, selectThings, useSelection } from '../selection.ts';
import { applied } from './gestures.ts';

const openLab = (): Lab | undefined => useDocument.getState().lab;

/** Everything that stands by itself: hosts with what is in them, segments, networks, notes. */
export function selectAll(): void {
  const lab = openLab();
  if (lab === undefined) return;
  const named = [...lab.segments, ...lab.hosts, ...lab.networks].map(({ name }) => name);
  selectThings([...named, ...lab.notes.map(({ name }) => noteId(name))]);
}

const things = (): readonly ThingWithData[] => {
  const lab = openLab();
  return lab === undefined ? [] : [...selectedIds(useSelection.getState())].flatMap((id) => thingById(lab, id) ?? []);
};

/** The one kind of all that is chosen; undefined: nothing is, or things of different kinds are. */
export function chosenKind(): ThingWithData['kind'] | undefined {
  const kinds = new Set(things().map(({ kind }) => kind));
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

export function selectAlike(): void {
  const [lab, kind] = [openLab(), chosenKind()];
  if (lab !== undefined && kind !== undefined) selectThings(idsOfKind(lab, kind));
}

function idsOfKind(lab: Lab, kind: ThingWithData['kind']): readonly string[] {
  switch (kind) {
    case 'host':
      return lab.hosts.map(({ name }) => name);
    case 'segment':
      return lab.segments.map(({ name }) => name);
    case 'network':
      return lab.networks.map(({ name }) => name);
    case 'note':
      return lab.notes.map(({ name }) => noteId(name));
    case 'container':
      return lab.hosts.flatMap((host) => host.containers.map(({ name }) => `${host.name}/${name}`));
    case 'interface':
      return lab.hosts.flatMap((host) => host.interfaces.map(({ name }) => `${host.name}:${name}`));
  }
}

/** Of what is chosen, how much can be moved. */
export const movableCount = (): number => things().filter(({ kind }) => kind === 'host' || kind === 'note').length;

export type Arrangement = Alignment | 'distribute-across' | 'distribute-down';

const WORDS: Readonly<Record<Arrangement, string>> = {
  left: 'align left edges',
  right: 'align right edges',
  top: 'align top edges',
  bottom: 'align bottom edges',
  across: 'align middles on one column',
  down: 'align middles on one row',
  'distribute-across': 'distribute across',
  'distribute-down': 'distribute down',
};

export function arrange(how: Arrangement): void {
  const lab = openLab();
  if (lab === undefined) return;
  const drawing = drawLab(lab);
  const chosen = selectedIds(useSelection.getState());
  const moved = movables(drawing).filter(({ id }) => chosen.has(id));
  const wished =
    how === 'distribute-across'
      ? distributed(moved, 'across')
      : how === 'distribute-down'
        ? distributed(moved, 'down')
        : aligned(moved, how);
  applied(placeEdits(settled(drawing, wished, STANDARD.rackRowGap)), `${WORDS[how]} of ${moved.length} things`);
}

/** What tidying would change; empty: everything stands so. */
function tidyEdits(lab: Lab): readonly Edit[] {
  const { hosts } = tidied(lab);
  const wanted = placeEdits(hosts);
  const before = new Map(lab.layout.positions.map(({ id, x, y }) => [id, { x, y }]));
  const stays = (id: string): boolean => {
    const [now, then] = [before.get(id), hosts.get(id)];
    return now !== undefined && then !== undefined && now.x === then.x && now.y === then.y;
  };
  return [
    ...lab.layout.positions.filter(({ id }) => !hosts.has(id)).map(({ id }) => unset(['layout', id])),
    ...lab.notes.filter(({ at }) => at !== undefined).map(({ name }) => unset(['notes', name, 'at'])),
    ...[...hosts.keys()].flatMap((id, at) => (stays(id) ? [] : (wanted[at] ?? []))),
  ];
}

let asked: { readonly lab: Lab; readonly tidy: boolean } | undefined;

export const isTidy = (): boolean => {
  const lab = openLab();
  if (lab === undefined) return true;
  // It is asked with every change of the window.
  if (asked?.lab !== lab) asked = { lab, tidy: tidyEdits(lab).length === 0 };
  return asked.tidy;
};

/** Places that were given by hand are taken back; things slide to where they go. */
export function tidy(): void {
  const lab = openLab();
  if (lab === undefined) return;
  document.documentElement.dataset.tidying = 'true';
  setTimeout(() => delete document.documentElement.dataset.tidying, 400);
  applied(tidyEdits(lab), 'tidy up');
}
