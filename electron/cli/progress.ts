/** A run told to a person on a terminal: one line when a step ends, with its host and time. */

import type { BackendEvent } from '../../shared/api.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import { printable } from '../../shared/printable.ts';
import type { Terminal } from './terminal.ts';

export function progress(plan: Plan, terminal: Terminal): (event: BackendEvent) => void {
  const width = Math.max(0, ...plan.hosts.map(({ host }) => host.length));
  return (event) => {
    if (event.type === 'residue') {
      for (const line of event.lines) terminal.out(`${event.host.padEnd(width)}  ${printable(line)}`);
      return;
    }
    if (event.type !== 'step-ended') return;
    const change = plan.hosts.find(({ host }) => host === event.host)?.changes[event.step];
    const mark = {
      done: terminal.paint('✓', 'green'),
      failed: terminal.paint('✕', 'red'),
      skipped: terminal.paint('·', 'grey'),
      unknown: terminal.paint('?', 'amber'),
    }[event.status];
    const time = event.status === 'skipped' ? 'skipped' : `${(event.ms / 1000).toFixed(1)} s`;
    terminal.out(
      `${mark} ${event.host.padEnd(width)}  ${printable(change?.summary ?? '')}  ${terminal.paint(time, 'grey')}`,
    );
  };
}
