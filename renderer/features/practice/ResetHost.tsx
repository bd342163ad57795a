import { Button } from '@mantine/core';
import { hostOfId } from '../../../shared/lab/ids.ts';
import type { Problem } from '../../../shared/problem.ts';
import { useConnection } from '../../store/connection/connection-store.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { resetPracticeHost } from '../../store/flow/commands.ts';

/** Where something is wrong with a practice host, or with a thing on it: the host can be had as new, whatever was typed on it. */
export function ResetHost({ problem: { severity, subject } }: { readonly problem: Problem }) {
  const practice = useConnection(({ target }) => target === 'practice');
  const host = hostOfId(subject);
  const known = useDocument(({ lab }) => lab?.hosts.some(({ name }) => name === host) ?? false);
  if (!practice || !known || severity !== 'error') return null;
  return (
    <Button size="compact-xs" variant="default" onClick={() => void resetPracticeHost(host)}>
      Set this host up again
    </Button>
  );
}
