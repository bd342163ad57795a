/** Large labs are predicted beside the window: what is drawn and what the hosts tell, whenever either has changed. */
import { onChange } from './derive.ts';
import { drawn, isLarge } from './forecast.ts';
import { foresee, useForesight } from './foresight/foresight.ts';
import { live } from './live.ts';

/** However busy the window is, in milliseconds. */
const LATEST = 200;

/** What was changed is drawn first: a large lab is not handed over in no time. @returns how to stop */
export function followForesight(): () => void {
  let asked: number | undefined;
  const look = (): void => {
    asked = undefined;
    if (useForesight.getState().alone) return;
    for (const of of [drawn(), live()]) if (of && isLarge(of.lab)) foresee(of);
  };
  look();
  const stop = onChange(() => {
    asked ??= requestIdleCallback(look, { timeout: LATEST });
  });
  return () => {
    stop();
    if (asked !== undefined) cancelIdleCallback(asked);
  };
}

/** The first prediction of the open lab is under way. */
export function isForeseeing(): boolean {
  const { alone, drawing } = useForesight.getState();
  const of = drawn();
  return !alone && of !== undefined && isLarge(of.lab) && drawing?.of.lab.name !== of.lab.name;
}
