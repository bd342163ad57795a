/** Everything that a person can do, with name, keys, when and how: one list for header, menus, palette, key sheet and tests. */
import { ACTION_WORDS, type ActionWords } from '../../shared/actions.ts';
import { duplicate } from '../../shared/draw/copies.ts';
import type { Join } from '../../shared/draw/joining.ts';
import type { Outcome, Tool } from '../../shared/draw/tools.ts';
import { thingNamed } from '../../shared/lab/lookup.ts';
import { isStarting, runningActivity, shownRun } from '../derived/shown-run.ts';
import { useConnection } from '../store/connection/connection-store.ts';
import { redo, stepsAhead, stepsBack, undo, useDocument } from '../store/document/document-store.ts';
import {
  type Arrangement,
  arrange,
  chosenKind,
  isTidy,
  movableCount,
  selectAlike,
  selectAll,
  tidy,
} from '../store/draw/arranging.ts';
import { askToDelete } from '../store/draw/deleting.ts';
import { startRenaming } from '../store/draw/draw-store.ts';
import { addJoin, addThing, finishEdit, notEditable } from '../store/draw/gestures.ts';
import {
  askToRun,
  openFile,
  openNew,
  rebootPracticeHost,
  resetPracticeHost,
  saveFile,
  showPlan,
  verify,
} from '../store/flow/commands.ts';
import { leaveThen } from '../store/flow/leaving.ts';
import { chosenVlan, selectedIds, selectedThing, useSelection } from '../store/selection.ts';
import { showSheet } from '../store/sheets.ts';
import { openTerminal } from '../store/terminals/terminals-store.ts';
import { present } from '../store/ui.ts';
import type { ActionId, Doing } from './action.ts';
import { askBrowserTo, askForClipboard } from './ask-clipboard.ts';
import { duplicateChosen } from './clipboard.ts';
import { expectOfPair, explainPair, pingByHand, walkPair, whyNotExpect, whyNotPair, whyNotPing } from './pair.ts';
import { goToRegion, toggleOutline } from './regions.ts';

export interface Action extends ActionWords, Doing {
  readonly id: ActionId;
}

const always = (): undefined => undefined;
const isOpen = (): string | undefined => (useDocument.getState().text === '' ? 'no lab is open' : undefined);

/** What was chosen may be gone since, undone or by another hand. */
const isThere = (id: string): boolean => {
  const { lab } = useDocument.getState();
  return chosenVlan(id) !== undefined || (lab !== undefined && thingNamed(lab, id) !== undefined);
};
const selected = (): string | undefined => {
  const id = selectedThing(useSelection.getState());
  return id !== undefined && isThere(id) ? id : undefined;
};
const chosen = (): ReadonlySet<string> => selectedIds(useSelection.getState());

/** One thing or more is chosen, and the file can be edited. */
const onThings = (): string | undefined =>
  notEditable() ??
  (chosenVlan(selected()) !== undefined
    ? 'a VLAN is no thing by itself: choose what carries it'
    : [...chosen()].some(isThere)
      ? undefined
      : 'nothing is chosen on the drawing');

/** One thing is chosen, and the file can be edited. */
const onThing = (): string | undefined =>
  notEditable() ??
  (chosenVlan(selected()) !== undefined
    ? 'a VLAN has no name but its number'
    : selected() !== undefined
      ? undefined
      : chosen().size > 1
        ? 'several are chosen'
        : 'nothing is chosen on the drawing');

/** A look at the hosts, or a run, can begin. */
function whyNotRun(): string | undefined {
  const { lab, problems } = useDocument.getState();
  if (lab === undefined || problems.some(({ severity }) => severity === 'error'))
    return isOpen() ?? 'the file has errors';
  if (lab.hosts.length === 0) return 'nothing is drawn yet';
  if (useConnection.getState().status !== 'ready') return 'the program does not answer';
  return runningActivity(shownRun()) !== undefined || isStarting() ? 'something is under way' : undefined;
}

function terminalAt(): string | undefined {
  const { lab } = useDocument.getState();
  const id = selected();
  const thing = lab && id !== undefined ? thingNamed(lab, id) : undefined;
  return thing?.kind === 'host' || thing?.kind === 'container' ? id : undefined;
}

/** A practice host is restarted, or had as new. */
function whyNotPractice(): string | undefined {
  const { lab } = useDocument.getState();
  const thing = lab && thingNamed(lab, selected() ?? '');
  if (thing?.kind !== 'host') return 'choose a host';
  return useConnection.getState().target === 'practice' ? whyNotRun() : 'only of practice hosts';
}

function duplicated(): Outcome {
  const { lab } = useDocument.getState();
  return lab === undefined ? { ok: false, why: 'no lab is open' } : duplicate(lab, selected() ?? '');
}

/** Only what is sure without trying: it is asked with every change of the window. */
function whyNotDuplicated(): string | undefined {
  const { lab } = useDocument.getState();
  const thing = lab && thingNamed(lab, selected() ?? '');
  return thing?.kind === 'network' ? 'it is one network on all of its hosts' : undefined;
}

function whyNotMoved(): string | undefined {
  const { lab } = useDocument.getState();
  const kind = lab && thingNamed(lab, selected() ?? '')?.kind;
  return kind === 'container' || kind === 'network' || kind === 'interface'
    ? undefined
    : 'choose a container, a network or an interface';
}

/** Nothing but containers, which go together. */
const severalContainers = (): boolean => chosen().size > 1 && chosenKind() === 'container';

const adding = (tool: Tool): Doing => ({ whyNot: notEditable, run: () => addThing(tool) });

/** Of the chosen cards, or on the chosen host. */
const joining = (kind: Join): Doing => ({
  whyNot: () => notEditable() ?? (isOnHost() ? undefined : 'choose a host, or its cards'),
  run: () => addJoin(kind),
});

function isOnHost(): boolean {
  const kind = chosenKind();
  return kind === 'host' || kind === 'interface';
}

const arranging = (how: Arrangement, least: number): Doing => ({
  whyNot: () =>
    notEditable() ??
    (movableCount() < least ? `choose ${least === 2 ? 'two' : 'three'} hosts or notes or more` : undefined),
  run: () => arrange(how),
});

const DOING: Readonly<Record<ActionId, Doing>> = {
  'new-lab': {
    whyNot: always,
    run: () => leaveThen(openNew),
  },
  open: { whyNot: always, run: () => leaveThen(() => void openFile()) },
  save: { whyNot: isOpen, run: () => void saveFile() },
  'save-as': { whyNot: isOpen, run: () => void saveFile('new-place') },
  export: {
    whyNot: () =>
      isOpen() ?? (useDocument.getState().document.lab ? undefined : 'the file has an error: mend it first'),
    run: () => showSheet('export'),
  },
  undo: {
    whyNot: () => (stepsBack().length === 0 ? 'nothing was done yet' : undefined),
    run: () => undo(),
    title: () => ['Undo', stepsBack()[0]].join(' ').trim(),
  },
  redo: {
    whyNot: () => (stepsAhead().length === 0 ? 'nothing was undone' : undefined),
    run: () => redo(),
    title: () => ['Redo', stepsAhead()[0]].join(' ').trim(),
  },
  rename: { whyNot: onThing, run: () => startRenaming(selected() ?? '') },
  connect: { whyNot: notEditable, run: () => showSheet('connect') },
  'move-to': {
    whyNot: () => (severalContainers() ? notEditable() : (onThing() ?? whyNotMoved())),
    run: () => showSheet('move-to'),
  },
  'connect-many': { whyNot: notEditable, run: () => showSheet('connect-many') },
  renumber: { whyNot: notEditable, run: () => showSheet('renumber') },
  copy: { whyNot: onThings, run: () => askBrowserTo('copy') },
  cut: { whyNot: onThings, run: () => askBrowserTo('cut') },
  paste: { whyNot: always, run: askForClipboard },
  duplicate: {
    whyNot: () => onThings() ?? whyNotDuplicated(),
    // Several with the links among them; one as its own kind has it.
    run: () => (chosen().size > 1 ? duplicateChosen() : finishEdit(duplicated())),
  },
  delete: {
    whyNot: onThings,
    run: () => askToDelete(chosen()),
    title: () => (chosen().size > 1 ? `Delete ${chosen().size} things` : 'Delete'),
  },
  'select-all': { whyNot: isOpen, run: selectAll },
  'select-alike': {
    whyNot: () => isOpen() ?? (chosenKind() === undefined ? 'choose things of one kind first' : undefined),
    run: selectAlike,
    title: () => {
      const kind = chosenKind();
      return kind === undefined ? 'Select all of this kind' : `Select all ${kind}s`;
    },
  },
  'align-left': arranging('left', 2),
  'align-right': arranging('right', 2),
  'align-top': arranging('top', 2),
  'align-bottom': arranging('bottom', 2),
  'align-across': arranging('across', 2),
  'align-down': arranging('down', 2),
  'distribute-across': arranging('distribute-across', 3),
  'distribute-down': arranging('distribute-down', 3),
  tidy: {
    whyNot: () => notEditable() ?? (isTidy() ? 'it is tidy' : undefined),
    run: tidy,
  },
  'add-segment': adding('segment'),
  'add-host': adding('host'),
  'add-router': adding('router'),
  'add-vlan': adding('vlan'),
  'add-network': adding('network'),
  'add-container': adding('container'),
  'add-note': adding('note'),
  'add-bond': joining('bond'),
  'add-bridge': joining('bridge'),
  'add-dummy': joining('dummy'),
  'add-shim': joining('shim'),
  plan: { whyNot: whyNotRun, run: () => void showPlan() },
  deploy: { whyNot: whyNotRun, run: () => void askToRun('deploy') },
  verify: { whyNot: whyNotRun, run: () => void verify() },
  destroy: { whyNot: whyNotRun, run: () => void askToRun('destroy') },
  why: { whyNot: whyNotPair, run: explainPair },
  walk: { whyNot: whyNotPair, run: walkPair },
  ping: { whyNot: whyNotPing, run: pingByHand },
  'expect-reachable': {
    whyNot: () => whyNotExpect(true),
    run: () => expectOfPair(true),
  },
  'expect-unreachable': {
    whyNot: () => whyNotExpect(false),
    run: () => expectOfPair(false),
  },
  'expect-predicted': {
    whyNot: () => whyNotExpect(undefined),
    run: () => expectOfPair(undefined),
  },
  terminal: {
    whyNot: () => (terminalAt() === undefined ? 'choose a host or a container' : undefined),
    run: () => openTerminal(terminalAt() ?? ''),
  },
  reboot: { whyNot: whyNotPractice, run: () => void rebootPracticeHost(selected() ?? '') },
  reset: { whyNot: whyNotPractice, run: () => void resetPracticeHost(selected() ?? '') },
  commands: { whyNot: always, run: () => showSheet('commands') },
  outline: { whyNot: isOpen, run: toggleOutline },
  'next-region': { whyNot: always, run: () => goToRegion(1) },
  'previous-region': { whyNot: always, run: () => goToRegion(-1) },
  present: { whyNot: isOpen, run: () => present(true) },
  keys: { whyNot: always, run: () => showSheet('keys') },
};

export const ACTIONS: readonly Action[] = ACTION_WORDS.map((words) => ({ ...words, ...DOING[words.id] }));

const byId = new Map(ACTIONS.map((action) => [action.id, action]));
export const actionOf = (id: ActionId): Action => byId.get(id) as Action;
