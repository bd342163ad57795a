import { useTerminals } from '../../store/terminals/terminals-store.ts';
import { TabCount } from '../../ui/TabCount.tsx';

/** Beside the name of the tab: how many are open. */
export function TerminalTabCount() {
  return <TabCount count={useTerminals(({ open }) => open.length)} />;
}
