/** Expectations that the drawing does not meet, by what is predicted of it. */
import { calledBy } from '../lab/expectations.ts';
import type { Lab } from '../lab/lab.ts';
import { type Examined, located } from '../lab/read.ts';
import { type Problem, problem } from '../problem.ts';
import { isSelf, type Pair, type PingTarget } from '../reach/endpoints.ts';
import { mendOf } from '../reach/mends.ts';
import type { Outcome, Prediction } from '../reach/prediction.ts';
import type { Verdict } from '../reach/verdict.ts';

/** Of so many the reason is traced; more nobody reads. */
const EXPLAINED = 50;

/** Who says what a ping will do. */
export interface Foretold {
  readonly targets: readonly PingEnd[];
  /** Undefined: a thing and itself, or something that is not in the lab. */
  outcome(from: string, to: PingEnd): Outcome | undefined;
  /** Undefined also: that is not known yet. */
  explain(from: string, to: PingEnd): Verdict | undefined;
}

/** A container, or an interface with an address; the address is '' where Docker picks one. */
interface PingEnd {
  readonly id: string;
  readonly address: string;
}

/**
 * One problem for each expectation that is not met: where it stands, and why the ping does otherwise. A warning: the lab can be
 * deployed, and the file says what its author wants to be told. Ends that do not exist are the reader's business.
 */
export function unmetExpectations(lab: Lab, foretold: Foretold): readonly Problem[] {
  if (lab.expect.length === 0) return [];
  const targets = byName(foretold.targets);
  const stated = new Set(lab.expect.map(({ from, to }) => `${from} ${to}`));
  const found: Problem[] = [];
  for (const [at, { from, to, reachable }] of lab.expect.entries()) {
    for (const { target, names } of targets.get(to) ?? []) {
      // What is said of one address counts more than what is said of all of its host.
      if (names.find((name) => stated.has(`${from} ${name}`)) !== to) continue;
      const outcome = foretold.outcome(from, target);
      if (outcome === undefined || found.length >= EXPLAINED) break;
      const { verdict, code } = outcome;
      if (verdict === (reachable ? 'reachable' : 'unreachable')) continue;
      const meant = target.id === to ? to : `${to} (${target.id})`;
      const reason = foretold.explain(from, target)?.reason ?? { code, text: `${code.replaceAll('-', ' ')}.` };
      found.push(
        problem({
          severity: 'warning',
          code: 'expectation-unmet',
          message: `${from} is expected ${reachable ? 'to reach' : 'not to reach'} ${meant}, and ${
            verdict === 'uncertain' ? 'that is not certain' : reachable ? 'does not' : 'does'
          }: ${reason.text}`,
          hint: (reachable && mendOf(reason)) || 'Change the drawing, or what is expected.',
          subject: from,
          path: ['expect', at],
          ...(reachable && verdict === 'unreachable' && { ping: { from, to: target.id } }),
        }),
      );
    }
  }
  return found;
}

interface Named {
  readonly target: PingEnd;
  readonly names: readonly string[];
}

/** Looked for once for each expectation, of which a lab may have as many as things that ping. */
function byName(ends: readonly PingEnd[]): ReadonlyMap<string, readonly Named[]> {
  const groups = new Map<string, Named[]>();
  for (const target of ends) {
    const names = calledBy(target);
    for (const name of names) {
      const group = groups.get(name);
      if (group) group.push({ target, names });
      else groups.set(name, [{ target, names }]);
    }
  }
  return groups;
}

const keyOf = ({ id, address }: PingEnd): string => `${id} ${address}`;

/** What a prediction of the whole lab says, asked by name. */
export function foretoldBy(prediction: Prediction): Foretold {
  const sources = new Map(prediction.endpoints.sources.map((source) => [source.id, source]));
  const targets = new Map<string, PingTarget>();
  const ends = prediction.endpoints.targets.map((target): PingEnd => {
    const end = { id: target.id, address: target.address ?? '' };
    if (!targets.has(keyOf(end))) targets.set(keyOf(end), target);
    return end;
  });
  const pair = (from: string, to: PingEnd): Pair | undefined => {
    const source = sources.get(from);
    const target = targets.get(keyOf(to));
    return source && target && !isSelf(source, target) ? { source, target } : undefined;
  };
  return {
    targets: ends,
    outcome(from, to) {
      const found = pair(from, to);
      return found && prediction.outcome(found.source, found.target);
    },
    explain(from, to) {
      const found = pair(from, to);
      return found && prediction.explain(found.source, found.target);
    },
  };
}

/** What is not met, each with its place in the file. With an error in the lab, that one is what is to be mended first. */
export const expectationProblems = (
  { source, lab }: Examined,
  found: readonly Problem[],
  foretold: Foretold,
): readonly Problem[] =>
  source === undefined || lab === undefined || found.some(({ severity }) => severity === 'error')
    ? []
    : unmetExpectations(lab, foretold).map((item) => located(source, item));
