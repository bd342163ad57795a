import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconChevronDown } from '@tabler/icons-react';
import { useNow } from '../../actions/action.ts';
import { actionOf } from '../../actions/actions.ts';
import { ariaShortcuts } from '../../actions/keys.ts';
import { stepsAhead, stepsBack, undo } from '../../store/document/document-store.ts';
import { Keys } from '../../ui/Keys.tsx';
import { off } from '../../ui/off.ts';
import classes from './TopBar.module.css';

const LISTED = 12;

/** Undo and redo say what they take back; the list goes back several steps at once. */
export function History() {
  const back = useNow(() => stepsBack()[0]);
  const ahead = useNow(() => stepsAhead()[0]);
  const count = useNow(() => stepsBack().length);
  if (back === undefined && ahead === undefined) return null;
  const [undoing, redoing] = [actionOf('undo'), actionOf('redo')];
  const [whyBack, whyAhead] = [undoing.whyNot(), redoing.whyNot()];
  return (
    <div className={classes.history}>
      <Tooltip
        disabled={whyBack !== undefined}
        label={
          <>
            {back === undefined ? 'Undo' : `Undo ${back}`} <Keys keys={undoing.keys[0] ?? ''} />
          </>
        }
      >
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-label={back === undefined ? 'Undo' : `Undo ${back}`}
          aria-keyshortcuts={ariaShortcuts(undoing.keys)}
          leftSection={<IconArrowBackUp size={18} />}
          onClick={undoing.run}
          {...off(whyBack)}
        >
          <span className={classes.undo}>Undo</span> <span className={classes.step}>{back}</span>
        </Button>
      </Tooltip>
      {count > 1 ? (
        <Menu position="bottom-start" shadow="md" width={280}>
          <Menu.Target>
            <ActionIcon size="sm" aria-label="Steps to go back to">
              <IconChevronDown size={14} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>Go back before</Menu.Label>
            {stepsBack()
              .slice(0, LISTED)
              .map((step, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity but their place
                <Menu.Item key={index} onClick={() => undo(index + 1)}>
                  {step}
                </Menu.Item>
              ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      <Tooltip
        disabled={whyAhead !== undefined}
        label={
          <>
            {ahead === undefined ? 'Redo' : `Redo ${ahead}`} <Keys keys={redoing.keys[0] ?? ''} />
          </>
        }
      >
        <ActionIcon
          aria-label={ahead === undefined ? 'Redo' : `Redo ${ahead}`}
          aria-keyshortcuts={ariaShortcuts(redoing.keys)}
          onClick={redoing.run}
          {...off(whyAhead)}
        >
          <IconArrowForwardUp size={18} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
