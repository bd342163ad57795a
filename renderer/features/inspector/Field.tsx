import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { editDocument, errorsOf } from '../../store/document/document-store.ts';
import type { Edit } from '../../store/document/edits.ts';
import classes from './Inspector.module.css';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  /** The edit that gives the field this value. */
  readonly edit: (value: string) => Edit;
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
      setDraft(value);
      setError(undefined);
      return;
    }
    const [problem] = errorsOf(edit(next));
    if (problem) setError(`${problem.message} ${problem.hint}`);
    else {
      setError(undefined);
      editDocument(edit(next));
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') {
      setDraft(value);
      setError(undefined);
    }
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
