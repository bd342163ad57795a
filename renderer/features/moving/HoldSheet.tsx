import { Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type Held, letGo } from '../../../shared/draw/hold.ts';
import { type DropPlace, idOf, placeOf } from '../../../shared/draw/tools.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { defaultsNow } from '../../store/draw/defaults.ts';
import { selectedIds, selectedThing, useSelection } from '../../store/selection.ts';
import { Choices } from './Choices.tsx';
import { answer, SheetFrame } from './SheetFrame.tsx';
import { type Choice, choices, keyOf, portsOf, portWords, takesCard } from './targets.ts';

const NOBODY: readonly DropPlace[] = [];

/** What dragging does, by key: which port, then which target; while one goes through them, the drawing shows each. */
export function HoldSheet({ how }: { readonly how: Held['how'] }) {
  const lab = useDocument((state) => state.lab);
  const ids = useSelection(selectedIds);
  const chosen = useSelection(selectedThing) ?? (how === 'connect' ? undefined : containersOf(ids)[0]);
  const others = useMemo(
    () =>
      lab === undefined || how === 'connect'
        ? undefined
        : containersOf(ids)
            .slice(1)
            .map((id) => placeOf(lab, id)),
    [lab, how, ids],
  );
  if (lab === undefined) return null;
  const first = chosen === undefined ? undefined : placeOf(lab, chosen);
  return <Sheet how={how} lab={lab} first={first?.kind === 'lab' ? undefined : first} others={others} />;
}

interface Props {
  readonly how: Held['how'];
  readonly lab: Lab;
  readonly first: DropPlace | undefined;
  /** Chosen with it. */
  readonly others: readonly DropPlace[] | undefined;
}

const containersOf = (ids: ReadonlySet<string>): readonly string[] => [...ids].filter((id) => id.includes('/'));

function Sheet({ how, lab, first, others = NOBODY }: Props) {
  const ports = useMemo(() => portsOf(lab), [lab]);
  const begin = useMemo(() => startOf(lab, ports, first), [lab, ports, first]);
  const [from, setFrom] = useState<DropPlace | undefined>(begin);
  const [query, setQuery] = useState('');
  const [choice, setChoice] = useState<Choice | undefined>(undefined);
  const list = useMemo(
    () => (from === undefined ? [] : choices(lab, { how, what: from, others }, query)),
    [lab, how, from, others, query],
  );
  const chosen = list.find(({ key }) => key === choice?.key) ?? list[0];
  const outcome = useMemo(
    () =>
      from === undefined || chosen === undefined
        ? undefined
        : letGo(lab, { how, what: from, others }, chosen.place, defaultsNow()),
    [lab, how, from, others, chosen],
  );
  const verb = how === 'connect' ? 'Connect' : 'Move';
  return (
    <SheetFrame
      title={
        how === 'connect'
          ? verb
          : others.length > 0
            ? `${verb} ${others.length + 1} containers`
            : `${verb} ${from === undefined ? '' : (idOf(from) ?? '')}`
      }
      verb={verb}
      lab={lab}
      outcome={outcome}
    >
      {how === 'connect' ? (
        <Select
          label="From"
          searchable
          allowDeselect={false}
          data-autofocus={begin === undefined || undefined}
          placeholder="Which port"
          data={ports.map((place) => ({ value: keyOf(place), label: portWords(lab, place) }))}
          value={from === undefined ? null : keyOf(from)}
          onChange={(value) => setFrom(ports.find((place) => keyOf(place) === value))}
          mb={12}
        />
      ) : null}
      <Choices
        label="To"
        choices={list}
        chosen={chosen}
        query={query}
        onQuery={setQuery}
        onChoose={setChoice}
        onDone={() => answer(outcome)}
        focused={begin !== undefined}
      />
    </SheetFrame>
  );
}

/** The chosen thing as a port: of a network its first rail, of a host that is in all segments its first card. */
const startOf = (lab: Lab, ports: readonly DropPlace[], first: DropPlace | undefined): DropPlace | undefined =>
  first === undefined
    ? undefined
    : first.kind === 'host' && !takesCard(lab, first.host)
      ? ports.find((place) => place.kind === 'interface' && place.host === first.host)
      : ports.find((place) => place.kind === first.kind && idOf(place) === idOf(first));
