/** How the matrix of reachability is looked at. */
import { create } from 'zustand';
import { type Selection, useSelection } from './selection.ts';

export const GROUPINGS = ['host', 'network', 'VLAN'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface OpenBlock {
  readonly by: Grouping;
  readonly row: string;
  readonly column: string;
}

interface MatrixState {
  readonly by: Grouping;
  readonly open: OpenBlock | undefined;
  /** The selection with which the person went back to all blocks: a pair chosen later opens its own again. */
  readonly closedAt: Selection | undefined;
}

export const useMatrix = create<MatrixState>()(() => ({ by: 'host', open: undefined, closedAt: undefined }));

export const groupBy = (by: Grouping): void => useMatrix.setState({ by, open: undefined });
export const openBlock = (open: OpenBlock): void => useMatrix.setState({ open, closedAt: undefined });
export const closeBlock = (): void =>
  useMatrix.setState({ open: undefined, closedAt: useSelection.getState().selection });
