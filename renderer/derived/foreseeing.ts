/** Large labs are predicted beside the window: what is drawn and what the hosts tell, whenever either has changed. */
import { onChange } from './derive.ts';
import { drawn, isLarge } from './forecast.ts';
import { foresee, useForesight } from './foresight/foresight.ts';
import { live } from './live.ts';

/** @returns how to stop */
export function followForesight(): () => void {
  const look = (): void => {
    if (useForesight.getState().alone) return;
    for (const of of [drawn(), live()]) if (of && isLarge(of.lab)) foresee(of);
  };
  look();
  return onChange(look);
}

/** The first prediction of the open lab is under way. */
export function isForeseeing(): boolean {
  const { alone, drawing } = useForesight.getState();
  const of = drawn();
  return !alone && of !== undefined && isLarge(of.lab) && drawing?.of.lab.name !== of.lab.name;
}
