import { create } from 'zustand';
import type { DropPlace, Outcome, Tool } from '../../../shared/draw/tools.ts';
import type { Point } from '../../../shared/drawing/types.ts';

/** A tool under way from the palette to the drawing. */
export interface Dragged {
  readonly tool: Tool;
  /** Of the pointer in the window, in pixels. */
  readonly x: number;
  readonly y: number;
  /** Undefined: it is not over the drawing. */
  readonly at: DropPlace | undefined;
  /** On the drawing, in its pixels: of what stands wherever it is dropped. */
  readonly point?: Point | undefined;
  /** What dropping it here would make; undefined with `at`. */
  readonly outcome: Outcome | undefined;
  /** Digits that were typed meanwhile: another tag. */
  readonly digits: string;
  readonly everywhere: boolean;
}

interface DrawState {
  /** How many things one gesture makes. */
  readonly count: number;
  readonly dragged: Dragged | undefined;
  /** The thing whose name is being typed on the drawing. */
  readonly renaming: string | undefined;
}

/** What the hands are doing on the drawing. */
export const useDraw = create<DrawState>()(() => ({ count: 1, dragged: undefined, renaming: undefined }));

export const MOST_AT_ONCE = 50;
export const setCount = (count: number): void =>
  useDraw.setState({ count: Math.min(MOST_AT_ONCE, Math.max(1, Math.round(count) || 1)) });

export const startRenaming = (id: string): void => useDraw.setState({ renaming: id });
export const stopRenaming = (): void => useDraw.setState({ renaming: undefined });

/** What is dragged would land on this host. */
export const useIsAimedAt = (host: string): boolean =>
  useDraw(
    ({ dragged }) =>
      dragged?.outcome?.ok === true && dragged.at !== undefined && 'host' in dragged.at && dragged.at.host === host,
  );
