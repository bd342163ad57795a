import { Button, Modal } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect } from 'react';
import type { Outcome } from '../../../shared/draw/tools.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { consider } from '../../store/draw/draw-store.ts';
import { finishEdit } from '../../store/draw/gestures.ts';
import { showSheet } from '../../store/sheets.ts';
import { off } from '../../ui/off.ts';
import { Consequence } from './Consequence.tsx';
import classes from './HoldSheet.module.css';

export function closeSheet(): void {
  consider(undefined);
  showSheet(undefined);
}

/** Done as one step, and gone; what cannot be done leaves the question as it is. */
export function answer(outcome: Outcome | undefined): void {
  if (outcome?.ok !== true) return;
  closeSheet();
  finishEdit(outcome);
}

interface Props {
  readonly title: string;
  readonly verb: string;
  readonly lab: Lab;
  /** What the answer would do; the drawing shows it meanwhile. */
  readonly outcome: Outcome | undefined;
  readonly children: ReactNode;
}

/** A question beside the drawing, which shows what each answer would do before it is given, in the part that is left of it. */
export function SheetFrame({ title, verb, lab, outcome, children }: Props) {
  useEffect(() => {
    consider(outcome?.ok ? outcome : undefined);
    return () => consider(undefined);
  }, [outcome]);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    answer(outcome);
  };
  return (
    <Modal
      opened
      onClose={closeSheet}
      title={<strong>{title}</strong>}
      size={420}
      yOffset={64}
      classNames={{ inner: classes.inner as string }}
      attributes={{ content: { 'data-question': true } }}
      overlayProps={{ backgroundOpacity: 0 }}
    >
      <form onSubmit={onSubmit}>
        {children}
        <Consequence lab={lab} outcome={outcome} onCure={answer} />
        <div className={classes.buttons}>
          <Button onClick={closeSheet}>Cancel</Button>
          <Button
            type="submit"
            variant="filled"
            {...off(outcome?.ok ? undefined : (outcome?.why ?? 'choose an end first'))}
          >
            {verb}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
