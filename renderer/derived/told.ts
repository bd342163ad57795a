/** Of a large lab the problems are told when its drawing is there. */
import { create } from 'zustand';

/** How often they were told: what follows from them is derived anew then. */
export const useTold = create<{ readonly times: number }>()(() => ({ times: 0 }));
