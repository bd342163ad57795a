import { ActionIcon, Kbd, Tooltip } from '@mantine/core';
import { IconPresentation } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { present } from '../../store/ui.ts';

/** Set while presenting: who comes back finds the focus where it was. */
let cameBack = false;

export const leavePresenting = (): void => {
  cameBack = true;
  present(false);
};

export function PresentButton() {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!cameBack) return;
    cameBack = false;
    button.current?.focus();
  }, []);
  return (
    <Tooltip
      label={
        <>
          Present <Kbd size="xs">P</Kbd>
        </>
      }
    >
      <ActionIcon ref={button} aria-label="Present" onClick={() => present(true)}>
        <IconPresentation size={18} />
      </ActionIcon>
    </Tooltip>
  );
}
