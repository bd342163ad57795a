import { Alert, Button } from '@mantine/core';
import { IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { onPossible } from '../../actions/action.ts';
import { isLost, useConnection } from '../../store/connection/connection-store.ts';
import { dismiss, forgetPast, useNotices } from '../../store/flow/notice.ts';
import { ProblemText } from '../../ui/ProblemText.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { Drafts } from './Drafts.tsx';
import classes from './Notices.module.css';

/** What went wrong with a request, until it is closed; and whether the backend is there at all. */
export function Notices() {
  useEffect(() => onPossible(forgetPast), []);
  const notices = useNotices((state) => state.notices);
  const status = useConnection((state) => state.status);
  const lost = useConnection(isLost);
  const again = useConnection((state) => state.again);
  return (
    <section className={classes.notices} aria-label="Messages" aria-live="polite">
      {lost ? (
        <Alert
          color="yellow"
          icon={<IconPlugConnectedX size={18} color="var(--warn-text)" />}
          title={
            status === 'lost'
              ? 'The program behind this window does not answer'
              : 'The program does not know this window'
          }
          className={classes.notice as string}
        >
          {status === 'lost'
            ? 'Nothing of your lab is lost. The window connects again by itself, as soon as the program is there.'
            : 'Its address has no token, or one that is no longer valid. Paste the address that the program printed last into this tab: what you have open stays.'}
        </Alert>
      ) : null}
      {again ? (
        <Alert
          color="green"
          icon={<IconPlugConnected size={18} color="var(--good-text)" />}
          title="Connected again"
          withCloseButton
          closeButtonLabel="Close message"
          onClose={() => useConnection.setState({ again: false })}
          className={classes.notice as string}
        />
      ) : null}
      <Drafts />
      {notices.map(({ id, problem, offer }) => (
        <Alert
          key={id}
          color={problem.severity === 'error' ? 'red' : 'yellow'}
          icon={<StateMark state={problem.severity === 'error' ? 'failing' : 'differs'} word={problem.severity} />}
          withCloseButton
          closeButtonLabel="Close message"
          onClose={() => dismiss(id)}
          className={classes.notice as string}
        >
          <ProblemText problem={problem} />
          {offer ? (
            <Button
              size="compact-sm"
              mt={8}
              onClick={() => {
                dismiss(id);
                offer.accept();
              }}
            >
              {offer.label}
            </Button>
          ) : null}
        </Alert>
      ))}
    </section>
  );
}
