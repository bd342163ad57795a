import { tagWords } from '../../shared/drawing/tags.ts';
import type { HostLayout } from '../../shared/drawing/types.ts';
import { chooseThing } from '../canvas/choose.ts';
import { nameOfHost } from '../canvas/names.ts';
import { useOffPath } from '../canvas/off-path.ts';
import { useMark } from '../derived/live.ts';
import { useIsSelected } from '../store/selection.ts';
import { useUi } from '../store/ui.ts';
import { Spoken } from '../ui/Spoken.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import classes from './FoldedHost.module.css';
import { HostIcon } from './HostIcon.tsx';

/** One line that still shows its stripes, how much is in it, and its state. A double click opens it. */
export function FoldedHost({ layout }: { readonly layout: HostLayout }) {
  const { host } = layout;
  const mark = useMark(host.name);
  const selected = useIsSelected(host.name);
  const off = useOffPath(host.name);
  const toggle = useUi((state) => state.toggleFold);
  const tags = layout.ports.map((port) => port.tag).filter((tag) => tag !== 'untagged');
  const count = host.containers.length;
  const words = [nameOfHost(host, mark), tags.map(tagWords).join(', '), count > 0 ? `${count} containers` : '']
    .filter((part) => part !== '')
    .join(', ');
  return (
    <button
      type="button"
      className={classes.line}
      style={{ width: layout.width, height: layout.height }}
      aria-pressed={selected}
      data-thing={host.name}
      data-selected={selected}
      data-off-path={off}
      onClick={() => chooseThing(host.name)}
      onDoubleClick={() => toggle(host.name)}
    >
      <Spoken name={words}>
        <span className={classes.stripes}>
          {layout.ports.map((port) => (
            <span key={`${port.nic}#${port.tag}`} data-vlan={port.tag} />
          ))}
        </span>
        <HostIcon router={host.routing?.forward === true} />
        <strong>{host.name}</strong>
        <span className={classes.tags}>
          {tags.slice(0, 4).map((tag) => (
            <span key={tag} data-vlan={tag}>
              {tag}
            </span>
          ))}
          {tags.length > 4 ? <span>+{tags.length - 4}</span> : null}
        </span>
        <span className={classes.count} title={`${count} containers`}>
          {count > 0 ? count : ''}
        </span>
        <StateMark state={mark} />
      </Spoken>
    </button>
  );
}
