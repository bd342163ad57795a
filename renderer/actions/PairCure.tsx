import { cureOfPair } from '../derived/cure.ts';
import { useDocument } from '../store/document/document-store.ts';
import { applied, notEditable } from '../store/draw/gestures.ts';
import { CureButton } from '../ui/CureButton.tsx';

/** Beside the reason why a ping does not come back: what would change that in the drawing, in one click. */
export function PairCure({ from, to }: { readonly from: string; readonly to: string }) {
  const lab = useDocument((state) => state.lab);
  const whyNot = useDocument(notEditable);
  const cure = lab && cureOfPair(lab, from, to);
  if (cure === undefined) return null;
  return <CureButton title={cure.title} whyNot={whyNot} onTake={() => applied(cure.edits, cure.says)} />;
}
