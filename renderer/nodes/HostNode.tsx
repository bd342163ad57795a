import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { toSvg } from '../../shared/drawing/path.ts';
import type { DrawnWire, HostLayout } from '../../shared/drawing/types.ts';
import { chooseThing } from '../canvas/choose.ts';
import { useGhosts, useIsGhost } from '../canvas/ghosts.ts';
import { nameOfHost } from '../canvas/names.ts';
import { useOffPath } from '../canvas/off-path.ts';
import type { HostNodeType } from '../canvas/view.ts';
import { useMark } from '../derived/live.ts';
import { useProblemMark } from '../derived/problems.ts';
import { useIsAimedAt } from '../store/draw/draw-store.ts';
import { useIsSelected } from '../store/selection.ts';
import { openTerminal } from '../store/terminals/terminals-store.ts';
import { useUi } from '../store/ui.ts';
import { Spoken } from '../ui/Spoken.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import { CutName } from './CutName.tsx';
import { FoldedHost } from './FoldedHost.tsx';
import { HostBadges } from './HostBadges.tsx';
import { HostIcon } from './HostIcon.tsx';
import classes from './HostNode.module.css';
import { ItemBox } from './ItemBox.tsx';
import { wordsBeside } from './words-beside.ts';

/** A host as a box with everything that is in it; folded to one line in large labs. */
export const HostNode = memo(function HostNode({ data: { layout } }: NodeProps<HostNodeType>) {
  return layout.folded ? <FoldedHost layout={layout} /> : <WholeHost layout={layout} />;
});

function WholeHost({ layout }: { readonly layout: HostLayout }) {
  const off = useOffPath(layout.host.name);
  const ghost = useIsGhost(`host ${layout.host.name}`);
  const { host } = layout;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form
    <div
      role="group"
      aria-label={host.name}
      data-host={host.name}
      className={classes.host}
      data-off-path={off}
      data-ghost-host={ghost || undefined}
      style={{ width: layout.width, height: layout.height }}
    >
      <svg className={classes.wires} width={layout.width} height={layout.height} aria-hidden="true">
        {layout.wires.map((wire) => (
          <InnerWire key={wire.id} wire={wire} />
        ))}
      </svg>
      <HostHeader layout={layout} />
      {layout.items.map((item) => (
        <ItemBox key={item.vertex} host={host} item={item} />
      ))}
      <Promiscuous layout={layout} />
    </div>
  );
}

function HostHeader({ layout }: { readonly layout: HostLayout }) {
  const {
    host,
    hidden,
    header: { y: top, height },
  } = layout;
  const { toggleFold } = useUi.getState();
  const mark = useMark(host.name);
  const problem = useProblemMark(host.name);
  const selected = useIsSelected(host.name);
  const aimed = useIsAimedAt(host.name);
  return (
    <>
      <button
        type="button"
        className={classes.header}
        style={{ top, height }}
        aria-pressed={selected}
        data-thing={host.name}
        tabIndex={-1}
        onClick={() => chooseThing(host.name)}
        // What is shown in part is shown whole first.
        onDoubleClick={() => (hidden > 0 ? toggleFold(host.name) : openTerminal(host.name))}
      >
        <Spoken name={nameOfHost(host, mark)}>
          <HostIcon router={host.routing?.forward === true} />
          <strong>
            <CutName name={host.name} />
          </strong>
          <HostBadges host={host} />
          <span className={classes.address} data-tell="all">
            {host.ssh.address}
          </span>
          {problem ? <StateMark state={problem === 'error' ? 'failing' : 'differs'} word={problem} /> : null}
          {hidden > 0 ? (
            <span className={classes.hidden} data-tell="terse">
              +{hidden}
            </span>
          ) : null}
          <StateMark state={mark} />
        </Spoken>
      </button>
      <span className={classes.frame} data-selected={selected} data-aimed={aimed || undefined} />
    </>
  );
}

const InnerWire = memo(function InnerWire({ wire }: { readonly wire: DrawnWire }) {
  const off = useOffPath(wire.id);
  const ghosts = useGhosts();
  const ghost = ghosts.has(wire.from) || ghosts.has(wire.to);
  return (
    <path
      className={classes.wire}
      data-off-path={off}
      data-ghost={ghost || undefined}
      data-vlan={wire.tag}
      data-look={wire.look}
      d={toSvg(wire.path)}
    />
  );
});

/** Beside each NIC that takes frames for other MAC addresses. */
function Promiscuous({ layout }: { readonly layout: HostLayout }) {
  return wordsBeside(layout).map(({ vertex, x, y, width, right }) => (
    <span
      key={vertex}
      className={classes.promiscuous}
      data-tell="all"
      style={{ left: x, top: y - 8, width, textAlign: right ? 'right' : 'left' }}
    >
      promiscuous
    </span>
  ));
}
