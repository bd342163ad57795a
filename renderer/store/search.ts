/** What is looked for in the open lab, by name or address: on the drawing and in the matrix alike. */
import { create } from 'zustand';

interface SearchState {
  readonly text: string;
  /** Which of the things found is chosen. */
  readonly at: number;
}

export const useSearch = create<SearchState>()(() => ({ text: '', at: -1 }));
