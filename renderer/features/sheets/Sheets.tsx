import { lazy, Suspense } from 'react';
import { useSheets } from '../../store/sheets.ts';
import { ExportDialog } from '../export/ExportDialog.tsx';
import { DeleteDialog } from '../removal/DeleteDialog.tsx';
import { KeySheet } from './KeySheet.tsx';

const CommandPalette = lazy(async () => ({
  default: (await import('../commands/CommandPalette.tsx')).CommandPalette,
}));

/** What lies over the window and was asked for by a key. */
export function Sheets() {
  const sheet = useSheets((state) => state.sheet);
  return (
    <>
      <DeleteDialog />
      <KeySheet opened={sheet === 'keys'} />
      {sheet === 'export' ? <ExportDialog /> : null}
      <Suspense>{sheet === 'commands' ? <CommandPalette /> : null}</Suspense>
    </>
  );
}
