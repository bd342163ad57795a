import { ActionIcon, TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { found, useFound } from '../../derived/found.ts';
import { useSearch } from '../../store/search.ts';
import { selectThing } from '../../store/selection.ts';
import { off } from '../../ui/off.ts';
import classes from './Search.module.css';

/** Something by its name or address: Enter chooses the next that fits, wherever it is drawn. */
export function Search() {
  const field = useRef<HTMLInputElement>(null);
  const text = useSearch((state) => state.text);
  const at = useSearch((state) => state.at);
  const count = useFound().length;
  const whyNot = off(count === 0 ? 'nothing is called so' : undefined);
  return (
    <search className={classes.search}>
      <TextInput
        ref={field}
        aria-label="Search the drawing"
        placeholder="Search"
        size="xs"
        w={text === '' ? 150 : 190}
        leftSection={<IconSearch size={14} />}
        value={text}
        onChange={({ currentTarget }) => useSearch.setState({ text: currentTarget.value, at: -1 })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape' && text !== '') useSearch.setState({ text: '', at: -1 });
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      {text.trim() === '' ? null : (
        <>
          <span className={classes.count} role="status">
            {count === 0 ? 'nothing' : at < 0 ? `${count} found` : `${at + 1} of ${count}`}
          </span>
          <ActionIcon size="sm" aria-label="Previous found" onClick={() => go(-1)} {...whyNot}>
            <IconChevronLeft size={14} />
          </ActionIcon>
          <ActionIcon size="sm" aria-label="Next found" onClick={() => go(1)} {...whyNot}>
            <IconChevronRight size={14} />
          </ActionIcon>
        </>
      )}
    </search>
  );
}

function go(step: 1 | -1): void {
  const things = found();
  if (things.length === 0) return;
  const { at } = useSearch.getState();
  const next = at < 0 && step < 0 ? things.length - 1 : (at + step + things.length) % things.length;
  useSearch.setState({ at: next });
  selectThing(things[next] as string);
}
