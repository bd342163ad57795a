import { useStore } from '@xyflow/react';
import { memo } from 'react';
import { tagOfNetwork, tagWords } from '../../shared/drawing/tags.ts';
import type { HostLayout, Tag } from '../../shared/drawing/types.ts';
import { type Container, containerId, type Host } from '../../shared/lab/lab.ts';
import { networksOf } from '../../shared/lab/lookup.ts';
import { TOOL_ICONS } from '../actions/tool-icons.tsx';
import { chooseThing } from '../canvas/choose.ts';
import { containerWord, nameOfHost } from '../canvas/names.ts';
import { useOffPath } from '../canvas/off-path.ts';
import { useIsNear, useTellingKept } from '../canvas/Scaled.tsx';
import { useDerived } from '../derived/derive.ts';
import { markOf, useMark } from '../derived/live.ts';
import { useDocument } from '../store/document/document-store.ts';
import { useIsSelected } from '../store/selection.ts';
import { openTerminal } from '../store/terminals/terminals-store.ts';
import { useUi } from '../store/ui.ts';
import { Spoken } from '../ui/Spoken.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import { count as counted } from '../ui/words.ts';
import classes from './FoldedHost.module.css';
import { HostIcon } from './HostIcon.tsx';
import { standsIn, useIsAround } from './use-is-around.ts';

/** More do not fit beside each other. */
const MOST_CHIPS = 8;

/** A host of a large lab: its whole name and state first, then its tags and, from nearer, containers as chips. A double click opens it. */
export function FoldedHost({ layout }: { readonly layout: HostLayout }) {
  const { host } = layout;
  const mark = useMark(host.name);
  const selected = useIsSelected(host.name);
  const off = useOffPath(host.name);
  const toggle = useUi((state) => state.toggleFold);
  const near = useIsAround(host.name, useIsNear());
  const kept = useTellingKept(useStore((state) => !standsIn(state, host.name, 0)));
  const tags = layout.ports.map((port) => port.tag).filter((tag) => tag !== 'untagged');
  const count = host.containers.length;
  const words = [
    nameOfHost(host, mark),
    tags.slice(0, 8).map(tagWords).join(', '),
    count > 0 ? counted(count, 'container') : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
  return (
    <div
      {...kept}
      className={classes.host}
      style={{ ...kept?.style, width: layout.width, height: layout.height }}
      data-selected={selected}
      data-off-path={off}
    >
      <button
        type="button"
        className={classes.line}
        aria-pressed={selected}
        data-thing={host.name}
        tabIndex={-1}
        onClick={() => chooseThing(host.name)}
        onDoubleClick={() => toggle(host.name)}
      >
        <Spoken name={words}>
          <span className={classes.stripes}>
            {layout.ports.slice(0, 12).map((port) => (
              <span key={`${port.nic}#${port.tag}`} data-vlan={port.tag} />
            ))}
          </span>
          <span className={classes.icon} data-tell="names">
            <HostIcon router={host.routing?.forward === true} />
          </span>
          <strong>{host.name}</strong>
          <span className={classes.tags} data-tell="terse">
            {tags.slice(0, 4).map((tag) => (
              <span key={tag} data-vlan={tag}>
                {tag}
              </span>
            ))}
          </span>
          {tags.length > 4 ? (
            <span className={classes.more} data-tell="terse" title={`${tags.length} tags`}>
              …
            </span>
          ) : null}
          <span className={classes.count} data-tell="names">
            {count > 0 ? (
              <>
                <TOOL_ICONS.container size="1.2em" />
                {count}
              </>
            ) : null}
          </span>
          <StateMark state={mark} />
        </Spoken>
      </button>
      {near && count > 0 ? <Chips host={host} /> : null}
    </div>
  );
}

/** Failing ones first: they are why one looks. */
const Chips = memo(function Chips({ host }: { readonly host: Host }) {
  const networks = useDocument(({ lab }) => lab && networksOf(lab));
  const failing = useDerived(() =>
    host.containers
      .filter((box) => fails(host, box))
      .map(({ name }) => name)
      .join(' '),
  );
  const first = new Set(failing.split(' '));
  const chips = host.containers
    .map((container) => {
      const { name } = container;
      const [home] = container.attachments;
      const tag = networks && home ? tagOfNetwork({ networks }, host, home.network) : undefined;
      return { id: containerId(host.name, name), name, tag, fails: first.has(name) };
    })
    .sort((a, b) => Number(b.fails) - Number(a.fails))
    .slice(0, MOST_CHIPS);
  return (
    <div className={classes.chips} data-tell="names">
      {chips.map(({ id, name, tag }) => (
        <Chip key={id} id={id} name={name} host={host.name} tag={tag} />
      ))}
    </div>
  );
});

const fails = (host: Host, { name }: Container): boolean => markOf(containerId(host.name, name)) === 'failing';

interface ChipProps {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly tag: Tag | undefined;
}

const Chip = memo(function Chip({ id, name, host, tag }: ChipProps) {
  const mark = useMark(id);
  const off = useOffPath(id);
  const words = [`Container ${name} on ${host}`, tag === undefined ? '' : tagWords(tag), containerWord(mark)];
  return (
    <button
      type="button"
      className={`${classes.chip} nodrag`}
      tabIndex={-1}
      data-thing={id}
      data-vlan={tag}
      data-state={mark}
      data-off-path={off}
      onClick={() => chooseThing(id)}
      onDoubleClick={() => openTerminal(id)}
    >
      <Spoken name={words.filter((word) => word !== '').join(', ')}>
        {mark === 'failing' || mark === 'differs' ? <StateMark state={mark} /> : null}
        {name}
      </Spoken>
    </button>
  );
});
