import { Button } from '@mantine/core';
import { ipvlanInstead, macvlansOn } from '../../../shared/lab/ipvlan-instead.ts';
import { listed } from '../../../shared/shown.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { applied } from '../../store/draw/gestures.ts';

/** Where frames of containers' own MAC addresses did not pass behind these cards: the cure, in one click. */
export function IpvlanInstead({ cards }: { readonly cards: readonly string[] }) {
  const lab = useDocument((state) => state.lab);
  const names = lab === undefined ? [] : macvlansOn(lab, cards).map(({ name }) => name);
  if (lab === undefined || names.length === 0) return null;
  const words = `Use ipvlan for ${listed(names)}`;
  return (
    <Button size="xs" onClick={() => applied(ipvlanInstead(lab, cards), words)}>
      {words}
    </Button>
  );
}
