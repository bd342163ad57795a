import { Kbd } from '@mantine/core';
import { caps } from '../actions/keys.ts';

/** Keys as caps. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span aria-hidden="true" style={{ display: 'inline-flex', gap: 3, verticalAlign: 'middle' }}>
      {caps(keys).map((cap) => (
        <Kbd key={cap} size="xs">
          {cap}
        </Kbd>
      ))}
    </span>
  );
}
