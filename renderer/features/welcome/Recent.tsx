import { useEffect, useMemo, useState } from 'react';
import type { RecentFile } from '../../../shared/api.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { readLab } from '../../../shared/lab/read.ts';
import { vlanOrder } from '../../../shared/lab/vlan-colours.ts';
import { useReady } from '../../store/connection/connection-store.ts';
import { lookForRecent, useRecent } from '../../store/document/recent.ts';
import { openRecent } from '../../store/flow/commands.ts';
import { VlanColours } from '../../ui/VlanColours.tsx';
import { moment } from '../../ui/words.ts';
import { LabPicture } from './LabPicture.tsx';
import classes from './Recent.module.css';

/** As many as fit beside each other. */
const SHOWN = 4;
/** The longest that pictures let themselves wait for a window with nothing to do, in milliseconds. */
const PATIENCE = 500;

/** Undefined: nothing is drawn in it, or it cannot be read. */
function drawn({ text }: RecentFile): Lab | undefined {
  const read = readLab(text);
  return read.ok && read.value.hosts.length > 0 ? read.value : undefined;
}

/**
 * Labs that were open last, drawn.
 * @param known VLANs that have their colours on this page already, in the order of these
 */
export function Recent({ known }: { readonly known: readonly number[] }) {
  const files = useRecent((state) => state.files);
  const ready = useReady();
  useEffect(() => {
    if (ready) void lookForRecent();
  }, [ready]);
  // One can be chosen before it is drawn.
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    const waiting = requestIdleCallback(() => setIdle(true), { timeout: PATIENCE });
    return () => cancelIdleCallback(waiting);
  }, []);
  const labs = useMemo(
    () => files.slice(0, SHOWN).map((file) => ({ file, lab: idle ? drawn(file) : undefined })),
    [files, idle],
  );
  if (files.length === 0) return null;
  // One hue for each VLAN on the whole page.
  const vlans = [...known, ...labs.flatMap(({ lab }) => (lab ? vlanOrder(lab) : []))];
  return (
    <section aria-label="Recent labs" className={classes.recent}>
      <h2>Open again</h2>
      <VlanColours vlans={[...new Set(vlans)]} />
      <ul>
        {labs.map(({ file, lab }) => (
          <li key={file.path}>
            <OneRecent file={file} lab={lab} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneRecent({ file, lab }: { readonly file: RecentFile; readonly lab: Lab | undefined }) {
  const { path, at } = file;
  const name = path.split(/[\\/]/).at(-1) ?? path;
  return (
    <button type="button" title={path} onClick={() => void openRecent(file)}>
      <span className={classes.picture}>{lab ? <LabPicture lab={lab} /> : null}</span>
      <span className={classes.words}>
        <strong>{name}</strong>
        <span>{moment(at)}</span>
      </span>
    </button>
  );
}
