import type { Activity, Backend } from '../../shared/api.ts';

/** Follows a backend's events. @returns what is changing hosts at this moment */
export function followChanges(backend: Pick<Backend, 'onEvents'>): () => readonly Activity[] {
  const running = new Map<string, Activity>();
  backend.onEvents((events) => {
    for (const event of events) {
      if (event.type === 'activity-ended') running.delete(event.activity);
      if (event.type !== 'activity-started') continue;
      const { activity } = event;
      if (activity.kind === 'deploy' || activity.kind === 'destroy') running.set(activity.id, activity);
    }
  });
  return () => [...running.values()];
}

/** One sentence for the person who closes the window while hosts are being changed. */
export function describeChanges(activities: readonly Activity[]): string {
  const each = activities.map(({ kind, lab, hosts }) => `a ${kind} of ${lab} on ${hosts.join(', ')}`);
  const all = each.join(' and ');
  return `${all.charAt(0).toUpperCase()}${all.slice(1)} is still running.`;
}
