import { ActionIcon, Button, Kbd, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { isDirty, isOpen, redo, undo, useDocument, useHistory } from '../../store/document/document-store.ts';
import { saveFile } from '../../store/flow/commands.ts';
import { PresentButton } from '../present/PresentButton.tsx';
import { FileMenu } from './FileMenu.tsx';
import { Logo } from './Logo.tsx';
import { ProblemsCount } from './ProblemsCount.tsx';
import { RunButtons } from './RunButtons.tsx';
import { SchemeSwitch } from './SchemeSwitch.tsx';
import { TargetSwitch } from './TargetSwitch.tsx';
import classes from './TopBar.module.css';

export function TopBar() {
  const open = useDocument(isOpen);
  return (
    <header className={classes.bar}>
      <div className={classes.start}>
        <Logo />
        {open ? <LabName /> : <h1 className={classes.name}>Trunkline</h1>}
        <FileMenu />
        {open ? <History /> : null}
      </div>
      {open ? <TargetSwitch /> : <span />}
      <div className={classes.end}>
        {open ? (
          <>
            <ProblemsCount />
            <RunButtons />
            <PresentButton />
          </>
        ) : null}
        <SchemeSwitch />
      </div>
    </header>
  );
}

function LabName() {
  const name = useDocument(({ lab, path }) => lab?.name ?? path?.split(/[\\/]/).at(-1) ?? 'Lab with errors');
  const path = useDocument((state) => state.path);
  const dirty = useDocument(isDirty);
  return (
    <>
      <h1 className={classes.name} title={path}>
        {name}
      </h1>
      {dirty ? (
        <Tooltip
          label={
            <>
              Save <Kbd size="xs">Ctrl S</Kbd>
            </>
          }
        >
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => void saveFile()}
            className={classes.saved as string}
          >
            {path === undefined ? 'not saved' : 'unsaved changes'}
          </Button>
        </Tooltip>
      ) : (
        <span className={classes.saved}>saved</span>
      )}
    </>
  );
}

function History() {
  const past = useHistory(({ pastStates }) => pastStates.length > 0);
  const future = useHistory(({ futureStates }) => futureStates.length > 0);
  if (!past && !future) return null;
  return (
    <>
      <Tooltip label="Undo">
        <ActionIcon aria-label="Undo" disabled={!past} onClick={undo}>
          <IconArrowBackUp size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Redo">
        <ActionIcon aria-label="Redo" disabled={!future} onClick={redo}>
          <IconArrowForwardUp size={18} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
