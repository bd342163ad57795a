import { Alert } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useConnection } from '../../store/connection/connection-store.ts';
import { dismiss, useNotices } from '../../store/flow/notice.ts';
import { ProblemText } from '../../ui/ProblemText.tsx';
import classes from './Notices.module.css';

/** What went wrong with a request, until it is closed; and whether the backend is there at all. */
export function Notices() {
  const notices = useNotices((state) => state.notices);
  const status = useConnection((state) => state.status);
  return (
    <section className={classes.notices} aria-label="Messages" aria-live="polite">
      {status === 'lost' || status === 'outdated' ? (
        <Alert
          color="yellow"
          icon={<IconPlugConnectedX size={18} />}
          title={
            status === 'lost'
              ? 'The program behind this window cannot be reached'
              : 'This window belongs to a program that has ended'
          }
          className={classes.notice as string}
        >
          {status === 'lost'
            ? 'Nothing of your lab is lost. The window connects again by itself.'
            : 'Save your lab here, then open the address that the program printed last.'}
        </Alert>
      ) : null}
      {notices.map(({ id, problem }) => (
        <Alert
          key={id}
          color={problem.severity === 'error' ? 'red' : 'yellow'}
          withCloseButton
          closeButtonLabel="Close message"
          onClose={() => dismiss(id)}
          className={classes.notice as string}
        >
          <ProblemText problem={problem} />
        </Alert>
      ))}
    </section>
  );
}
