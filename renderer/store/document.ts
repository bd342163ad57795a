import { create } from 'zustand';
import type { Lab } from '../../shared/lab/lab.ts';

interface DocumentState {
  readonly lab: Lab | undefined;
}

export const useDocument = create<DocumentState>()(() => ({ lab: undefined }));
