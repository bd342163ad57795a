/** What is said of a pair: the same state in a sentence for cells and whoever hears them, in a word or two, and on its way. */
import type { PingResult } from '../../shared/api.ts';
import { agrees, heldAgainst, isUnmet, type Pair, verdictOf, voiceOf } from './pairs.ts';
import { verdictSign } from './verdict-words.ts';

/** `reachable, 0.8 ms, as predicted`: the verdict of a pair in words, for names that are read aloud and for titles. */
export function pairWords(pair: Pair): string {
  const { result, predicted, expected, now, old } = pair;
  if (verdictOf(pair) === 'not-deployed') return `not deployed, predicted ${predicted ?? 'nothing'}`;
  if (now) return `${now.verdict} now, but ${result ? `measured ${result.measured} before` : `predicted ${predicted}`}`;
  if (!result) {
    if (pair.awaited) return `predicted ${predicted ?? 'nothing'}, being measured`;
    if (isUnmet(pair)) return `predicted ${predicted}, but expected ${expected}`;
    return predicted ? `predicted ${predicted}` : 'not measured';
  }
  const failed = result.measured === 'error';
  const said = failed ? result.said || 'no answer from the host' : measuredWords(result);
  if (!old) return failed ? `ping failed: ${said}` : said + besideWords(pair, result);
  const but = failed || agrees(pair, result) ? '' : `, but ${otherVoice(pair, result)} then`;
  const since = predicted === undefined ? '' : `; predicted ${predicted} now`;
  return `${failed ? 'ping failed' : 'measured'} before the last change: ${said}${but}${since}`;
}

function measuredWords({ measured, rttMs, received, sent }: PingResult): string {
  const loss = received < sent && received > 0 ? `, ${received} of ${sent} came back` : '';
  return `${rttMs === null ? measured : `${measured}, ${milliseconds(rttMs)}`}${loss}`;
}

/** `reachable, 3 of 3 · 0.84 ms`: how a measurement came out, where there is room for its counts. */
export function countedWords({ measured, received, sent, rttMs }: PingResult): string {
  if (measured === 'error') return 'ping failed';
  // Its own machine knew no way there: nothing left it.
  if (sent === 0) return `${measured}: not sent, for the sender has no way there`;
  return `${measured}, ${received} of ${sent}${rttMs === null ? '' : ` · ${milliseconds(rttMs)}`}`;
}

/** What the other voices say to a measurement of the drawing as it is. */
function besideWords(pair: Pair, result: PingResult): string {
  const { predicted, expected, stated } = pair;
  const { measured } = result;
  if (!agrees(pair, result)) return `, but ${otherVoice(pair, result)}`;
  if (predicted === measured) return ', as predicted';
  const asExpected = stated && expected === measured ? ', as expected' : '';
  if (predicted === undefined) return asExpected;
  return `${asExpected}${predicted === 'uncertain' ? ', which was not certain' : `, but predicted ${predicted}`}`;
}

/** Where the words of a reason's code do not say it. */
const SHORT: Readonly<Record<string, string>> = {
  'any-interface': 'by any interface',
  'different-subnet-no-router': 'no router between',
  'different-vlan-no-router': 'no router between',
  'host-to-own-macvlan': 'own host, macvlan',
  'router-no-route': 'router has no route',
  'rp-filter': 'reverse path filter',
};

const shortly = (code = ''): string => SHORT[code] ?? code.replaceAll('-', ' ');

/** Why, in a word or two, of the state that `verdictOf` speaks of: the prediction's reason only where it came true. */
export function whyWords(pair: Pair): string {
  const { result, predicted, now, code, old } = pair;
  const verdict = verdictOf(pair);
  if (verdict === 'not-deployed') return 'not deployed';
  if (now) return shortly(now.code);
  if (!result || voiceOf(pair) === 'predicted') return shortly(code);
  if (old) return verdict === 'failed' ? 'ping failed before' : 'measured before';
  if (verdict === 'failed') return 'ping failed';
  if (predicted === 'uncertain' && verdict !== 'disagrees') return 'measured, was not certain';
  return verdict === 'disagrees' || result.measured !== predicted
    ? `not as ${otherVoice(pair, result).split(' ', 1)[0]}`
    : shortly(code);
}

/** What stands on the lit way of a pair; empty: nothing is known of it but the way. */
export function wayWords(pair: Pair): string {
  const { now, result, old } = pair;
  const verdict = verdictOf(pair);
  if (verdict === 'not-deployed') return `${verdictSign(verdict)} not deployed`;
  if (now) return `${verdictSign(now.verdict)} ${now.verdict} now`;
  if (!result || voiceOf(pair) === 'predicted') {
    return verdict === 'unreachable' ? `${verdictSign(verdict)} predicted ${verdict}` : '';
  }
  const before = old ? ' before' : '';
  if (verdict === 'failed') return `${verdictSign(verdict)} ping failed${before}`;
  if (result.rttMs !== null) return `${verdictSign(verdict)} ${milliseconds(result.rttMs)}${before}`;
  return `${verdictSign('unreachable')} not reached${before}`;
}

/** `expected reachable`, `predicted unreachable`: the voice that a measurement contradicts. */
export function otherVoice(pair: Pick<Pair, 'expected' | 'predicted' | 'old'>, result: PingResult): string {
  const { expected, predicted } = heldAgainst(pair, result);
  const { measured } = result;
  return expected !== undefined && expected !== 'uncertain' && expected !== measured && expected !== predicted
    ? `expected ${expected}`
    : `predicted ${predicted ?? 'nothing'}`;
}

/** `0.84 ms`, `12 ms`: two significant places are what a ping is good for. */
export function milliseconds(value: number): string {
  if (value < 10) return `${value.toFixed(2)} ms`;
  return `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`;
}
