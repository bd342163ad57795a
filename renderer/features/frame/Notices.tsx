import { Alert } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useConnection } from '../../store/connection/connection-store.ts';
import { dismiss, useNotices } from '../../store/flow/notice.ts';
import { ProblemText } from '../../ui/ProblemText.tsx';
import classes from './Notices.module.css';

/** What went wrong with a request, until it is closed; and whether the backend is there at all. */
export function Notices() {
  const notices = useNotices((state) => state.notices);
  const lost = useConnection(({ status }) => status === 'lost');
  return (
    <section className={classes.notices} aria-label="Messages" aria-live="polite">
      {lost ? (
        <Alert
          color="yellow"
          icon={<IconPlugConnectedX size={18} />}
          title="The program behind this window cannot be reached"
          className={classes.notice as string}
        >
          Nothing of your lab is lost, and what runs on hosts goes on. The window connects again by itself.
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
