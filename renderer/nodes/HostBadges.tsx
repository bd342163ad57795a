import { IconPackages, IconPinFilled } from '@tabler/icons-react';
import { memo } from 'react';
import type { Host } from '../../shared/lab/lab.ts';
import { useDocument } from '../store/document/document-store.ts';
import classes from './HostBadges.module.css';

/** What a host has besides what is drawn in it: the lab's registry, and that the lab survives its restart. */
export const HostBadges = memo(function HostBadges({ host }: { readonly host: Host }) {
  const port = useDocument(({ lab }) => (lab?.registry?.host === host.name ? lab.registry.port : undefined));
  const persists = useDocument(({ lab }) => lab?.persist === true && !host.unmanaged);
  if (port === undefined && !persists) return null;
  return (
    <span className={classes.badges} data-tell="terse">
      {port === undefined ? null : (
        <span title={`The lab's registry of images, on port ${port}`}>
          <IconPackages size={16} aria-hidden="true" />
        </span>
      )}
      {persists ? (
        <span title="Comes up again after a restart of this host">
          <IconPinFilled size={14} aria-hidden="true" />
        </span>
      ) : null}
    </span>
  );
});
