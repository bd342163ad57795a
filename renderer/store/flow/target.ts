/** Where the open lab runs: chosen for each lab, and remembered for those that have a file. */
import type { Target } from '../../../shared/api.ts';
import { useConnection } from '../connection/connection-store.ts';
import { useDocument } from '../document/document-store.ts';

/** A person's choice. */
export function chooseTarget(target: Target): void {
  const { path } = useDocument.getState();
  if (path !== undefined) remember(path, target);
  useConnection.setState({ target });
}

/**
 * For a lab that was just opened: as it was chosen before. A template begins on practice hosts, where nothing can go wrong;
 * a file is of somebody's own hosts.
 */
export function targetOfOpened(): void {
  const { path } = useDocument.getState();
  const wanted = path === undefined ? 'practice' : (remembered()[path] ?? 'real');
  const target = useConnection.getState().hello?.practice === true ? wanted : 'real';
  useConnection.setState({ target });
}

const KEY = 'trunkline.targets';
const MOST = 200;

function remembered(): Readonly<Record<string, Target>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const entries = Object.entries(kept as Record<string, unknown>);
    return Object.fromEntries(entries.flatMap(([path, target]) => (target === 'practice' ? [[path, target]] : [])));
  } catch {
    return {};
  }
}

/** Real hosts are what is taken for granted, and not kept. */
function remember(path: string, target: Target): void {
  const { [path]: _before, ...others } = remembered();
  const kept = { ...others, ...(target === 'practice' ? { [path]: target } : {}) };
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(Object.entries(kept).slice(-MOST))));
  } catch {
    // Without a place to keep it, it is asked again next time.
  }
}
