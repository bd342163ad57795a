import { Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type Held, idOf, letGo } from '../../../shared/draw/hold.ts';
import { type DropPlace, placeOf } from '../../../shared/draw/tools.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { selectedThing, useSelection } from '../../store/selection.ts';
import { Choices } from './Choices.tsx';
import { answer, SheetFrame } from './SheetFrame.tsx';
import { type Choice, choices, keyOf, portsOf, portWords } from './targets.ts';

/** What dragging does, by key: which port, then which target; while one goes through them, the drawing shows each. */
export function HoldSheet({ how }: { readonly how: Held['how'] }) {
  const lab = useDocument((state) => state.lab);
  const chosen = useSelection(selectedThing);
  if (lab === undefined) return null;
  const first = chosen === undefined ? undefined : placeOf(lab, chosen);
  return <Sheet how={how} lab={lab} first={first?.kind === 'lab' ? undefined : first} />;
}

interface Props {
  readonly how: Held['how'];
  readonly lab: Lab;
  readonly first: DropPlace | undefined;
}

function Sheet({ how, lab, first }: Props) {
  const ports = useMemo(() => portsOf(lab), [lab]);
  const begin = useMemo(() => startOf(ports, first), [ports, first]);
  const [from, setFrom] = useState<DropPlace | undefined>(begin);
  const [query, setQuery] = useState('');
  const [choice, setChoice] = useState<Choice | undefined>(undefined);
  const list = useMemo(
    () => (from === undefined ? [] : choices(lab, { how, what: from }, query)),
    [lab, how, from, query],
  );
  const chosen = list.find(({ key }) => key === choice?.key) ?? list[0];
  const outcome = useMemo(
    () => (from === undefined || chosen === undefined ? undefined : letGo(lab, { how, what: from }, chosen.place)),
    [lab, how, from, chosen],
  );
  const verb = how === 'connect' ? 'Connect' : 'Move';
  return (
    <SheetFrame
      title={how === 'connect' ? verb : `${verb} ${from === undefined ? '' : (idOf(from) ?? '')}`}
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

/** The chosen thing as a port: of a network its first rail, of a host its first card. */
const startOf = (ports: readonly DropPlace[], first: DropPlace | undefined): DropPlace | undefined =>
  first === undefined
    ? undefined
    : first.kind === 'host'
      ? ports.find((place) => place.kind === 'interface' && place.host === first.host)
      : ports.find((place) => place.kind === first.kind && idOf(place) === idOf(first));
