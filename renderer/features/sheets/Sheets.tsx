import { useSheets } from '../../store/sheets.ts';
import { KeySheet } from './KeySheet.tsx';

/** What lies over the window and was asked for by a key. */
export function Sheets() {
  const sheet = useSheets((state) => state.sheet);
  return <KeySheet opened={sheet === 'keys'} />;
}
