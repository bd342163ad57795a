import { useUi } from '../store/ui.ts';
import classes from './Guides.module.css';

/** While something is moved by hand: what it lines up with. */
export function Guides() {
  const guides = useUi((state) => state.guides);
  if (guides.length === 0) return null;
  return (
    <svg className={classes.guides} width="1" height="1" aria-hidden="true">
      {guides.map(({ from, to }) => (
        <line
          key={`${from.x} ${from.y} ${to.x} ${to.y}`}
          x1={from.x}
          y1={from.y}
          x2={to.x}
          y2={to.y}
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}
