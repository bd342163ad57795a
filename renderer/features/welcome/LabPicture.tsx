import { memo } from 'react';
import { drawLab } from '../../../shared/drawing/drawing.ts';
import { toSvg } from '../../../shared/drawing/path.ts';
import type { Item } from '../../../shared/drawing/types.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import classes from './LabPicture.module.css';

/** A lab as a small picture, from the same geometry as the canvas. Undefined: its place, until it is drawn. */
export const LabPicture = memo(function LabPicture({ lab }: { readonly lab: Lab | undefined }) {
  if (!lab) return <svg className={classes.picture} aria-hidden="true" />;
  const drawing = drawLab(lab);
  const { x, y, width, height } = drawing.bounds;
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
          <text className={classes.name} x={bar.rect.x + 18} y={bar.rect.y + bar.rect.height / 2 + 5}>
            {bar.id}
          </text>
        </g>
      ))}
      {drawing.hosts.map(({ id, rect, layout }) => (
        <g key={id} transform={`translate(${rect.x} ${rect.y})`}>
          <rect className={classes.box} width={rect.width} height={rect.height} rx={12} />
          <text className={classes.name} x={18} y={layout.header.y + layout.header.height / 2 + 6}>
            {id}
          </text>
          {layout.wires.map((wire) => (
            <path key={wire.id} className={classes.wire} data-vlan={wire.tag} d={toSvg(wire.path)} />
          ))}
          {layout.items.map((item) => (
            <Shape key={item.vertex} item={item} />
          ))}
        </g>
      ))}
      {drawing.cables.map((cable) => (
        <path key={cable.id} className={classes.wire} data-vlan={cable.tag} d={toSvg(cable.path)} />
      ))}
    </svg>
  );
});

function Shape({ item }: { readonly item: Item }) {
  if (item.kind === 'rail') {
    const { line, label } = item;
    return (
      <g data-vlan={item.tag}>
        <rect className={classes.rail} {...line} rx={3} />
        <text className={classes.network} x={label.x + label.width / 2} y={label.y + label.height / 2 + 6}>
          {item.network.name}
        </text>
      </g>
    );
  }
  const label =
    item.kind === 'container' ? item.container.name : item.kind === 'interface' ? item.iface.name : 'forwarding on';
  return (
    <g data-vlan={item.tag}>
      <rect className={classes.item} data-kind={item.kind} {...item.rect} rx={item.kind === 'forwarding' ? 20 : 8} />
      <text className={classes.label} x={item.rect.x + item.rect.width / 2} y={item.rect.y + item.rect.height / 2 + 5}>
        {label}
      </text>
    </g>
  );
}
