import { keyOfSavedFile } from '../../host/record.ts';
import type { HostState, LabRecord } from '../../host/state.ts';
import type { Argv } from '../../machine/render.ts';
import type { Instruction } from '../program.ts';
import { refuse } from './refused.ts';

const recordPath = /^\/var\/lib\/trunkline\/([^/]+)(?:\/(inventory|saved)(?:\/([^/]+))?)?$/;

function edit(state: HostState, lab: string, change: (record: LabRecord) => LabRecord): HostState {
  const records = state.records.map((record) => (record.lab === lab ? change(record) : record));
  return { ...state, records };
}

export function keepFile(state: HostState, { lab, path, text }: Extract<Instruction, { kind: 'keep' }>): HostState {
  const [, owner, what, file] = recordPath.exec(path) ?? [];
  if (owner !== lab || !state.records.some((record) => record.lab === lab))
    return refuse(`${path}: No such file or directory`);
  if (what === 'inventory') return edit(state, lab, (record) => ({ ...record, inventory: record.inventory ?? text }));
  const key = keyOfSavedFile(file ?? '') ?? refuse(path);
  return edit(state, lab, (record) =>
    Object.hasOwn(record.saved, key) ? record : { ...record, saved: { ...record.saved, [key]: text.trimEnd() } },
  );
}

export function fileCommand(state: HostState, argv: Argv): HostState {
  const line = argv.join(' ');
  const [, lab = '', what, file] = recordPath.exec(argv.at(-1) ?? '') ?? [];
  if (line.startsWith('mkdir -p ') && what === 'saved') {
    if (state.records.some((record) => record.lab === lab)) return state;
    return { ...state, records: [...state.records, { lab, inventory: undefined, saved: {} }] };
  }
  if (line.startsWith('rm -rf ') && lab !== '' && what === undefined) {
    return { ...state, records: state.records.filter((record) => record.lab !== lab) };
  }
  if (line.startsWith('rm -f ') && file !== undefined) {
    const key = keyOfSavedFile(file);
    return edit(state, lab, (record) => ({
      ...record,
      saved: Object.fromEntries(Object.entries(record.saved).filter(([name]) => name !== key)),
    }));
  }
  if (['find /var/lib/trunkline -maxdepth 0 -empty -delete', 'sync /var/lib', 'sync'].includes(line)) return state;
  return refuse(`${line}: not a command of this machine`);
}
