import { Button, type ButtonProps } from '@mantine/core';
import { IconBandage } from '@tabler/icons-react';
import classes from './CureButton.module.css';
import { off } from './off.ts';

interface Props extends Pick<ButtonProps, 'size'> {
  readonly title: string;
  readonly whyNot?: string | undefined;
  readonly onTake: () => void;
}

/** What would change in the drawing what a ping does, in one click. Its words take as many lines as they need. */
export function CureButton({ title, whyNot, onTake, size }: Props) {
  return (
    <Button
      {...(size !== undefined && { size })}
      variant="light"
      leftSection={<IconBandage size={14} />}
      classNames={{ root: classes.take as string, label: classes.label as string }}
      onClick={onTake}
      {...off(whyNot)}
    >
      {title}
    </Button>
  );
}
