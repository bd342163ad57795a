import { IconChevronRight } from '@tabler/icons-react';
import { memo } from 'react';
import { isHostKind, type Outlined, type OutlineRow } from '../../../shared/drawing/outline.ts';
import { tagWords } from '../../../shared/drawing/tags.ts';
import { unreachable } from '../../../shared/problem.ts';
import { TOOL_ICONS } from '../../actions/tool-icons.tsx';
import { chooseThing } from '../../canvas/choose.ts';
import { containerWord, said } from '../../canvas/names.ts';
import { useMark } from '../../derived/live.ts';
import { useProblemMark } from '../../derived/problems.ts';
import { turnRow } from '../../store/outline.ts';
import { type MarkState, markKey } from '../../store/run/marks.ts';
import { toggleThing, useIsSelected } from '../../store/selection.ts';
import { Spoken } from '../../ui/Spoken.tsx';
import { HOST_WORDS, StateMark } from '../../ui/StateMark.tsx';
import classes from './Outline.module.css';

interface Props {
  readonly row: OutlineRow;
  /** Tab comes here. */
  readonly stop: boolean;
  readonly onFocus: (key: string) => void;
}

const alike = (a: Props, b: Props): boolean =>
  a.row.item === b.row.item &&
  a.row.open === b.row.open &&
  a.row.position === b.row.position &&
  a.row.of === b.row.of &&
  a.stop === b.stop;

/** One thing in its place: what it is, how it stands, and what is in it below. */
export const OutlineItem = memo(function OutlineItem({
  row: { item, level, position, of, open },
  stop,
  onFocus,
}: Props) {
  const mark = useMark(item.host === undefined ? item.id : markKey(item.host, item.id));
  const problem = useProblemMark(item.id);
  const selected = useIsSelected(item.id);
  const Icon = iconOf(item);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are taken at the tree
    <div
      role="treeitem"
      className={classes.row}
      style={{ paddingLeft: 8 + (level - 1) * 14 }}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={of}
      aria-expanded={open}
      aria-selected={selected}
      tabIndex={stop ? 0 : -1}
      data-row={item.key}
      data-thing={item.id}
      data-vlan={item.tag}
      onFocus={() => onFocus(item.key)}
      onClick={(event) =>
        (event.shiftKey || event.ctrlKey || event.metaKey) && item.kind !== 'vlan'
          ? toggleThing(item.id)
          : chooseThing(item.id)
      }
    >
      <Spoken name={wordsOf(item, mark, problem)}>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys of the tree do it */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it is a part of the row's face, which the tree opens by key */}
        <span
          className={classes.twist}
          data-open={open}
          onClick={(event) => {
            if (open === undefined) return;
            event.stopPropagation();
            turnRow(item.key, !open);
          }}
        >
          {open === undefined ? null : <IconChevronRight size={12} />}
        </span>
        {Icon === undefined ? <span className={classes.swatch} /> : <Icon size={14} />}
        <span className={classes.name}>{item.name}</span>
        <span className={classes.facts}>{item.facts[0]}</span>
        {problem ? <StateMark state={problem === 'error' ? 'failing' : 'differs'} word={problem} /> : null}
        {mark === 'unknown' ? null : <StateMark state={mark} />}
      </Spoken>
    </div>
  );
}, alike);

const WORDS: Readonly<Record<Outlined['kind'], string>> = {
  segment: 'Segment',
  vlan: '',
  host: 'Host',
  router: 'Router',
  interface: 'Interface',
  network: 'Network',
  container: 'Container',
  note: 'Note',
};

/** `Container bbox10, 172.16.10.10, VLAN 10, running`: where it stands is said by the tree. */
function wordsOf(item: Outlined, mark: MarkState, problem: 'error' | 'warning' | undefined): string {
  const { kind, name, facts, tag } = item;
  const state = isHostKind(kind) ? HOST_WORDS[mark] : kind === 'container' ? containerWord(mark) : said(mark);
  return [
    `${WORDS[kind]} ${name}`.trim(),
    ...facts,
    // A sub-interface says its tag itself.
    tag === undefined || kind === 'vlan' || facts.includes(`tag ${tag}`) ? '' : tagWords(tag),
    kind === 'segment' || kind === 'vlan' || kind === 'note' ? '' : state,
    problem === undefined ? '' : problem === 'error' ? 'has an error' : 'has a warning',
  ]
    .filter((word) => word !== '')
    .join(', ');
}

/** Undefined: the colour of its VLAN stands there. */
function iconOf({ kind }: Outlined) {
  switch (kind) {
    case 'segment':
    case 'host':
    case 'router':
    case 'container':
    case 'note':
    case 'network':
      return TOOL_ICONS[kind];
    case 'vlan':
    case 'interface':
      return undefined;
    default:
      return unreachable(kind);
  }
}
