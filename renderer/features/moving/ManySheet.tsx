import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { connectMany, type ManyKind } from '../../../shared/draw/many.ts';
import type { DropPlace } from '../../../shared/draw/tools.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { thingNamed } from '../../../shared/lab/lookup.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { selectedThing, useSelection } from '../../store/selection.ts';
import { count } from '../../ui/words.ts';
import classes from './HoldSheet.module.css';
import { SheetFrame } from './SheetFrame.tsx';

const LISTED = 4;

/** Everything of a name like `docker*` is connected to one thing. */
export function ManySheet() {
  const lab = useDocument((state) => state.lab);
  const chosen = useSelection(selectedThing);
  return lab === undefined ? null : <Sheet lab={lab} chosen={chosen} />;
}

function Sheet({ lab, chosen }: { readonly lab: Lab; readonly chosen: string | undefined }) {
  const ends = useMemo(() => endsOf(lab), [lab]);
  const known = chosen === undefined ? undefined : thingNamed(lab, chosen);
  const [kind, setKind] = useState<ManyKind>('hosts');
  const [pattern, setPattern] = useState(kind === 'hosts' ? 'docker*' : '*');
  const [to, setTo] = useState<string | null>(
    known?.kind === 'segment' || known?.kind === 'network' ? known.name : (ends.at(-1)?.value ?? null),
  );
  const many = useMemo(() => {
    const place = placeAt(lab, to);
    return place === undefined ? undefined : connectMany(lab, kind, pattern, place);
  }, [lab, kind, pattern, to]);
  const verb = many?.outcome.ok ? `Connect ${many.outcome.made.length}` : 'Connect';
  return (
    <SheetFrame title="Connect many" verb={verb} lab={lab} outcome={many?.outcome}>
      <SegmentedControl
        aria-label="What is connected"
        fullWidth
        value={kind}
        onChange={(value) => setKind(value as ManyKind)}
        data={[
          { value: 'hosts', label: 'Hosts' },
          { value: 'containers', label: 'Containers' },
        ]}
      />
      <TextInput
        mt={12}
        label="With names like"
        styles={{ description: { color: 'var(--dim)' } }}
        description="* stands for anything, ? for one letter; several with commas"
        data-autofocus
        value={pattern}
        onChange={(event) => setPattern(event.currentTarget.value)}
      />
      <Select mt={12} mb={12} label="To" allowDeselect={false} data={ends} value={to} onChange={setTo} />
      {many === undefined || many.matched.length === 0 ? null : (
        <p className={classes.detail}>
          {count(many.matched.length, kind === 'hosts' ? 'host' : 'container')}:{' '}
          {many.matched.slice(0, LISTED).join(', ')}
          {many.matched.length > LISTED ? ' …' : ''}
        </p>
      )}
      {many?.outcome.ok && many.left.length > 0 ? (
        <p className={classes.why}>
          {many.left.length} stay as they are: {many.left[0]?.why}
        </p>
      ) : null}
    </SheetFrame>
  );
}

const endsOf = (lab: Lab) => [
  ...lab.networks.map(({ name, subnet }) => ({ value: name, label: `${name}, network, ${subnet}` })),
  ...lab.segments.map(({ name }) => ({ value: name, label: `${name}, segment` })),
];

function placeAt(lab: Lab, name: string | null): DropPlace | undefined {
  if (name === null) return undefined;
  if (lab.segments.some((item) => item.name === name)) return { kind: 'segment', name };
  return lab.networks.some((item) => item.name === name) ? { kind: 'network', name } : undefined;
}
