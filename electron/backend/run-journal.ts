/** Keeps the records of runs on real hosts by the backend's events, and tells of those that an earlier program did not end. */
import type { Activity, BackendEvent } from '../../shared/api.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { fileWords } from '../store/regular-file.ts';
import type { RunRecord, RunRecords } from '../store/run-records.ts';

export interface RunJournal {
  /** Tells of what was interrupted, once. Whoever only computes does not ask for it. */
  look(): void;
  hear(events: readonly BackendEvent[]): void;
  /** The program waits for its runs no longer: how far they come is for the next one to tell. */
  leave(): void;
  /** Resolves when what was heard is on disk. */
  close(): Promise<void>;
}

/** @param tell what a person should know */
export function runJournal(records: RunRecords, tell: (what: Problem) => void): RunJournal {
  const activities = new Map<string, Activity>();
  let looked = false;
  let left = false;
  let failed = false;
  // One thing after the other: a record is not written after it was removed.
  let last: Promise<void> = Promise.resolve();

  const then = (work: () => Promise<void>): void => {
    last = last.then(work).catch((error: unknown) => {
      if (!failed) tell(notNoted(error));
      failed = true;
    });
  };

  function look(): void {
    if (looked) return;
    looked = true;
    last = last
      .then(async () => {
        for (const record of await records.interrupted()) tell(interrupted(record));
      })
      // What cannot be looked for is not told of; a run that cannot be noted is.
      .catch(() => undefined);
  }

  function heard(event: BackendEvent): void {
    if (event.type === 'activity-started') {
      const { id, kind, lab, target, hosts, startedAt } = event.activity;
      if (target !== 'real' || kind === 'verify') return;
      look();
      activities.set(id, event.activity);
      if (kind !== 'plan') then(() => records.begin(id, { kind, lab, hosts: [...hosts], startedAt }));
    } else if (event.type === 'activity-ended') {
      const found = activities.get(event.activity);
      if (!found || left) return;
      activities.delete(found.id);
      if (found.kind !== 'plan') then(() => records.end(found.id));
      // All its hosts were looked at: what stands there is known again.
      if (event.outcome === 'done') then(() => records.forget(found.lab, found.hosts));
    }
  }

  return {
    look,
    hear(events) {
      for (const event of events) heard(event);
    },
    leave() {
      left = true;
    },
    async close() {
      await last;
      records.close();
    },
  };
}

const interrupted = ({ kind, lab, hosts, startedAt }: RunRecord): Problem => ({
  ...problem({
    code: 'run-interrupted',
    subject: lab,
    message: `Trunkline was ended in the middle of a ${kind} of ${lab} that began at ${when(startedAt)}. How far it came is not known on: ${hosts.join(', ')}.`,
    hint: 'Plan the lab again: that looks at those hosts and says what stands there. Nothing has to be undone first.',
  }),
  severity: 'warning',
});

const notNoted = (error: unknown): Problem => ({
  ...problem({
    code: 'run-not-noted',
    message: `Which hosts are being changed could not be noted on this computer: ${fileWords(error)}.`,
    hint: 'The run goes on. If this program is ended in the middle of it, the next one will not know of it.',
  }),
  severity: 'warning',
});

/** `2026-11-28 21:40`, in this computer's time. */
function when(ms: number): string {
  // biome-ignore lint/style/noRestrictedGlobals: it is shown.
  const date = new Date(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
