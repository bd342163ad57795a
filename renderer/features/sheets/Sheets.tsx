import { lazy, Suspense } from 'react';
import { useDeleting } from '../../store/draw/deleting.ts';
import { useSheets } from '../../store/sheets.ts';
import { Asked } from '../../ui/Asked.tsx';

const CommandPalette = lazy(async () => ({
  default: (await import('../commands/CommandPalette.tsx')).CommandPalette,
}));

const KeySheet = lazy(async () => ({ default: (await import('./KeySheet.tsx')).KeySheet }));
const ExportDialog = lazy(async () => ({ default: (await import('../export/ExportDialog.tsx')).ExportDialog }));
const DeleteDialog = lazy(async () => ({ default: (await import('../removal/DeleteDialog.tsx')).DeleteDialog }));

const HoldSheet = lazy(async () => ({ default: (await import('../moving/HoldSheet.tsx')).HoldSheet }));
const ManySheet = lazy(async () => ({ default: (await import('../moving/ManySheet.tsx')).ManySheet }));
const RenumberSheet = lazy(async () => ({ default: (await import('../moving/RenumberSheet.tsx')).RenumberSheet }));

/** What lies over the window and was asked for by a key. */
export function Sheets() {
  const sheet = useSheets((state) => state.sheet);
  const deletes = useDeleting((state) => state.everAsked);
  return (
    <>
      <Asked now={sheet === 'keys'}>
        <KeySheet opened={sheet === 'keys'} />
      </Asked>
      <Suspense>{deletes ? <DeleteDialog /> : null}</Suspense>
      <Suspense>{sheet === 'export' ? <ExportDialog /> : null}</Suspense>
      <Suspense>
        {sheet === 'connect-many' ? <ManySheet /> : null}
        {sheet === 'renumber' ? <RenumberSheet /> : null}
        {sheet === 'connect' || sheet === 'move-to' ? (
          <HoldSheet how={sheet === 'connect' ? 'connect' : 'move'} />
        ) : null}
      </Suspense>
      <Suspense>{sheet === 'commands' ? <CommandPalette /> : null}</Suspense>
    </>
  );
}
