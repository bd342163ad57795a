import { fitting, isSwitch } from '../../../../shared/lab/things/form.ts';
import type { SharedField } from '../../../../shared/lab/things/things-form.ts';
import { textOfData, typedData } from '../../../../shared/lab/things/typed.ts';
import { Control } from './Control.tsx';
import { hostOfPath, namedThing, namesAt, problemAt, useForm } from './context.ts';
import { giveValue } from './give.ts';

/** One fact, as its description has it. */
export function ValueField({ of, onLeft }: { readonly of: SharedField; readonly onLeft: () => void }) {
  const { lab, things, form, problems, whyNot, asked } = useForm();
  const { field, place, data, differs, naming, steps } = of;
  const path = [...(things[0]?.path ?? []), ...steps];
  const host = hostOfPath(path);
  const text = differs ? '' : textOfData(place, data);
  const names = naming && namesAt(lab, naming, host, path);
  const words = field.choices.length > 0 && field.input === 'choice' ? fitting(form.place, form.data, of) : undefined;
  const absent = of.absent?.toString();
  // What holds without a word is one option: by its name it would be a second one that changes nothing.
  const options = names ?? (text === '' && !differs ? words?.filter((word) => word !== absent) : words);
  return (
    <Control
      label={field.label}
      unit={field.unit}
      input={isSwitch(place) ? 'switch' : options === undefined ? 'text' : 'choice'}
      text={isSwitch(place) && text === '' && !differs ? (absent ?? 'false') : text}
      options={options ?? []}
      none={differs ? severalOf(of) : field.optional && (text === '' || text !== absent) ? noneOf(of) : undefined}
      placeholder={differs ? severalOf(of) : placeholderOf(of)}
      whyNot={whyNot}
      focused={asked === steps.join(' ')}
      problem={things.map((thing) => problemAt(problems, [...thing.path, ...steps])).find((one) => one !== undefined)}
      goTo={things.length === 1 ? namedThing(lab, naming, host, text) : undefined}
      give={(typed) => {
        const wanted = typedData(place, typed);
        return giveValue(things, of, isSwitch(place) && String(wanted) === (absent ?? 'false') ? undefined : wanted);
      }}
      onLeft={onLeft}
    />
  );
}

const severalOf = ({ variants }: SharedField): string => `${variants} different ones`;

/** What a choice says while nothing is chosen. */
const noneOf = ({ absent, field }: SharedField): string =>
  absent === undefined ? (field.empty ?? 'not stated') : `${absent} (default)`;

function placeholderOf({ absent, field: { empty, example } }: SharedField): string {
  if (absent !== undefined) return String(absent);
  if (empty !== undefined) return example === undefined ? empty : `${empty}, or ${example}`;
  // Brackets are what the file has; here a list is typed without.
  return example === undefined ? '' : `such as ${example.replace(/^\[([^{]*)\]$/, '$1')}`;
}
