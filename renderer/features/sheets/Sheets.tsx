import { useDeleting } from '../../store/draw/deleting.ts';
import { useSheets } from '../../store/sheets.ts';
import { Asked } from '../../ui/Asked.tsx';
import { fetched } from '../../ui/fetched.ts';

const CommandPalette = fetched(async () => (await import('../commands/CommandPalette.tsx')).CommandPalette);

const KeySheet = fetched(async () => (await import('./KeySheet.tsx')).KeySheet);
const ExportDialog = fetched(async () => (await import('../export/ExportDialog.tsx')).ExportDialog);
const DeleteDialog = fetched(async () => (await import('../removal/DeleteDialog.tsx')).DeleteDialog);

const HoldSheet = fetched(async () => (await import('../moving/HoldSheet.tsx')).HoldSheet);
const ManySheet = fetched(async () => (await import('../moving/ManySheet.tsx')).ManySheet);
const RenumberSheet = fetched(async () => (await import('../moving/RenumberSheet.tsx')).RenumberSheet);

/** What lies over the window and was asked for by a key. */
export function Sheets() {
  const sheet = useSheets((state) => state.sheet);
  const deletes = useDeleting((state) => state.everAsked);
  return (
    <>
      <Asked now={sheet === 'keys'}>
        <KeySheet opened={sheet === 'keys'} />
      </Asked>
      {deletes ? <DeleteDialog /> : null}
      {sheet === 'export' ? <ExportDialog /> : null}
      {sheet === 'connect-many' ? <ManySheet /> : null}
      {sheet === 'renumber' ? <RenumberSheet /> : null}
      {sheet === 'connect' || sheet === 'move-to' ? <HoldSheet how={sheet === 'connect' ? 'connect' : 'move'} /> : null}
      {sheet === 'commands' ? <CommandPalette /> : null}
    </>
  );
}
