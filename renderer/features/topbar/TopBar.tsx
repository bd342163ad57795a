import { Button, Kbd, Tooltip, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { actionOf } from '../../actions/actions.ts';
import { ariaShortcuts } from '../../actions/keys.ts';
import { isDirty, isOpen, useDocument } from '../../store/document/document-store.ts';
import { saveFile } from '../../store/flow/commands.ts';
import { Keys } from '../../ui/Keys.tsx';
import { Spoken } from '../../ui/Spoken.tsx';
import { PresentButton } from '../present/PresentButton.tsx';
import { FileMenu } from './FileMenu.tsx';
import { History } from './History.tsx';
import { Logo } from './Logo.tsx';
import { MoreMenu } from './MoreMenu.tsx';
import { ProblemsCount } from './ProblemsCount.tsx';
import { RunButtons } from './RunButtons.tsx';
import { SchemeSwitch } from './SchemeSwitch.tsx';
import { TargetSwitch } from './TargetSwitch.tsx';
import classes from './TopBar.module.css';

export function TopBar() {
  const open = useDocument(isOpen);
  return (
    <header className={classes.bar} data-region="Header">
      <div className={classes.start}>
        <Logo />
        {open ? <LabName /> : <h1 className={classes.name}>Trunkline</h1>}
        <FileMenu />
        {open ? <History /> : null}
      </div>
      {open ? (
        <span className={classes.wide}>
          <TargetSwitch />
        </span>
      ) : (
        <span />
      )}
      <div className={classes.end}>
        {open ? (
          <>
            <ProblemsCount />
            <RunButtons />
            <span className={classes.wide}>
              <PresentButton />
            </span>
            <MoreMenu />
          </>
        ) : null}
        <FindAnything />
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
            {path === undefined ? (
              'not saved'
            ) : (
              <span>
                unsaved<span className={classes.more}> changes</span>
              </span>
            )}
          </Button>
        </Tooltip>
      ) : (
        <span className={classes.saved}>saved</span>
      )}
    </>
  );
}

function FindAnything() {
  const { name, keys, run } = actionOf('commands');
  return (
    <UnstyledButton className={classes.find as string} aria-keyshortcuts={ariaShortcuts(keys)} onClick={run}>
      <Spoken name={name}>
        <IconSearch size={14} />
        <Keys keys={keys[0] ?? ''} />
      </Spoken>
    </UnstyledButton>
  );
}
