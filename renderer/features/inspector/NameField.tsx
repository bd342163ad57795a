import { set } from '../../../shared/lab/edit.ts';
import { editDocument, useDocument } from '../../store/document/document-store.ts';
import { notEditable, rename } from '../../store/draw/gestures.ts';
import { withoutLine } from '../../ui/words.ts';
import { Control } from './form/Control.tsx';

/** The name of a thing, or of the lab; everything that names it follows. */
export function NameField({ id, name }: { readonly id: string; readonly name: string }) {
  const whyNot = useDocument(notEditable);
  return (
    <Control
      label="Name"
      input="text"
      text={name}
      whyNot={whyNot}
      give={(to) => {
        if (to === '') return 'A name is needed.';
        const [problem] = id === '' ? editDocument([set(['name'], to)], `call the lab ${to}`) : rename(id, to);
        return problem && `${withoutLine(problem.message)} ${problem.hint}`;
      }}
    />
  );
}
