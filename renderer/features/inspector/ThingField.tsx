import { type Path, setOrUnset } from '../../../shared/lab/edit.ts';
import { type FieldsOf, fieldNamed } from '../../../shared/lab/things/fields.ts';
import { Field } from './Field.tsx';

interface ThingFieldProps {
  readonly of: FieldsOf;
  readonly name: string;
  /** Of the thing in the lab file. */
  readonly path: Path;
  readonly value: string | number | undefined;
}

/** A field as the description of the thing has it; what is typed is judged by the lab file's own reader. */
export function ThingField({ of, name, path, value }: ThingFieldProps) {
  const { label, unit, absent, example, input } = fieldNamed(of, name);
  return (
    <Field
      label={unit === undefined ? label : `${label}, ${unit}`}
      value={value?.toString() ?? ''}
      placeholder={absent?.toString() ?? (example === undefined ? '' : `such as ${example}`)}
      edit={(text) => setOrUnset([...path, name] as Path, typed(text, input === 'number'))}
    />
  );
}

const typed = (text: string, number: boolean): string | number | undefined =>
  text === '' ? undefined : number && /^-?\d+$/.test(text) ? Number(text) : text;
