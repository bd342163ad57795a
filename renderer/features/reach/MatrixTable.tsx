import { ActionIcon, NativeSelect, Tooltip } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { hostOfId } from '../../../shared/lab/ids.ts';
import type { Lab } from '../../../shared/lab/lab.ts';

import { useFound } from '../../derived/found.ts';
import type { Reach } from '../../derived/pairs.ts';
import { useDocument } from '../../store/document/document-store.ts';
import {
  closeBlock,
  GROUPINGS,
  type Grouping,
  groupBy,
  type OpenBlock,
  openBlock,
  useMatrix,
} from '../../store/matrix.ts';
import { type PairEnd, type Selection, selectThing, useSelection } from '../../store/selection.ts';
import { BlockCell } from './BlockCell.tsx';
import { type Blocks, blocksOf } from './blocks.ts';
import classes from './MatrixTable.module.css';
import { columnsOf, isReadable, rowsOf } from './matrix.ts';
import { PairCell } from './PairCell.tsx';
import { useCounts } from './use-counts.ts';
import { type Heading, VirtualGrid } from './VirtualGrid.tsx';

/** All pairs; of more than anyone reads, blocks that open. */
export function MatrixTable({ reach }: { readonly reach: Reach }) {
  const lab = useDocument((state) => state.lab);
  const frame = useRef<HTMLDivElement>(null);
  const room = useRoom(frame);
  return (
    <div className={classes.frame} ref={frame}>
      {isReadable(reach) || !lab ? (
        <Pairs reach={reach} sources={reach.sources} targets={reach.targets} room={room} />
      ) : (
        <Large reach={reach} lab={lab} room={room} />
      )}
    </div>
  );
}

/** As wide as the table may become beside what is told of a pair; it is narrower where that is enough. */
function useRoom(frame: RefObject<HTMLDivElement | null>): number | undefined {
  const [room, setRoom] = useState<number | undefined>(undefined);
  useLayoutEffect(() => {
    const around = frame.current?.parentElement;
    if (!around) return;
    const looked = (): void => {
      const { clientWidth: width } = around;
      const isBeside = width > NARROW;
      setRoom((isBeside ? Math.min(width * SHARE, width - LEAST_BESIDE) : width) - AROUND);
    };
    looked();
    const observer = new ResizeObserver(looked);
    observer.observe(around);
    return () => observer.disconnect();
  }, [frame]);
  return room;
}

/** As the styles of the panel have it. */
const [NARROW, SHARE, LEAST_BESIDE] = [760, 0.67, 300];
/** Beside the table: its frame, and its scroll bar. */
const AROUND = 32 + 16;

interface LargeProps {
  readonly reach: Reach;
  readonly lab: Lab;
  readonly room: number | undefined;
}

function Large({ reach, lab, room }: LargeProps) {
  const by = useMatrix((state) => state.by);
  const blocks = useMemo(() => blocksOf(lab, reach, by), [lab, reach, by]);
  const opened = useMatrix((state) => state.open);
  const closedAt = useMatrix((state) => state.closedAt);
  const selection = useSelection((state) => state.selection);
  const chosen = useMemo(() => blockOfPair(blocks, by, selection), [blocks, by, selection]);
  const open = opened ?? (selection !== closedAt ? chosen : undefined);
  const row = blocks.rows.find(({ key }) => key === open?.row);
  const column = blocks.columns.find(({ key }) => key === open?.column);
  return (
    <>
      <div className={classes.tools}>
        {open && row && column ? (
          <>
            <Tooltip label="All blocks">
              <ActionIcon aria-label="All blocks" onClick={closeBlock}>
                <IconArrowLeft size={16} />
              </ActionIcon>
            </Tooltip>
            <strong>
              {row.key} → {column.key}
            </strong>
            <span>
              {row.members.length} × {column.members.length} pairs
            </span>
          </>
        ) : (
          <>
            <NativeSelect
              size="xs"
              aria-label="Blocks by"
              value={by}
              onChange={({ currentTarget }) => groupBy(currentTarget.value as Grouping)}
              data={GROUPINGS.map((value) => ({ value, label: `by ${value}` }))}
            />
            <span>
              {reach.sources.length} × {reach.targets.length} pairs: a block opens by a click
            </span>
          </>
        )}
      </div>
      {open && row && column ? (
        <Pairs
          key={`${row.key} ${column.key}`}
          reach={reach}
          sources={row.members}
          targets={column.members}
          room={room}
        />
      ) : (
        <AllBlocks reach={reach} lab={lab} blocks={blocks} by={by} chosen={chosen} />
      )}
    </>
  );
}

interface PairsProps {
  readonly reach: Reach;
  readonly sources: readonly string[];
  readonly targets: readonly PairEnd[];
  readonly room: number | undefined;
}

function Pairs({ reach, sources, targets, room }: PairsProps) {
  const found = useFound();
  const selection = useSelection((state) => state.selection);
  const rows = useMemo(() => rowsOf(sources), [sources]);
  const columns = useMemo(() => columnsOf(targets), [targets]);
  const [rowHeadings, columnHeadings] = useMemo(() => {
    const marked = new Set(found);
    return [
      rows.map(
        (id): Heading => ({ key: id, label: id, title: id, marked: marked.has(id), onChoose: () => selectThing(id) }),
      ),
      columns.map(
        ({ target, host, label, short }): Heading => ({
          key: `${target.id} ${target.address}`,
          label: label || host,
          short,
          title: `${target.id} ${target.address}`,
          group: host,
          marked: marked.has(target.id),
          onChoose: () => selectThing(target.id),
        }),
      ),
    ];
  }, [rows, columns, found]);
  const seek = useMemo(() => {
    const pair = selection?.kind === 'pair' ? selection : undefined;
    const row = rows.indexOf(pair?.from ?? found[0] ?? '');
    const column = columns.findIndex(({ target }) =>
      pair ? target.id === pair.to.id && target.address === pair.to.address : target.id === found[0],
    );
    return row < 0 && column < 0 ? undefined : `${Math.max(0, row)},${Math.max(0, column)}`;
  }, [selection, found, rows, columns]);
  return (
    <VirtualGrid
      label="Reachability: each row pings the things in the columns"
      unit={reach.measured > 0 ? 'in ms' : undefined}
      rows={rowHeadings}
      columns={columnHeadings}
      room={room}
      seek={seek}
      cell={(row, column, place) => {
        const [from, to] = [rows[row], columns[column]];
        return from !== undefined && to ? <PairCell pair={reach.pair(from, to.target)} place={place} /> : null;
      }}
    />
  );
}

interface AllBlocksProps {
  readonly reach: Reach;
  readonly lab: Lab;
  readonly blocks: Blocks;
  readonly by: Grouping;
  readonly chosen: OpenBlock | undefined;
}

function AllBlocks({ reach, lab, blocks, by, chosen }: AllBlocksProps) {
  const found = useFound();
  const counts = useCounts(reach, blocks);
  const [rows, columns] = useMemo(() => {
    const marked = new Set([...found, ...found.map(hostOfId)]);
    const things = new Set([...lab.hosts, ...lab.networks].map(({ name }) => name));
    const heading = ({ key, members }: { readonly key: string; readonly members: readonly unknown[] }): Heading => ({
      key,
      label: key,
      title: `${key}: ${members.length}`,
      marked: marked.has(key),
      ...(things.has(key) && { onChoose: () => selectThing(key) }),
    });
    return [blocks.rows.map(heading), blocks.columns.map(heading)];
  }, [blocks, lab, found]);
  const seek = useMemo(() => {
    const at = (groups: readonly { readonly key: string }[], key: string | undefined): number =>
      groups.findIndex((group) => group.key === key);
    const near = found[0] === undefined ? undefined : hostOfId(found[0]);
    const [row, column] = [at(blocks.rows, chosen?.row ?? near), at(blocks.columns, chosen?.column ?? near)];
    return row < 0 || column < 0 ? undefined : `${row},${column}`;
  }, [blocks, chosen, found]);
  const open = useCallback((row: string, column: string) => openBlock({ by, row, column }), [by]);
  return (
    <VirtualGrid
      label={`Reachability by ${by}: each row pings the things in the columns`}
      rows={rows}
      columns={columns}
      least={68}
      seek={seek}
      cell={(row, column, place) => {
        const [from, to] = [blocks.rows[row]?.key ?? '', blocks.columns[column]?.key ?? ''];
        return (
          <BlockCell
            from={from}
            to={to}
            count={counts(row, column)}
            chosen={chosen?.row === from && chosen.column === to}
            place={place}
            onOpen={open}
          />
        );
      }}
    />
  );
}

function blockOfPair(blocks: Blocks, by: Grouping, selection: Selection | undefined): OpenBlock | undefined {
  if (selection?.kind !== 'pair') return undefined;
  const { from, to } = selection;
  const row = blocks.rows.find(({ members }) => members.includes(from))?.key;
  const column = blocks.columns.find(({ members }) =>
    members.some(({ id, address }) => id === to.id && address === to.address),
  )?.key;
  return row === undefined || column === undefined ? undefined : { by, row, column };
}
