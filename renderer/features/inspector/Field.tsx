import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { Edit } from '../../../shared/lab/edit.ts';
import { editDocument } from '../../store/document/document-store.ts';
import classes from './Inspector.module.css';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  /** The edit that gives the field this value, or what is wrong with the value. */
  readonly edit: (value: string) => Edit | { readonly fault: string };
}

/** One value of the lab file. It is taken over on Enter or when the field is left; what would break the file is not. */
export function Field({ label, value, placeholder, edit }: FieldProps) {
  const [draft, setDraft] = useState(value);
  const [error, setError] = useState<string | undefined>(undefined);
  useEffect(() => {
    setDraft(value);
    setError(undefined);
  }, [value]);

  const commit = (): void => {
    const next = draft.trim();
    if (next === value) {
      reset();
      return;
    }
    const wanted = edit(next);
    if ('fault' in wanted) {
      setError(wanted.fault);
      return;
    }
    const [problem] = editDocument([wanted]);
    setError(problem && `${problem.message} ${problem.hint}`);
  };
  const reset = (): void => {
    setDraft(value);
    setError(undefined);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') reset();
  };
  return (
    <TextInput
      label={label}
      value={draft}
      placeholder={placeholder ?? ''}
      error={error}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
      spellCheck={false}
      autoComplete="off"
      classNames={{ root: classes.field as string, input: classes.input as string, label: classes.label as string }}
    />
  );
}
