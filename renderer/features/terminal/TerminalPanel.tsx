import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useDocument } from '../../store/document/document-store.ts';
import {
  closeTerminal,
  focusTerminal,
  type OpenTerminal,
  openTerminal,
  useTerminals,
} from '../../store/terminals/terminals-store.ts';
import { Empty } from '../../ui/Empty.tsx';
import { closeButtonId, forget, show } from './screens.ts';
import classes from './TerminalPanel.module.css';

/** Terminals on hosts and in containers, side by side. */
export function TerminalPanel() {
  const open = useTerminals((state) => state.open);
  const hosts = useDocument(({ lab }) => lab?.hosts)?.filter(({ unmanaged }) => !unmanaged);
  if (open.length === 0) {
    return (
      <Empty title="No terminals">
        <p>A double click on a host or a container of the drawing opens one there. Several stand side by side.</p>
        {hosts?.slice(0, 3).map(({ name }) => (
          <Button key={name} onClick={() => openTerminal(name)}>
            Terminal on {name}
          </Button>
        ))}
      </Empty>
    );
  }
  return (
    <div className={classes.terminals}>
      {open.map((terminal) => (
        <TerminalView key={terminal.key} terminal={terminal} />
      ))}
    </div>
  );
}

function TerminalView({ terminal }: { readonly terminal: OpenTerminal }) {
  const { key, at, lab, target, ended } = terminal;
  const elsewhere = useDocument((state) => (state.lab?.name === lab ? undefined : lab));
  const place = useRef<HTMLDivElement>(null);
  const practice = target === 'practice';
  const label = `Terminal on ${at}${practice ? ', simulated' : ''}`;
  useEffect(() => (place.current ? show(key, label, place.current) : undefined), [key, label]);
  const close = (): void => {
    closeTerminal(key);
    forget(key);
  };
  return (
    <section
      className={classes.terminal}
      aria-label={elsewhere === undefined ? label : `${label}, of the lab ${elsewhere}`}
      onFocus={() => focusTerminal(key)}
    >
      <header>
        <strong>{at}</strong>
        {elsewhere === undefined ? null : <span>of {elsewhere}</span>}
        {practice ? <span className={classes.simulated}>simulated</span> : <span>real host</span>}
        {ended ? <span>ended</span> : null}
        <kbd className={classes.keys} title="F6 leaves the terminal, Ctrl Shift C copies">
          F6 leaves
        </kbd>
        <ActionIcon
          id={closeButtonId(key)}
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`Close the terminal on ${at}`}
          onClick={close}
        >
          <IconX size={14} />
        </ActionIcon>
      </header>
      <div ref={place} className={classes.screen} />
    </section>
  );
}
