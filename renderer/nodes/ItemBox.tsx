import { type CSSProperties, memo, type ReactNode } from 'react';
import { markedKind } from '../../shared/drawing/kind-marks.ts';
import { NAME_GAP } from '../../shared/drawing/measures.ts';
import type { Item } from '../../shared/drawing/types.ts';
import type { Host, Interface } from '../../shared/lab/lab.ts';
import { unreachable } from '../../shared/problem.ts';
import { KindMark } from '../actions/tool-icons.tsx';
import { chooseThing } from '../canvas/choose.ts';
import { useIsGhost } from '../canvas/ghosts.ts';
import { nameOfItem } from '../canvas/names.ts';
import { useOffPath } from '../canvas/off-path.ts';
import { INTERFACE_WORDS } from '../derived/interface-words.ts';
import { useMark } from '../derived/live.ts';
import { useProblemMark } from '../derived/problems.ts';
import { useReachMark } from '../derived/reach.ts';
import { markKey } from '../store/run/marks.ts';
import { useIsSelected } from '../store/selection.ts';
import { openTerminal } from '../store/terminals/terminals-store.ts';
import { Spoken } from '../ui/Spoken.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import { VerdictMark } from '../ui/VerdictMark.tsx';
import { CutName } from './CutName.tsx';
import classes from './ItemBox.module.css';

/** A thing inside a host: container, rail of a network, interface, or the bridge of a router's forwarding. */
export const ItemBox = memo(function ItemBox({ host, item }: { readonly host: Host; readonly item: Item }) {
  const mark = useMark(markKey(host.name, item.id));
  const reach = useReachMark(item.id);
  const problem = useProblemMark(item.id);
  const selected = useIsSelected(item.id) && item.kind !== 'forwarding';
  const off = useOffPath(item.vertex);
  const ghost = useIsGhost(item.vertex);
  const { x, y, width, height } = item.rect;
  return (
    <button
      type="button"
      className={item.kind === 'forwarding' ? classes.item : `${classes.item} nodrag`}
      style={{ left: x, top: y, width, height }}
      aria-pressed={selected}
      tabIndex={-1}
      data-thing={item.vertex}
      data-kind={item.kind === 'interface' ? item.iface.kind : item.kind}
      data-vlan={item.tag}
      data-state={mark}
      data-off-path={off}
      data-selected={selected}
      data-ghost={ghost || undefined}
      onClick={() => chooseThing(item.id)}
      onDoubleClick={item.kind === 'container' ? () => openTerminal(item.id) : undefined}
    >
      <Spoken name={nameOfItem(host, item, mark, problem)}>
        <Inside item={item} />
        {item.kind === 'forwarding' || mark === 'unknown' ? null : (
          <span className={classes.mark} style={onLine(item)}>
            <StateMark state={mark} />
          </span>
        )}
        {problem && item.kind !== 'forwarding' ? (
          <span className={classes.problem} style={onLine(item)}>
            <StateMark state={problem === 'error' ? 'failing' : 'differs'} word={problem} />
          </span>
        ) : null}
        {reach ? (
          <span className={classes.reach} data-verdict={reach.verdict} data-voice={reach.voice}>
            <VerdictMark verdict={reach.verdict} />
          </span>
        ) : null}
      </Spoken>
    </button>
  );
});

function Inside({ item }: { readonly item: Item }) {
  switch (item.kind) {
    case 'container':
      return (
        <>
          <Name name={item.container.name} />
          <span className={classes.address} data-tell="terse">
            {item.address ?? 'automatic'}
          </span>
        </>
      );
    case 'rail': {
      const { network, line, rect } = item;
      const mode =
        network.mode === undefined || network.mode === 'bridge' || network.mode === 'l2' ? '' : ` ${network.mode}`;
      return (
        <>
          <span className={classes.line} style={{ top: line.y - rect.y }} />
          <span className={classes.railLabel} style={besideLine(item)}>
            <Name name={network.name}>{mode === '' ? null : <span className={classes.mode}>{mode}</span>}</Name>
            <span className={classes.small} data-tell="all">
              {network.subnet} · {network.driver}
            </span>
          </span>
        </>
      );
    }
    case 'interface':
      return (
        <>
          <span className={classes.named} data-tell="names">
            <Mark iface={item.iface} />
            <span className={classes.device}>
              <bdi>{item.iface.name}</bdi>
            </span>
          </span>
          <span className={classes.small} data-tell="terse">
            <InterfaceWords iface={item.iface} />
          </span>
        </>
      );
    case 'forwarding':
      return (
        <>
          <span className={classes.name} data-tell="names">
            forwarding on
          </span>
          <span className={classes.small} data-tell="terse">
            {item.words}
          </span>
        </>
      );
    default:
      return unreachable(item);
  }
}

function Name({ name, children }: { readonly name: string; readonly children?: ReactNode }) {
  return (
    <span className={classes.name} data-tell="names">
      <CutName name={name} />
      {children}
    </span>
  );
}

/** At the end of its line, clear of its name: of a network, whose box nobody sees. */
const onLine = (item: Item): CSSProperties | undefined =>
  item.kind === 'rail' ? { top: item.line.y + item.line.height / 2 - item.rect.y } : undefined;

/** Below the line, or above it in a host that hangs under its segment: words that grow go away from it. */
const besideLine = ({ rect, line, label }: Item & { readonly kind: 'rail' }): CSSProperties =>
  label.y < line.y ? { bottom: rect.y + rect.height - line.y + NAME_GAP } : { top: label.y - rect.y + NAME_GAP };

/** Of what is no card and no sub-interface: these are told by where they stand. */
function Mark({ iface }: { readonly iface: Interface }) {
  const kind = markedKind(iface);
  return kind === undefined ? null : <KindMark kind={kind} size="1.15em" />;
}

function InterfaceWords({ iface }: { readonly iface: Interface }) {
  const address = iface.address === undefined ? null : <span className={classes.mono}>{iface.address}</span>;
  switch (iface.kind) {
    case 'nic':
      return address ?? 'untagged';
    case 'vlan':
      return (
        <>
          <span data-tell={address ? 'all' : undefined}>
            tag {iface.vlan}
            {address ? ' · ' : ''}
          </span>
          {address}
        </>
      );
    case 'shim':
      return address ?? INTERFACE_WORDS.shim.short;
    case 'bond':
    case 'bridge':
    case 'dummy':
      return (
        <>
          <span data-tell={address ? 'all' : undefined}>
            {iface.kind}
            {address ? ' · ' : ''}
          </span>
          {address}
        </>
      );
    default:
      return unreachable(iface);
  }
}
