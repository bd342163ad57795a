/** Many things connected to one at once: those whose names a pattern matches. */
import type { Lab } from '../lab/lab.ts';
import { containerId } from '../lab/lab.ts';
import { connect } from './connect.ts';
import { draftOf, isRefusal } from './draft.ts';
import { newFault } from './draw.ts';
import { DEFAULTS, type Defaults, type DropPlace, inWords, type Outcome } from './tools.ts';

export type ManyKind = 'hosts' | 'containers';

export interface Many {
  readonly outcome: Outcome;
  /** Ids that the pattern matches, in the order of the file. */
  readonly matched: readonly string[];
  /** Of these: which stay as they are, and why. */
  readonly left: readonly { readonly id: string; readonly why: string }[];
}

/** `docker*`, `web?`, several with commas; of containers also with their host: `docker01/*`. */
export function matching(lab: Lab, kind: ManyKind, pattern: string): readonly DropPlace[] {
  const tests = pattern
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(globOf);
  const fits = (...names: readonly string[]): boolean => tests.some((test) => names.some((name) => test.test(name)));
  return lab.hosts.flatMap((host): readonly DropPlace[] =>
    kind === 'hosts'
      ? fits(host.name)
        ? [{ kind: 'host', host: host.name }]
        : []
      : host.containers
          .filter(({ name }) => fits(name, containerId(host.name, name)))
          .map(({ name }) => ({ kind: 'container', host: host.name, name })),
  );
}

const globOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
    'i',
  );

/** Each that fits is connected, the others stay as they are. */
export function connectMany(
  lab: Lab,
  kind: ManyKind,
  pattern: string,
  to: DropPlace,
  defaults: Defaults = DEFAULTS,
): Many {
  const places = matching(lab, kind, pattern);
  const matched = places.map(wordsOf);
  const left: { readonly id: string; readonly why: string }[] = [];
  const done: string[] = [];
  let draft = draftOf(lab);
  for (const place of places) {
    const next = connect(draft, place, to, defaults);
    if (isRefusal(next)) left.push({ id: wordsOf(place), why: next.why });
    else {
      draft = next.draft;
      done.push(next.id);
    }
  }
  return { matched, left, outcome: outcomeOf(lab, draft, { done, left, pattern, to, kind }) };
}

function outcomeOf(
  lab: Lab,
  draft: ReturnType<typeof draftOf>,
  {
    done,
    left,
    pattern,
    to,
    kind,
  }: Pick<Many, 'left'> & {
    readonly done: readonly string[];
    readonly pattern: string;
    readonly to: DropPlace;
    readonly kind: ManyKind;
  },
): Outcome {
  const [first] = done;
  if (first === undefined) {
    return {
      ok: false,
      why: left[0]?.why ?? `no ${kind === 'hosts' ? 'host' : 'container'} is called ${pattern.trim() || 'nothing'}`,
    };
  }
  const fault = newFault(lab, draft.lab);
  if (fault !== undefined) return { ok: false, why: fault };
  return {
    ok: true,
    lab: draft.lab,
    edits: draft.edits,
    made: [...new Set(done)],
    select: first,
    says: `connect ${pattern.trim()} to ${inWords(to)}`,
  };
}

const wordsOf = (place: DropPlace): string =>
  place.kind === 'container' ? containerId(place.host, place.name) : inWords(place);
