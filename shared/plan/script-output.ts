import { printableLine } from '../printable.ts';
import type { Mark } from '../resources/resource.ts';

/**
 * Reads what a plan's script prints (`script.ts`), as it comes.
 *
 * The script announces on lines `@NONCE word …`, each after a newline of its own; lanes side by side on lines `@NONCE lane word …`,
 * which may stand right after another announcement. The nonce is new for every run and is
 * known to the script and to us only, so nothing that a command prints can pass for an announcement.
 */
export type ScriptEvent =
  /** The whole script has arrived and the host is ours alone until it ends. */
  | { readonly type: 'started' }
  /** Somebody else is at work on this host; nothing was done. */
  | { readonly type: 'locked'; readonly by: string }
  /** Something that the plan removes is not the lab's any more; nothing was done. */
  | { readonly type: 'changed'; readonly kind: Mark['kind']; readonly name: string }
  | { readonly type: 'step-started'; readonly step: number }
  /** A part of what the step's commands print, exactly as they print it. */
  | { readonly type: 'step-output'; readonly step: number; readonly text: string }
  /** The step failed; what it prints from here on is its cleaning up. */
  | { readonly type: 'step-undoing'; readonly step: number }
  | {
      readonly type: 'step-ended';
      readonly step: number;
      readonly exitCode: number;
      /** Index in the change's commands of the one that ended last: the one that failed, when the exit code is not 0. */
      readonly command: number;
    }
  /** What was printed outside of any step: the shell, sudo or a login banner. */
  | { readonly type: 'noise'; readonly text: string }
  | { readonly type: 'finished'; readonly outcome: ScriptOutcome };

/**
 * `done`: every step succeeded. `failed`: the step that ended last failed and none after it was begun. `stopped`: it was
 * asked to stop, or nobody listened any more. `unable`: it could not even begin (no flock, no rights).
 * Without any of these the connection was lost or the shell died: what stands is unknown until a probe says so.
 */
export type ScriptOutcome = 'done' | 'failed' | 'stopped' | 'unable';

export interface ScriptOutput {
  /** Takes what came, in pieces of any size, and returns what it means. */
  push(chunk: string): readonly ScriptEvent[];
  /** The stream has ended: returns what was held back. */
  end(): readonly ScriptEvent[];
}

/** An announcement is never longer; one that seems so was cut by something and is only text. */
const longestAnnouncement = 2048;

export function scriptOutput(nonce: string): ScriptOutput {
  const marker = `\n@${nonce} `;
  const lane = `${marker}lane `;
  let held = '';
  /** Whether what is held begins with the end of an announcement's line, which is no text: a lane's may follow it. */
  let told = false;
  let step: number | undefined;

  const text = (value: string): readonly ScriptEvent[] => {
    if (value === '') return [];
    return [step === undefined ? { type: 'noise', text: value } : { type: 'step-output', step, text: value }];
  };

  const announce = (line: string): readonly ScriptEvent[] => {
    const event = eventOf(line.replace(/^lane /, ''));
    if (event === undefined) return text(`${line}\n`);
    if (event.type === 'step-started') step = event.step;
    if (event.type === 'step-ended') step = undefined;
    return [event];
  };

  return {
    push(chunk) {
      const events: ScriptEvent[] = [];
      let rest = held + chunk;
      for (;;) {
        if (told && !mayBegin(rest, lane)) {
          rest = rest.slice(1);
          told = false;
        }
        const at = rest.indexOf(marker);
        if (at < 0) break;
        const from = at + marker.length;
        const to = rest.indexOf('\n', from);
        const whole = to >= 0 && to - from <= longestAnnouncement;
        if (!whole && rest.length - from <= longestAnnouncement) break;
        events.push(...text(rest.slice(0, at).replace(/\r$/, '')));
        if (whole) events.push(...announce(rest.slice(from, to).replace(/\r$/, '')));
        else events.push(...text(rest.slice(at, from)));
        rest = rest.slice(whole ? to : from);
        told = whole;
      }
      const keep = heldFrom(rest, marker);
      events.push(...text(rest.slice(0, keep)));
      held = rest.slice(keep);
      return joined(events);
    },
    end() {
      const events = text(told ? held.slice(1) : held);
      held = '';
      told = false;
      return events;
    },
  };
}

/** Whether a text begins with these words, as far as it is there. */
const mayBegin = (text: string, words: string): boolean => text.startsWith(words.slice(0, text.length));

/** From where on the text could be the beginning of an announcement, with the carriage return that may come before. */
function heldFrom(rest: string, marker: string): number {
  let from = rest.indexOf(marker);
  if (from < 0) {
    from = rest.length;
    for (let length = Math.min(marker.length - 1, rest.length); length > 0; length -= 1) {
      if (rest.endsWith(marker.slice(0, length))) {
        from = rest.length - length;
        break;
      }
    }
  }
  return rest[from - 1] === '\r' ? from - 1 : from;
}

/** Neighbouring pieces of text as one event. */
function joined(events: readonly ScriptEvent[]): readonly ScriptEvent[] {
  const result: ScriptEvent[] = [];
  for (const event of events) {
    const last = result.at(-1);
    if (last?.type === 'step-output' && event.type === 'step-output' && last.step === event.step) {
      result[result.length - 1] = { ...last, text: last.text + event.text };
    } else if (last?.type === 'noise' && event.type === 'noise') {
      result[result.length - 1] = { type: 'noise', text: last.text + event.text };
    } else result.push(event);
  }
  return result;
}

const outcomes: readonly string[] = ['done', 'failed', 'stopped', 'unable'] satisfies readonly ScriptOutcome[];
const isOutcome = (word: string): word is ScriptOutcome => outcomes.includes(word);

const markKinds: readonly string[] = ['link', 'container', 'network', 'volume'] satisfies readonly Mark['kind'][];
const isMarkKind = (word: string): word is Mark['kind'] => markKinds.includes(word);

function eventOf(line: string): ScriptEvent | undefined {
  const [word, ...rest] = line.split(' ');
  const numbers = rest.map((value) => (/^\d{1,9}$/.test(value) ? Number(value) : undefined));
  const [step, exitCode, command] = numbers;
  switch (word) {
    case 'started':
      return { type: 'started' };
    case 'locked':
      return { type: 'locked', by: printableLine(rest.join(' '), 200) };
    case 'changed': {
      const [kind = '', ...words] = rest;
      const name = printableLine(words.join(' '), 200);
      return isMarkKind(kind) ? { type: 'changed', kind, name } : undefined;
    }
    case 'out': {
      const [, index = '', text = ''] = /^out (\d{1,9}) (.*)$/s.exec(line) ?? [];
      return index === '' ? undefined : { type: 'step-output', step: Number(index), text: `${text}\n` };
    }
    case 'begin':
      return step === undefined ? undefined : { type: 'step-started', step };
    case 'undo':
      return step === undefined ? undefined : { type: 'step-undoing', step };
    case 'end':
      if (step === undefined || exitCode === undefined || command === undefined) return undefined;
      return { type: 'step-ended', step, exitCode, command };
    case 'finished': {
      const [outcome = ''] = rest;
      return isOutcome(outcome) ? { type: 'finished', outcome } : undefined;
    }
    default:
      return undefined;
  }
}
