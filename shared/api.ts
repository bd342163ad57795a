/**
 * The contract between a window (or the command line) and the backend: requests with one answer, and one stream of events.
 * The same contract runs over Electron's IPC and over the browser's WebSocket. Requests are checked by zod where they arrive;
 * answers and events come from our own backend and are only typed.
 */

import { z } from 'zod';
import { formatNames } from './export/format-list.ts';
import type { HostState } from './host/state.ts';
import { LAB_TEXT_LIMIT, MOST_MEASURED } from './lab/limits.ts';
import { SCHEMES } from './lab/vlan-colours.ts';
import type { Ending } from './outcome.ts';
import type { Intent, Plan } from './plan/plan.ts';
import type { Problem, Result } from './problem.ts';
import type { Diagnosis } from './verify/diagnosis.ts';

export { LAB_TEXT_LIMIT };

const labText = z.string().max(LAB_TEXT_LIMIT);
const id = z.string().min(1).max(64);
const path = z.string().min(1).max(4096);
const cells = z.int().min(1).max(1000);
const terminalSize = { columns: cells, rows: cells };
/** Where a lab runs. */
export const targetSchema = z.enum(['real', 'practice']);
export type Target = z.infer<typeof targetSchema>;

/** A lab as somebody works on it, not saved: kept from one window, and one program, to the next. */
export const draftSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-zA-Z-]{1,64}$/),
  /** Of the lab, for people. */
  name: z.string().max(255),
  text: labText,
  /** The file that it was made from, as it was then. */
  path: path.optional(),
  version: id.optional(),
  saved: labText.optional(),
});
export type Draft = z.infer<typeof draftSchema> & {
  /** Milliseconds since 1970. */
  readonly keptAt: number;
};

export const requestSchemas = {
  hello: z.strictObject({}),
  openFile: z.strictObject({ path: path.optional() }),
  /** Files that were opened or saved last, also by earlier programs; newest first. A browser's window keeps its own. */
  recentFiles: z.strictObject({}),
  saveFile: z.strictObject({
    path: path.optional(),
    suggestedName: z.string().max(255),
    text: labText,
    /**
     * The version of the file that the text was made from, as it was opened or saved last. If the file is another one by now,
     * it stays as it is and the answer is the problem `file-changed`; to overwrite it all the same, open it and save with the
     * version that it has. Without one, whatever is at the path is overwritten.
     */
    version: id.optional(),
  }),
  /** Tells by `file-changed` when this file becomes another one; one file for each window. Without a path: no more. */
  followFile: z.strictObject({ path: path.optional() }),
  keepDraft: draftSchema,
  /** It was saved, or nobody wants it. */
  dropDraft: z.strictObject({ id: draftSchema.shape.id }),
  plan: z.strictObject({
    text: labText,
    intent: z.enum(['deploy', 'destroy']),
    target: targetSchema,
    /** Of the lab's file, where it has one: files that the lab names are beside it. */
    path: path.optional(),
  }),
  run: z.strictObject({ plan: id }),
  verify: z.strictObject({
    text: labText,
    target: targetSchema,
    /** How many pairs to measure of a lab that has too many to measure all; without it, as few as cover it. */
    pairs: z.int().min(1).max(MOST_MEASURED).optional(),
  }),
  /** Lets the practice hosts of a lab tell how they are, by `host-now`. */
  practiceNow: z.strictObject({ text: labText }),
  /** Makes practice hosts as new: the one that is named, or all of the lab. */
  resetPractice: z.strictObject({ text: labText, host: z.string().min(1).max(255).optional() }),
  /** Starts a practice host anew, as a power cut does: what was only in its memory is gone. */
  rebootPractice: z.strictObject({ text: labText, host: z.string().min(1).max(255) }),
  /** The lab in another form, for a person to keep. */
  exportLab: z.strictObject({
    text: labText,
    format: z.enum(formatNames),
    /** Of pictures; light without one. */
    theme: z.enum(SCHEMES).optional(),
  }),
  cancel: z.strictObject({ activity: id }),
  /** `at`: a host of the lab, or a container on one: `docker01/bbox10`. */
  openTerminal: z.strictObject({
    text: labText,
    target: targetSchema,
    at: z.string().min(1).max(512),
    ...terminalSize,
  }),
  /** Keys as a terminal sends them. */
  typeInTerminal: z.strictObject({ terminal: id, keys: z.string().max(65_536) }),
  resizeTerminal: z.strictObject({ terminal: id, ...terminalSize }),
  closeTerminal: z.strictObject({ terminal: id }),
  answer: z.strictObject({
    question: id,
    /** Confirming questions take true or false, asking questions a text; null: the person gave no answer. */
    value: z.union([z.boolean(), z.string().max(4096), z.null()]),
    /** Keep a secret for the rest of this program's life (never on disk). */
    remember: z.boolean().optional(),
  }),
} as const;

export type RequestName = keyof typeof requestSchemas;
export type RequestInput<N extends RequestName> = z.infer<(typeof requestSchemas)[N]>;

export interface Answers {
  hello: Hello;
  /** `value` is null when the person closed the dialog. */
  openFile: Result<OpenedFile | null>;
  recentFiles: Result<readonly RecentFile[]>;
  saveFile: Result<SavedFile | null>;
  followFile: Result<null>;
  keepDraft: Result<null>;
  dropDraft: Result<null>;
  /** Starts an activity; the plan arrives as a `planned` event. */
  plan: Result<Started>;
  run: Result<Started>;
  verify: Result<Started>;
  practiceNow: Result<null>;
  /** The hosts that are as new now. */
  resetPractice: Result<readonly string[]>;
  rebootPractice: Result<null>;
  exportLab: Result<ExportedDocument>;
  cancel: Result<null>;
  /** What it shows comes as events. */
  openTerminal: Result<{ readonly terminal: string }>;
  typeInTerminal: Result<null>;
  resizeTerminal: Result<null>;
  closeTerminal: Result<null>;
  answer: Result<null>;
}

export type Requests = { readonly [N in RequestName]: (input: RequestInput<N>) => Promise<Answers[N]> };

export const requestNames = Object.keys(requestSchemas) as readonly RequestName[];

/**
 * Passes a request on once its input is what the contract says, wherever it came from. Undefined: it is not, and nothing was
 * asked; our own window sends what the types say, so that is a bug or an intruder.
 */
export function request<N extends RequestName>(
  requests: Requests,
  name: N,
  input: unknown,
): Promise<Answers[N]> | undefined {
  const checked = checkedBy(requestSchemas[name], input);
  return checked?.success ? requests[name](checked.data as RequestInput<N>) : undefined;
}

/**
 * Undefined: not even that could be found out. Where a text has a greatest length zod compares the `length` of whatever came, and of
 * one that is an object it calls the `toString` or `valueOf`, which may be no functions.
 */
function checkedBy(schema: z.ZodType, input: unknown): ReturnType<z.ZodType['safeParse']> | undefined {
  try {
    return schema.safeParse(input);
  } catch {
    return undefined;
  }
}

export interface OpenedFile {
  readonly path: string;
  readonly text: string;
  /** Stands for exactly this content, for saving. Undefined: nobody can say whether it changes (a browser's own file). */
  readonly version?: string;
}

export interface RecentFile {
  readonly path: string;
  /** When it was opened or saved last, in milliseconds since 1970. */
  readonly at: number;
  /** What is in it; empty: too much for a picture. */
  readonly text: string;
}

export interface ExportedDocument {
  /** What the file may be called. */
  readonly name: string;
  readonly media: string;
  readonly content:
    | { readonly kind: 'text'; readonly text: string }
    /** A picture. */
    | { readonly kind: 'base64'; readonly base64: string };
  /** What the format cannot say of the lab, a sentence each. */
  readonly unsaid: readonly string[];
}

export interface SavedFile {
  readonly path: string;
  readonly version?: string;
}

export interface Started {
  readonly activity: string;
}

export interface Hello {
  readonly version: string;
  readonly shell: 'electron' | 'browser';
  /** The file that the program was started with. */
  readonly file: OpenedFile | null;
  /** False: practice hosts are not part of this build. */
  readonly practice: boolean;
  /**
   * Everything that happened and still matters, so that a second window sees the same. Oldest first, with gaps where it does
   * not matter; its last one is always the newest event, so what follows live counts up from there.
   */
  readonly backlog: readonly BackendEvent[];
  /** Labs that were not saved, of this window and of those that are gone; newest first. */
  readonly drafts: readonly Draft[];
  /** Terminals of this very window that are still open: it was loaded anew, or had lost its connection. */
  readonly terminals: readonly KeptTerminal[];
}

export interface KeptTerminal {
  readonly terminal: string;
  /** A host, or a container on one. */
  readonly at: string;
  /** Of which lab: another one may have a host of that name. */
  readonly lab: string;
  readonly target: Target;
  readonly columns: number;
  readonly rows: number;
  /** What it has printed last, up to the newest event of the backlog. */
  readonly printed: string;
}

export type ActivityKind = 'plan' | Intent | 'verify';

export interface Activity {
  readonly id: string;
  readonly kind: ActivityKind;
  readonly lab: string;
  readonly target: Target;
  readonly hosts: readonly string[];
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Of a verify: what was measured, as `labMark` names it. What the drawing has become since was not measured. */
  readonly text?: string;
  /** The plan that a deploy or destroy runs. */
  readonly plan?: string;
}

/** Where one host is within an activity. `unknown`: the connection was lost while something ran. */
export type HostPhase =
  | 'waiting'
  | 'connecting'
  | 'probing'
  | 'running'
  | 'done'
  | 'failed'
  | 'skipped'
  | 'cancelled'
  | 'unknown';

/** What a ping was expected, predicted and measured to do; the fields of `trunkline verify --json`. */
export interface PingResult {
  /** A container `docker01/bbox10` or a host `docker01`. */
  readonly from: string;
  /** A container, or an interface with an address `router:ens33.10`. */
  readonly to: string;
  readonly address: string;
  readonly expected: 'reachable' | 'unreachable' | 'uncertain';
  readonly predicted: 'reachable' | 'unreachable' | 'uncertain';
  readonly measured: 'reachable' | 'unreachable' | 'error';
  readonly sent: number;
  readonly received: number;
  /** Average round-trip time in milliseconds; null when nothing came back. */
  readonly rttMs: number | null;
  readonly agrees: boolean;
  /** Of a lab with too many pairs to measure all: how many this one stands for, itself among them. */
  readonly standsFor?: number;
  /** The reason of the prediction. */
  readonly reason: { readonly code: string; readonly text: string; readonly guarded?: readonly string[] };
  /** What ping said, as it said it; empty when all came back. */
  readonly said: string;
}

/** Which of the pings, and what explains it. */
export type DiagnosedPair = Pick<PingResult, 'from' | 'to' | 'address'> & { readonly diagnosis: Diagnosis };

export type Question = { readonly id: string; readonly host: string } & (
  | {
      readonly kind: 'host-key';
      readonly address: string;
      readonly keyType: string;
      /** `SHA256:…` as ssh prints it. */
      readonly fingerprint: string;
    }
  | { readonly kind: 'password'; readonly user: string; readonly prompt: string }
  /** What the host itself asks, in its words: printable, and each line names who says it. */
  | {
      readonly kind: 'host-prompt';
      readonly user: string;
      readonly prompt: string;
      /** The same answer would be right again: false for codes that are good once. */
      readonly kept: boolean;
      /** What was given before was refused. */
      readonly again: boolean;
    }
  | { readonly kind: 'passphrase'; readonly key: string }
  | { readonly kind: 'sudo-password'; readonly user: string }
  /** Of the user that the lab's registry on that host lets in. */
  | { readonly kind: 'registry-password'; readonly user: string }
);

/** Without `seq` and `at`, which the backend's event stream adds. */
export type EventBody =
  | { readonly type: 'activity-started'; readonly activity: Activity }
  | {
      readonly type: 'host-phase';
      readonly activity: string;
      readonly host: string;
      readonly phase: HostPhase;
      readonly problem?: Problem;
    }
  | { readonly type: 'planned'; readonly activity: string; readonly plan: Plan }
  /** `step` is the index of the change in the plan's list for that host. */
  | { readonly type: 'step-started'; readonly activity: string; readonly host: string; readonly step: number }
  | {
      readonly type: 'step-output';
      readonly activity: string;
      readonly host: string;
      readonly step: number;
      readonly text: string;
    }
  /** Of a step that copies something to its host: how far it is. */
  | {
      readonly type: 'step-progress';
      readonly activity: string;
      readonly host: string;
      readonly step: number;
      /** Read at the source, of so much where that is known, in bytes. */
      readonly done: number;
      readonly total?: number;
      /** Sent to this host, in bytes, packed or not. */
      readonly sent: number;
      /** Of what is sent, in bytes. */
      readonly perSecond: number;
    }
  | {
      readonly type: 'step-ended';
      readonly activity: string;
      readonly host: string;
      readonly step: number;
      readonly status: 'done' | 'failed' | 'skipped' | 'unknown';
      readonly ms: number;
      readonly problem?: Problem;
    }
  /** Which pairs a verify will measure, before any result, so that the matrix has its size. */
  | {
      readonly type: 'pings-expected';
      readonly activity: string;
      /** How many pairs the lab has; those that are measured stand for the others. */
      readonly total: number;
      readonly pairs: readonly Omit<PingResult, 'measured' | 'sent' | 'received' | 'rttMs' | 'agrees' | 'said'>[];
    }
  | { readonly type: 'pings'; readonly activity: string; readonly results: readonly PingResult[] }
  /** Of pings that were told and are not as expected or predicted: why, by the hosts as they are now. */
  | { readonly type: 'diagnosed'; readonly activity: string; readonly found: readonly DiagnosedPair[] }
  /** Somebody has asked it to stop: nothing new begins any more. */
  | { readonly type: 'activity-stopping'; readonly activity: string }
  /** Residue of a destroy: what is on the host now and was not before, or the other way round. */
  | { readonly type: 'residue'; readonly activity: string; readonly host: string; readonly lines: readonly string[] }
  | ({
      readonly type: 'activity-ended';
      readonly activity: string;
      /** How long it took, in milliseconds, whatever was done to the clock meanwhile. */
      readonly ms: number;
    } & Ending)
  /** A practice host as it is now, each time that something has changed on it, whoever changed it. */
  | { readonly type: 'host-now'; readonly lab: string; readonly host: string; readonly state: HostState }
  /** What a person should know, whatever is going on: practice hosts that cannot be kept. */
  | { readonly type: 'notice'; readonly problem: Problem }
  /** A file that a window follows is another one now. It is not kept for windows that come later. */
  | { readonly type: 'file-changed'; readonly file: OpenedFile }
  /** To be written on the screen of a terminal; it is not kept for windows that come later. */
  | { readonly type: 'terminal-output'; readonly terminal: string; readonly text: string }
  | { readonly type: 'terminal-ended'; readonly terminal: string }
  | { readonly type: 'question'; readonly question: Question }
  | { readonly type: 'question-closed'; readonly question: string };

export type BackendEvent = EventBody & {
  /** Counts up by one; a gap means that the window must say hello again. */
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
};

/** What the window holds on to: requests, and a subscription that is given batches of events in order. */
export interface Backend extends Requests {
  onEvents(listener: (events: readonly BackendEvent[]) => void): () => void;
}
