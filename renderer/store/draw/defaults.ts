/** What new things are called and addressed from, until the window is closed: as it comes, or as somebody wants it in this class. */
import { create } from 'zustand';
import { DEFAULTS, type Defaults } from '../../../shared/draw/tools.ts';

export const useDefaults = create<Defaults>()(() => DEFAULTS);
export const defaultsNow = (): Defaults => useDefaults.getState();
