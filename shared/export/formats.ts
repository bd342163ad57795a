/** What makes each format: one folder each, one line here. */
import type { Lab } from '../lab/lab.ts';
import type { Result } from '../problem.ts';
import type { Exported } from './exported.ts';
import type { FormatName } from './format-list.ts';
import { exportRunbook } from './runbook/runbook.ts';
import { exportScript } from './script/script.ts';

export const EXPORTERS: Readonly<Record<FormatName, (lab: Lab) => Result<Exported>>> = {
  runbook: exportRunbook,
  script: exportScript,
};
