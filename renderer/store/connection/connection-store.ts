import { create } from 'zustand';
import type { Backend, Hello, Target } from '../../../shared/api.ts';

interface ConnectionState {
  readonly status: 'connecting' | 'ready' | 'lost' | 'refused';
  /** It was lost and has come back, and nobody has seen that yet. */
  readonly again: boolean;
  readonly hello: Omit<Hello, 'backlog' | 'file' | 'terminals' | 'drafts'> | undefined;
  readonly backend: Backend | undefined;
  /** Where this window deploys. */
  readonly target: Target;
}

/** Nobody answers, which the window says as long as it lasts. */
export const isLost = ({ status }: ConnectionState): boolean => status === 'lost' || status === 'refused';

export const useConnection = create<ConnectionState>()(() => ({
  status: 'connecting',
  again: false,
  hello: undefined,
  backend: undefined,
  target: 'real',
}));

export const useReady = (): boolean => useConnection(({ status }) => status === 'ready');
