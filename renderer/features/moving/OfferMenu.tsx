import { Menu } from '@mantine/core';
import { useMemo } from 'react';
import { type Offer, offersAt } from '../../../shared/draw/offers.ts';
import { inWords } from '../../../shared/draw/tools.ts';
import { set } from '../../../shared/lab/edit.ts';
import { TOOL_ICONS } from '../../actions/tool-icons.tsx';
import { pointAt } from '../../canvas/pointing.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { defaultsNow } from '../../store/draw/defaults.ts';
import { type OpenLine, useDraw } from '../../store/draw/draw-store.ts';
import { finishEdit, TOOL_WORDS } from '../../store/draw/gestures.ts';
import { MenuChoice } from '../../ui/MenuChoice.tsx';
import { landing } from '../palette/landing.ts';

const close = (): void => useDraw.setState({ openLine: undefined });

/** A line was let go where nothing is: what fits at its end. */
export function OfferMenu() {
  const line = useDraw((state) => state.openLine);
  return line === undefined ? null : <Offers line={line} />;
}

function Offers({ line }: { readonly line: OpenLine }) {
  const lab = useDocument((state) => state.lab);
  const offers = useMemo(() => (lab === undefined ? [] : offersAt(lab, line.from, defaultsNow())), [lab, line]);
  return (
    <Menu opened onClose={close} position="bottom-start" width={320} shadow="md" returnFocus>
      <Menu.Target>
        <span aria-hidden="true" style={{ position: 'fixed', left: line.x, top: line.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Connect {inWords(line.from)} to a new</Menu.Label>
        {offers.length === 0 ? <Menu.Label>Nothing fits here</Menu.Label> : null}
        {offers.map((offer) => (
          <OfferItem key={offer.tool} offer={offer} line={line} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function OfferItem({ offer: { tool, outcome }, line }: { readonly offer: Offer; readonly line: OpenLine }) {
  const Icon = TOOL_ICONS[tool];
  const lands = outcome.ok ? landing(outcome, tool) : undefined;
  const detail = lands?.details[0];
  return (
    <MenuChoice
      leftSection={<Icon size={18} />}
      why={outcome.ok ? undefined : outcome.why}
      onClick={() => {
        close();
        finishEdit(
          outcome.ok ? { ...outcome, edits: [...outcome.edits, ...placed(outcome.select, tool, line)] } : outcome,
        );
      }}
    >
      {titled(TOOL_WORDS[tool])}
      {/* The grey of other places is too pale on what is pointed at. */}
      {outcome.ok ? (
        <span style={{ display: 'block', opacity: 0.85, fontSize: 'var(--text-label)' }}>
          {lands?.what}
          {detail === undefined ? null : (
            <>
              {' · '}
              <span className="mono">{detail}</span>
            </>
          )}
        </span>
      ) : null}
    </MenuChoice>
  );
}

const titled = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** A new host stands where the line ended. */
function placed(id: string, tool: Offer['tool'], { x, y }: OpenLine) {
  const point = tool === 'host' || tool === 'router' ? pointAt(x, y) : undefined;
  return point === undefined
    ? []
    : [set(['layout', id], { x: Math.round(point.x / 8) * 8, y: Math.round(point.y / 8) * 8 })];
}
