/** What can be done with a pair of the matrix: expect something of it, walk it, ping it by hand. */
import { expectEdits, expectedOf, expectStep } from '../../shared/lab/expectations.ts';
import { reach } from '../derived/reach.ts';
import { useDocument } from '../store/document/document-store.ts';
import { applied, notEditable } from '../store/draw/gestures.ts';
import { showTab } from '../store/flow/flow-store.ts';
import { type PairEnd, useSelection } from '../store/selection.ts';
import { openTerminal } from '../store/terminals/terminals-store.ts';
import { walk } from '../store/walk.ts';

interface ChosenPair {
  readonly from: string;
  readonly to: PairEnd;
}

export function chosenPair(): ChosenPair | undefined {
  const { selection } = useSelection.getState();
  return selection?.kind === 'pair' ? selection : undefined;
}

const NO_PAIR = 'choose a pair in the matrix';

/** What the lab file asks of the chosen pair; undefined: nothing, or no pair is chosen. */
export function expectedNow(): boolean | undefined {
  const { lab } = useDocument.getState();
  const pair = chosenPair();
  return lab && pair && expectedOf(lab, pair.from, pair.to.id);
}

/** @param wanted true: it is to reach; false: it is not to; undefined: whatever is predicted */
export function whyNotExpect(wanted: boolean | undefined): string | undefined {
  const why = notEditable() ?? (chosenPair() === undefined ? NO_PAIR : undefined);
  if (why !== undefined) return why;
  if (expectedNow() !== wanted) return undefined;
  return wanted === undefined ? 'nothing is expected of it' : 'that is expected already';
}

export function expectOfPair(wanted: boolean | undefined, pair: ChosenPair | undefined = chosenPair()): void {
  const { lab } = useDocument.getState();
  if (lab === undefined || pair === undefined) return;
  const { from, to } = pair;
  applied(expectEdits(lab, from, to.id, wanted), expectStep(from, to.id, wanted));
}

export const whyNotPair = (): string | undefined => (chosenPair() === undefined ? NO_PAIR : undefined);

/** The reason and every step of the way stand beside the matrix. */
export const explainPair = (): void => showTab('reach');

export function walkPair(): void {
  showTab('reach');
  walk();
}

/** Of a container whose address Docker picks: what was measured. */
function addressNow(): string | undefined {
  const pair = chosenPair();
  if (pair === undefined) return undefined;
  return pair.to.address || reach().pair(pair.from, pair.to)?.result?.address || undefined;
}

export const whyNotPing = (): string | undefined =>
  whyNotPair() ?? (addressNow() === undefined ? 'its address is not known before it is deployed' : undefined);

/** A terminal where the ping begins, with the ping typed: Enter is left to the person. */
export function pingByHand(): void {
  const pair = chosenPair();
  const address = addressNow();
  if (pair !== undefined && address !== undefined) openTerminal(pair.from, `ping -c 3 ${address}`);
}
