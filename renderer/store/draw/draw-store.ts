import { create } from 'zustand';
import type { Held } from '../../../shared/draw/hold.ts';
import type { DropPlace, Made, Outcome, Tool } from '../../../shared/draw/tools.ts';
import type { Point } from '../../../shared/drawing/types.ts';
import type { Lab } from '../../../shared/lab/lab.ts';

interface OverDrawing {
  /** Of the pointer in the window, in pixels. */
  readonly x: number;
  readonly y: number;
  /** Undefined: it is not over the drawing. */
  readonly at: DropPlace | undefined;
  /** On the drawing, in its pixels: of what stands wherever it is dropped. */
  readonly point?: Point | undefined;
  /** What dropping it here would make; undefined with `at`. */
  readonly outcome: Outcome | undefined;
}

/** A tool under way from the palette to the drawing. */
export interface DraggedTool extends OverDrawing {
  readonly kind: 'tool';
  readonly tool: Tool;
  /** Digits that were typed meanwhile: another tag. */
  readonly digits: string;
  readonly everywhere: boolean;
}

/** A thing of the drawing under way to another place, or a line that begins at it. */
export interface DraggedThing extends OverDrawing {
  readonly kind: 'thing';
  readonly held: Held;
}

export type Dragged = DraggedTool | DraggedThing;

/** A line that was let go where nothing is: what fits there is offered. */
export interface OpenLine {
  readonly from: DropPlace;
  /** In the window, in pixels. */
  readonly x: number;
  readonly y: number;
}

interface DrawState {
  /** How many things one gesture makes. */
  readonly count: number;
  readonly dragged: Dragged | undefined;
  /** What a question over the window would make if it were answered so. */
  readonly considered: Made | undefined;
  readonly openLine: OpenLine | undefined;
  /** What was moved or connected last, and the text that came of it: what it has lost can be brought back while it stands. */
  readonly last: { readonly before: Lab; readonly made: Made; readonly text: string } | undefined;
  /** The thing whose name is being typed on the drawing. */
  readonly renaming: string | undefined;
}

/** What the hands are doing on the drawing. */
export const useDraw = create<DrawState>()(() => ({
  count: 1,
  dragged: undefined,
  considered: undefined,
  openLine: undefined,
  last: undefined,
  renaming: undefined,
}));

export const MOST_AT_ONCE = 50;
export const setCount = (count: number): void =>
  useDraw.setState({ count: Math.min(MOST_AT_ONCE, Math.max(1, Math.round(count) || 1)) });

export const startRenaming = (id: string): void => useDraw.setState({ renaming: id });
export const stopRenaming = (): void => useDraw.setState({ renaming: undefined });
export const consider = (considered: Made | undefined): void => useDraw.setState({ considered });

/** What would be made now: by dropping what is dragged, or by the answer that is thought about. */
export const wouldBe = ({ dragged, considered }: Pick<DrawState, 'dragged' | 'considered'>): Made | undefined =>
  dragged === undefined ? considered : dragged.outcome?.ok ? dragged.outcome : undefined;

/** What is dragged would land on this host. */
export const useIsAimedAt = (host: string): boolean =>
  useDraw(
    ({ dragged }) =>
      dragged?.outcome?.ok === true && dragged.at !== undefined && 'host' in dragged.at && dragged.at.host === host,
  );
