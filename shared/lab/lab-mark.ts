import { textMark } from '../text-mark.ts';
import type { Lab } from './lab.ts';

/**
 * A short name for what a lab is to its hosts, to tell whether it is another one by now. Where things stand on the drawing, what is
 * noted beside them and what is expected of pings is told to no host.
 */
export const labMark = ({ layout: _layout, notes: _notes, expect: _expect, ...toHosts }: Lab): string =>
  textMark(JSON.stringify(toHosts));
