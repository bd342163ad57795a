import { createContext, useContext } from 'react';

/** What is drawn before it is there: it would be made by dropping what is dragged. Names as `newIn` gives them. */
const Ghosts = createContext<ReadonlySet<string>>(new Set());

export const GhostsAre = Ghosts.Provider;
export const useIsGhost = (name: string): boolean => useContext(Ghosts).has(name);
export const useGhosts = (): ReadonlySet<string> => useContext(Ghosts);
