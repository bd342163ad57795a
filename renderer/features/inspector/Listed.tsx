import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';

/** Nobody reads thousands, and a window that draws them all stands still. */
const FIRST = 40;

interface ListedProps<T> {
  readonly of: readonly T[];
  /** Each with a key of its own. */
  readonly children: (item: T) => ReactNode;
  /** Items are those of a list, which has this class. */
  readonly list?: string | undefined;
}

/** The first of a list that may be long, and more of it each time that somebody asks. */
export function Listed<T>({ of, children, list }: ListedProps<T>) {
  const [most, setMost] = useState(FIRST);
  const more = Math.min(most * 3, of.length - most);
  const shown = of.slice(0, most).map(children);
  return (
    <>
      {list === undefined ? shown : <ul className={list}>{shown}</ul>}
      {more > 0 ? (
        <Button size="compact-sm" onClick={() => setMost(most + more)}>
          Show {more} more
        </Button>
      ) : null}
    </>
  );
}
