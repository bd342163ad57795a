import { ActionIcon, Tabs, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { showTab, type Tab, useFlow } from '../../store/flow/flow-store.ts';
import { showPanels, usePanes } from '../../store/panes.ts';
import { Boundary } from '../../ui/Boundary.tsx';
import { fetched } from '../../ui/fetched.ts';
import { PlanTabCount } from '../plan/PlanTabCount.tsx';
import { ProblemsTabCount } from '../problems/ProblemsTabCount.tsx';
import { ReachPanel, ReachSummary } from '../reach/ReachPanel.tsx';
import { RunTabMark } from '../run/RunTabMark.tsx';
import { TerminalTabCount } from '../terminal/TerminalTabCount.tsx';
import classes from './BottomPanel.module.css';

// A lab opens on its matrix: the other panels are fetched when they are shown first.
const YamlBelow = fetched(async () => (await import('../yaml/YamlPanel.tsx')).YamlBelow);
const ProblemsPanel = fetched(async () => (await import('../problems/ProblemsPanel.tsx')).ProblemsPanel);
const PlanPanel = fetched(async () => (await import('../plan/PlanPanel.tsx')).PlanPanel);
const RunPanel = fetched(async () => (await import('../run/RunPanel.tsx')).RunPanel);
const TerminalPanel = fetched(async () => (await import('../terminal/TerminalPanel.tsx')).TerminalPanel);

interface TabEntry {
  readonly id: Tab;
  readonly label: string;
  readonly panel: ReactNode;
  /** A count or mark beside the label. */
  readonly mark?: ReactNode;
  /** One line at the right end of the tabs. */
  readonly summary?: ReactNode;
}

const TABS: readonly TabEntry[] = [
  { id: 'problems', label: 'Problems', panel: <ProblemsPanel />, mark: <ProblemsTabCount /> },
  { id: 'plan', label: 'Plan', panel: <PlanPanel />, mark: <PlanTabCount /> },
  { id: 'run', label: 'Run', panel: <RunPanel />, mark: <RunTabMark /> },
  { id: 'reach', label: 'Reachability', panel: <ReachPanel />, summary: <ReachSummary /> },
  { id: 'terminal', label: 'Terminal', panel: <TerminalPanel />, mark: <TerminalTabCount /> },
  { id: 'yaml', label: 'YAML', panel: <YamlBelow /> },
];

export function BottomPanel() {
  const tab = useFlow((state) => state.tab);
  const open = usePanes(({ panels }) => panels);
  return (
    <Tabs
      className={classes.panel}
      data-region="Panels"
      value={tab}
      onChange={(value) => value && openTab(value as Tab)}
      keepMounted={false}
      classNames={{
        list: classes.list as string,
        tab: classes.tab as string,
        panel: classes.content as string,
        tabSection: classes.section as string,
      }}
    >
      <Tabs.List aria-label="Panels">
        {TABS.map(({ id, label, mark }) => (
          <Tabs.Tab key={id} value={id} rightSection={mark}>
            <span className={classes.label} data-label={label}>
              {label}
            </span>
          </Tabs.Tab>
        ))}
        <span className={classes.summary}>{TABS.find(({ id }) => id === tab)?.summary}</span>
      </Tabs.List>
      <PanelsSwitch />
      {(open ? TABS : []).map(({ id, label, panel }) => (
        <Tabs.Panel key={id} value={id}>
          <Boundary what={`the panel ${label}`}>{panel}</Boundary>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function openTab(tab: Tab): void {
  showTab(tab);
  showPanels(true);
}

function PanelsSwitch() {
  const open = usePanes(({ panels }) => panels);
  const label = open ? 'Fold the panels' : 'Unfold the panels';
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} className={classes.switch as string} onClick={() => showPanels(!open)}>
        {open ? <IconChevronDown size={18} /> : <IconChevronUp size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}
