/** What makes each format: one folder each, one line here. */
import type { Lab } from '../lab/lab.ts';
import type { Scheme } from '../lab/vlan-colours.ts';
import type { Result } from '../problem.ts';
import { exportCompose } from './compose/compose.ts';
import type { Exported } from './exported.ts';
import type { FormatName } from './format-list.ts';
import { exportPage } from './page/page.ts';
import { exportSvg } from './picture/svg.ts';
import { exportRunbook } from './runbook/runbook.ts';
import { exportScript } from './script/script.ts';

export interface ExportOptions {
  /** Of pictures. */
  readonly scheme: Scheme;
}

export const EXPORTERS: Readonly<Record<FormatName, (lab: Lab, options: ExportOptions) => Result<Exported>>> = {
  runbook: exportRunbook,
  script: exportScript,
  compose: exportCompose,
  svg: exportSvg,
  // Made of the other by the backend.
  png: exportSvg,
  html: exportPage,
};
