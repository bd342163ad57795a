import { create } from 'zustand';
import type { Backend, Hello, Target } from '../../../shared/api.ts';

interface ConnectionState {
  readonly status: 'connecting' | 'ready' | 'lost' | 'outdated';
  readonly hello: Omit<Hello, 'backlog' | 'file'> | undefined;
  readonly backend: Backend | undefined;
  /** Where this window deploys. */
  readonly target: Target;
}

export const useConnection = create<ConnectionState>()(() => ({
  status: 'connecting',
  hello: undefined,
  backend: undefined,
  target: 'real',
}));

export const useReady = (): boolean => useConnection(({ status }) => status === 'ready');
