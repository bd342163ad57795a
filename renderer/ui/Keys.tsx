import { Kbd } from '@mantine/core';
import { caps } from '../actions/keys.ts';

/** Keys as caps. */
export function Keys({ keys }: { readonly keys: string }) {
  return caps(keys).map((cap, index) => (
    <span key={cap} aria-hidden="true">
      {index > 0 ? ' ' : ''}
      <Kbd size="xs">{cap}</Kbd>
    </span>
  ));
}
