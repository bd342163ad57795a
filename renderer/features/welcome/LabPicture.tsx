import { memo } from 'react';
import { drawLab } from '../../../shared/drawing/drawing.ts';
import { sansWidth } from '../../../shared/drawing/measures.ts';
import { toSvg } from '../../../shared/drawing/path.ts';
import type { Item } from '../../../shared/drawing/types.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import classes from './LabPicture.module.css';

/** What a picture that stands for itself is at least large, in pixels; and its letters. */
const LEAST = { width: 306, height: 150, letters: 11 };

interface Props {
  readonly lab: Lab | undefined;
  /** With the names that can be read at that size; without, it stands beside its own. */
  readonly named?: boolean;
}

/** A lab as a small picture, from the same geometry as the canvas. Undefined: its place, until it is drawn. */
export const LabPicture = memo(function LabPicture({ lab, named = false }: Props) {
  if (!lab) return <svg className={classes.picture} aria-hidden="true" />;
  const drawing = drawLab(lab);
  const { x, y, width, height } = drawing.bounds;
  const letters = named ? LEAST.letters * Math.max(width / LEAST.width, height / LEAST.height) : undefined;
  return (
    <svg className={classes.picture} viewBox={`${x - 8} ${y - 8} ${width + 16} ${height + 16}`} aria-hidden="true">
      {drawing.segments.map((bar) => (
        <g key={bar.id}>
          <rect className={classes.box} {...bar.rect} rx={12} />
          {bar.stripes.map((stripe) => (
            <line
              key={stripe.vertex}
              className={classes.stripe}
              data-vlan={stripe.tag}
              x1={stripe.x1}
              x2={stripe.x2}
              y1={stripe.y}
              y2={stripe.y}
            />
          ))}
          <Words
            words={bar.id}
            letters={letters}
            x={bar.rect.x + 18}
            y={bar.rect.y + bar.rect.height / 2}
            room={(bar.stripes[0]?.x1 ?? bar.rect.x + bar.rect.width) - bar.rect.x - 24}
          />
        </g>
      ))}
      {drawing.hosts.map(({ id, rect, layout }) => (
        <g key={id} transform={`translate(${rect.x} ${rect.y})`}>
          <rect className={classes.box} width={rect.width} height={rect.height} rx={12} />
          <Words
            words={id}
            letters={letters}
            x={18}
            y={layout.header.y + layout.header.height / 2}
            room={rect.width - 36}
          />
          {layout.wires.map((wire) => (
            <path key={wire.id} className={classes.wire} data-vlan={wire.tag} d={toSvg(wire.path)} />
          ))}
          {layout.items.map((item) => (
            <Shape key={item.vertex} item={item} letters={letters} />
          ))}
        </g>
      ))}
      {drawing.cables.map((cable) => (
        <path key={cable.id} className={classes.wire} data-vlan={cable.tag} d={toSvg(cable.path)} />
      ))}
    </svg>
  );
});

interface WordsProps {
  readonly words: string;
  /** Undefined: no words are told. */
  readonly letters: number | undefined;
  readonly x: number;
  /** Of their middle. */
  readonly y: number;
  /** What has no room is not told. */
  readonly room: number;
  readonly centred?: boolean;
}

const isTold = ({ words, letters, room }: Pick<WordsProps, 'words' | 'letters' | 'room'>): boolean =>
  letters !== undefined && sansWidth(words, letters) <= room;

function Words({ words, letters, x, y, room, centred }: WordsProps) {
  if (!isTold({ words, letters, room })) return null;
  return (
    <text className={classes.name} data-centred={centred} fontSize={letters} x={x} y={y}>
      {words}
    </text>
  );
}

function Shape({ item, letters }: { readonly item: Item; readonly letters: number | undefined }) {
  if (item.kind === 'rail') {
    const { line, label } = item;
    const middle = label.x + label.width / 2;
    return (
      <g data-vlan={item.tag}>
        <rect className={classes.rail} {...line} rx={3} />
        {/* A wire begins below the rail's name: without that, at the rail. */}
        {!isTold({ words: item.network.name, letters, room: label.width }) && (
          <line
            className={classes.wire}
            data-vlan={item.tag}
            x1={middle}
            x2={middle}
            y1={line.y + line.height}
            y2={label.y + label.height}
          />
        )}
        <Words
          words={item.network.name}
          letters={letters}
          x={middle}
          y={label.y + label.height / 2}
          room={label.width}
          centred
        />
      </g>
    );
  }
  const label =
    item.kind === 'container' ? item.container.name : item.kind === 'interface' ? item.iface.name : 'forwarding on';
  return (
    <g data-vlan={item.tag}>
      <rect className={classes.item} data-kind={item.kind} {...item.rect} rx={item.kind === 'forwarding' ? 20 : 8} />
      <Words
        words={label}
        letters={letters}
        x={item.rect.x + item.rect.width / 2}
        y={item.rect.y + item.rect.height / 2}
        room={item.rect.width - 12}
        centred
      />
    </g>
  );
}
