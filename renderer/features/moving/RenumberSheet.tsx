import { Select, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { renumber, staying } from '../../../shared/draw/renumber.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { indexOf } from '../../../shared/lab/lookup.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { selectedThing, useSelection } from '../../store/selection.ts';
import classes from './HoldSheet.module.css';
import { SheetFrame } from './SheetFrame.tsx';

const ALL = '*';
const SUGGESTED = '10.20.0.0/16';

/** Other addresses for a network or for the whole lab; gateways, rules and routes follow. */
export function RenumberSheet() {
  const lab = useDocument((state) => state.lab);
  const chosen = useSelection(selectedThing);
  return lab === undefined ? null : <Sheet lab={lab} chosen={chosen} />;
}

function Sheet({ lab, chosen }: { readonly lab: Lab; readonly chosen: string | undefined }) {
  const [what, setWhat] = useState(chosen !== undefined && indexOf(lab).network(chosen) !== undefined ? chosen : ALL);
  const [to, setTo] = useState(SUGGESTED);
  const outcome = useMemo(() => renumber(lab, what === ALL ? undefined : what, to), [lab, what, to]);
  const stays = what === ALL ? staying(lab) : [];
  return (
    <SheetFrame title="Renumber" verb="Move" lab={lab} outcome={outcome}>
      <Select
        label="What"
        allowDeselect={false}
        data={[
          { value: ALL, label: 'The whole lab' },
          ...lab.networks.map(({ name, subnet }) => ({ value: name, label: `${name}, ${subnet}` })),
        ]}
        value={what}
        onChange={(value) => setWhat(value ?? ALL)}
      />
      <TextInput
        mt={12}
        label="Move to"
        styles={{ description: { color: 'var(--dim)' } }}
        description="Each subnet keeps the rest of its number where that is free"
        data-autofocus
        classNames={{ input: classes.mono as string }}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      {stays.length > 0 ? <p className={classes.detail}>{stays.join(', ')} stays: hosts are reached there.</p> : null}
    </SheetFrame>
  );
}
