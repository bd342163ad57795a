import { ActionIcon, Button, Tooltip } from '@mantine/core';
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBackFilled,
  IconPlayerSkipForwardFilled,
  IconX,
} from '@tabler/icons-react';
import { useEffect } from 'react';
import { useWalking } from '../derived/walking.ts';
import { goToStep, pause, play, SPEEDS, setSpeed, stopWalking, useWalk } from '../store/walk.ts';
import { off } from '../ui/off.ts';
import classes from './WalkControls.module.css';
import { STEP_MS } from './walk-time.ts';

/** Back, play, next and the speed of a walking packet, and how far it is. */
export function WalkControls({ presenting = false }: { readonly presenting?: boolean }) {
  const walking = useWalking();
  const playing = useWalk((state) => state.playing);
  const speed = useWalk((state) => state.speed);
  const step = walking?.step;
  const count = walking?.steps.length ?? 0;
  useEffect(() => {
    if (!playing || step === undefined) return;
    const timer = setTimeout(() => goToStep(step + 1, count, true), STEP_MS / speed);
    return () => clearTimeout(timer);
  }, [playing, step, count, speed]);
  if (!walking || step === undefined) return null;
  const hop = walking.steps[step];
  const faster = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;
  return (
    <div className={classes.walk} role="toolbar" aria-label="Walk" data-presenting={presenting}>
      <Tooltip label="Back" disabled={step === 0}>
        <ActionIcon
          aria-label="Back"
          onClick={() => goToStep(step - 1, count)}
          {...off(step === 0 ? 'it begins here' : undefined)}
        >
          <IconPlayerSkipBackFilled size={16} />
        </ActionIcon>
      </Tooltip>
      {playing ? (
        <ActionIcon variant="filled" className={classes.go as string} size="lg" aria-label="Pause" onClick={pause}>
          <IconPlayerPauseFilled size={18} />
        </ActionIcon>
      ) : (
        <ActionIcon
          variant="filled"
          className={classes.go as string}
          size="lg"
          aria-label="Play"
          onClick={() => play(count)}
        >
          <IconPlayerPlayFilled size={18} />
        </ActionIcon>
      )}
      <Tooltip label="Next" disabled={step >= count - 1}>
        <ActionIcon
          aria-label="Next"
          onClick={() => goToStep(step + 1, count)}
          {...off(step >= count - 1 ? 'it ends here' : undefined)}
        >
          <IconPlayerSkipForwardFilled size={16} />
        </ActionIcon>
      </Tooltip>
      <span className={classes.count} role="status">
        step {step + 1} of {count}
        <span className="visually-hidden">
          : {hop?.leg === 'reply' ? 'on the way back, ' : ''}
          {hop?.text}
        </span>
      </span>
      <Button variant="default" size="compact-sm" title={`Speed ${speed}×`} onClick={() => setSpeed(faster)}>
        <span className={classes.word}>Speed</span> {speed}×
      </Button>
      <Tooltip label="End the walk">
        <ActionIcon aria-label="End the walk" onClick={stopWalking}>
          <IconX size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
