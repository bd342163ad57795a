/** What the buttons do: requests to the backend, and what follows from their answers. */
import type { Backend, RecentFile, Started } from '../../../shared/api.ts';
import { freeName } from '../../../shared/draw/free.ts';
import type { FormatName } from '../../../shared/export/format-list.ts';
import { emptyLab } from '../../../shared/lab/new-lab.ts';
import type { Scheme } from '../../../shared/lab/vlan-colours.ts';
import { mayRun } from '../../../shared/plan/lab-plan.ts';
import type { Intent, Plan } from '../../../shared/plan/plan.ts';
import { problem, type Result, success } from '../../../shared/problem.ts';
import { download } from '../../bridge/browser-files.ts';
import { problems } from '../../derived/problems.ts';
import { planOf, runningActivity, shownPlace, shownRun } from '../../derived/shown-run.ts';
import { isLost, useConnection } from '../connection/connection-store.ts';
import { markSaved, type OpenedText, openDocument, useDocument } from '../document/document-store.ts';
import { noticeFile } from '../document/file-change.ts';
import { labOfPlace, runOf, useRuns } from '../run/run-store.ts';
import type { ActivityState, RunState } from '../run/state.ts';
import { useSelection } from '../selection.ts';
import { type RunSource, showTab, useFlow } from './flow-store.ts';
import { BACKEND_LOST, notify } from './notice.ts';
import { targetOfOpened } from './target.ts';

/** Asks the backend; a lost connection is a problem like any other. Undefined: it was told to the person. */
async function ask<T>(request: (backend: Backend) => Promise<Result<T>>): Promise<T | undefined> {
  const { backend } = useConnection.getState();
  try {
    if (!backend) throw new Error('no backend');
    const result = await request(backend);
    if (result.ok) return result.value;
    notify(...result.problems);
  } catch {
    // Of a lost connection the window tells by itself, as long as it lasts.
    if (isLost(useConnection.getState())) return undefined;
    notify(
      problem({
        code: BACKEND_LOST,
        message: 'The program behind this window does not answer.',
        hint: 'Nothing of your lab is lost. Start it again; the window connects by itself.',
      }),
    );
  }
  return undefined;
}

/** A backend that never tells of what it has begun is not waited for longer, in milliseconds. */
const LONGEST_BEGINNING = 3000;

/** Asks for an activity, and counts as busy there until its first event is here: no button comes alive in between. */
async function begin(
  { place }: Pick<RunSource, 'place'>,
  request: (backend: Backend) => Promise<Result<Started>>,
): Promise<Started | undefined> {
  useFlow.setState(({ starting }) => ({ starting: [...starting, place] }));
  const started = await ask(request);
  if (started) await until(isThere(started.activity), LONGEST_BEGINNING);
  useFlow.setState(({ starting }) => {
    const at = starting.indexOf(place);
    return { starting: starting.filter((_, index) => index !== at) };
  });
  return started;
}

const find = (activity: string): ActivityState | undefined =>
  runOf(activity).activities.find((item) => item.activity.id === activity);

const isThere = (activity: string) => (): boolean => find(activity) !== undefined;

/** It has ended, or is not known any more. */
const isOver = (activity: string) => (): boolean => find(activity)?.ended !== undefined || !isThere(activity)();

/** Resolves when what is known fits; or, where a time in milliseconds is given, when that has passed. */
function until(fits: () => boolean, longest?: number): Promise<void> {
  if (fits()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = useRuns.subscribe(() => fits() && done());
    const timer = longest === undefined ? undefined : setTimeout(() => done(), longest);
    const done = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
  });
}

/** A plan of the open lab; its `planned` event brings it. The activity's id, or undefined if it did not start. */
export async function makePlan(intent: Intent): Promise<string | undefined> {
  const { path } = useDocument.getState();
  const from = shownSource();
  const { text, target } = from;
  const started = await begin(from, async (backend) => {
    const result = await backend.plan({ text, intent, target, ...(path !== undefined && { path }) });
    if (result.ok) rememberText(result.value.activity, text);
    return result;
  });
  return started?.activity;
}

const rememberText = (activity: string, text: string): void =>
  useFlow.setState(({ texts }) => ({ texts: new Map(texts).set(activity, text) }));

export async function showPlan(): Promise<void> {
  showTab('plan');
  await makePlan('deploy');
}

/** Deploy or destroy, pressed: what was planned for this very text runs; else a plan is made and shown first. */
export async function askToRun(intent: Intent): Promise<void> {
  if (intent === 'deploy') {
    if (problems().found.some(({ severity }) => severity === 'error')) {
      useFlow.setState({ asked: { intent, activity: undefined, doubtful: true } });
      return;
    }
    return deploy();
  }
  await planAsking(intent);
}

/** A plan that somebody is asked about, unless they want nothing of it any more or look at another lab when it begins. */
async function planAsking(intent: Intent): Promise<string | undefined> {
  const waiting = { intent, activity: undefined };
  useFlow.setState({ asked: waiting });
  const activity = await makePlan(intent);
  if (useFlow.getState().asked === waiting) {
    useFlow.setState({ asked: activity === undefined ? undefined : { intent, activity } });
  }
  return activity;
}

/**
 * What was planned for this very text runs. On practice hosts, where nothing can be spoilt, a new plan runs too, unless there
 * is something to say about it first; on real ones it is shown before. Either way it ends in a measurement, also when nothing
 * had to change.
 */
export async function deploy(): Promise<void> {
  stopAsking();
  const fresh = freshPlan(shownRun(), 'deploy');
  if (fresh && mayRun(fresh) && !isEmpty(fresh)) return runPlan(fresh);
  const from = shownSource();
  const unasked = from.target === 'practice';
  const activity = unasked ? await makePlan('deploy') : await planAsking('deploy');
  if (activity === undefined) return;
  await until(isOver(activity));
  // Whoever has stopped it knows, and is asked nothing.
  if (find(activity)?.ended?.outcome === 'cancelled') {
    if (useFlow.getState().asked?.activity === activity) stopAsking();
    return;
  }
  const plan = planOf(runOf(activity), activity);
  if (plan && mayRun(plan) && isEmpty(plan)) {
    if (unasked || useFlow.getState().asked?.activity === activity) {
      stopAsking();
      await measure(from);
    }
  } else if (!unasked) return;
  else if (plan && mayRun(plan)) await runPlan(plan, from);
  else if (isShown(from)) useFlow.setState({ asked: { intent: 'deploy', activity } });
}

export const stopAsking = (): void => useFlow.setState({ asked: undefined });

/** Who is asked about a lab is not asked any more when another one is open, or when it is to run elsewhere. Returns how to stop. */
export function stopAskingElsewhere(): () => void {
  const stops = [
    useDocument.subscribe(({ draft }, before) => draft.id !== before.draft.id && stopAsking()),
    useConnection.subscribe(({ target }, before) => target !== before.target && stopAsking()),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** The person approved this plan: its id is what runs. @param from what it was made of, which may not be what is shown by now */
export async function runPlan(plan: Plan, from: RunSource = shownSource()): Promise<void> {
  if (isShown(from)) {
    stopAsking();
    showTab('run');
  }
  await begin(from, async (backend) => {
    const result = await backend.run({ plan: plan.id });
    if (result.ok) rememberText(result.value.activity, from.text);
    if (result.ok && plan.intent === 'deploy') {
      useFlow.setState(({ deploys }) => ({ deploys: new Map(deploys).set(result.value.activity, from) }));
    }
    return result;
  });
}

/** What the person is looking at. */
const shownSource = (): RunSource => ({
  text: useDocument.getState().text,
  target: useConnection.getState().target,
  place: shownPlace(),
});

/** The person looks at that lab where it runs, whatever was drawn since. */
const isShown = ({ place }: RunSource): boolean => place === shownPlace();

/** @param pairs how many, of a lab that has too many to measure all */
export async function verify(pairs?: number): Promise<void> {
  showTab('reach');
  await measure(shownSource(), pairs);
}

/** Pings everything of a lab where it runs, whatever is shown meanwhile. */
async function measure(from: RunSource, pairs?: number): Promise<void> {
  const { text, target } = from;
  await begin(from, async (backend) => {
    const result = await backend.verify({ text, target, ...(pairs === undefined ? {} : { pairs }) });
    if (result.ok) rememberText(result.value.activity, text);
    return result;
  });
}

/** Makes a practice host as new, and plans what the lab lacks on it then. */
export async function resetPracticeHost(host: string): Promise<void> {
  const { text } = useDocument.getState();
  if (await ask((backend) => backend.resetPractice({ text, host }))) await makePlan('deploy');
}

/** Starts a practice host anew; what then is no more as drawn, its own news show. */
export async function rebootPracticeHost(host: string): Promise<void> {
  const { text } = useDocument.getState();
  if (await ask((backend) => backend.rebootPractice({ text, host }))) await makePlan('deploy');
}

export async function cancelRunning(): Promise<void> {
  const running = runningActivity(shownRun());
  if (!running) return;
  const activity = running.activity.id;
  // Said at once: the program may have much to do, and its own word for it comes when it has heard.
  useFlow.setState(({ stopping }) => ({ stopping: new Set(stopping).add(activity) }));
  await ask((backend) => backend.cancel({ activity }));
}

export async function answer(question: string, value: boolean | string | null, remember = false): Promise<void> {
  await ask((backend) => backend.answer({ question, value, remember }));
}

/**
 * Gives the person the lab in another form, as a download: Electron asks where it is to go. What the format cannot say of the
 * lab, a sentence each; undefined: there is no export, and why was told.
 */
export async function exportLab(format: FormatName, theme: Scheme): Promise<readonly string[] | undefined> {
  const { text } = useDocument.getState();
  const made = await ask((backend) => backend.exportLab({ text, format, theme }));
  if (!made) return undefined;
  const { name, media, content, unsaid } = made;
  const data = content.kind === 'text' ? content.text : Uint8Array.from(atob(content.base64), (c) => c.charCodeAt(0));
  download(name, data, media);
  return unsaid;
}

export async function openFile(): Promise<void> {
  const file = await ask((backend) => backend.openFile({}));
  if (file) open(file);
}

/** In a browser as it was; else as its file is now, which is followed and saved in place. */
export async function openRecent({ path, text }: RecentFile): Promise<void> {
  if (useConnection.getState().hello?.shell === 'browser') open({ path, text });
  else {
    const file = await ask((backend) => backend.openFile({ path }));
    if (file) open(file);
  }
}

/** Opens a text as the lab in the window; what was selected belongs to the lab before. */
export function open(file: OpenedText): void {
  openDocument(file);
  targetOfOpened();
  useSelection.getState().select(undefined);
  if (useDocument.getState().problems.some(({ severity }) => severity === 'error')) showTab('problems');
}

/** Opens an empty lab. It is another lab than those that are on hosts now: what is there is marked with a lab's name. */
export function openNew(): void {
  const ran = [...useRuns.getState().places.keys()].map(labOfPlace);
  open({ text: emptyLab(freeName('new-lab', (name) => ran.includes(name))) });
}

/** True: it is saved. */
export async function saveFile(as: 'same-place' | 'new-place' = 'same-place'): Promise<boolean> {
  const { text, path, version, lab } = useDocument.getState();
  const place = as === 'same-place' && path !== undefined ? { path, ...(version && { version }) } : {};
  const suggestedName = `${lab?.name ?? 'lab'}.yaml`;
  const saved = await ask(async (backend) => {
    const result = await backend.saveFile({ ...place, suggestedName, text });
    if (result.ok || path === undefined || !result.problems.some(({ code }) => code === 'file-changed')) return result;
    // Somebody else was quicker: what they wrote is shown beside what is here.
    const theirs = await backend.openFile({ path });
    if (!theirs.ok || theirs.value === null) return result;
    noticeFile(theirs.value);
    return success(null);
  });
  if (saved) markSaved(saved, text);
  return saved !== undefined && saved !== null;
}

/** The newest plan, if it was made for the text as it is now and nothing has run since. */
export function freshPlan(run: RunState, intent: Intent): Plan | undefined {
  const { plan } = run;
  if (!plan || plan.plan.intent !== intent) return undefined;
  if (useFlow.getState().texts.get(plan.activity) !== useDocument.getState().text) return undefined;
  return ranSince(run, plan.seq) ? undefined : plan.plan;
}

/** Hosts have been changed since: what was found out before may no longer be so. */
const ranSince = (run: RunState, seq: number): boolean =>
  run.activities.some(
    ({ activity, begunBy }) => begunBy > seq && (activity.kind === 'deploy' || activity.kind === 'destroy'),
  );

export const changesOf = (plan: Plan): number => plan.hosts.reduce((sum, { changes }) => sum + changes.length, 0);
export const isEmpty = (plan: Plan): boolean => changesOf(plan) === 0;

/** A deploy that this window began is followed by its pings. Returns how to stop. */
export function verifyAfterDeploy(): () => void {
  return useRuns.subscribe(() => {
    const { deploys } = useFlow.getState();
    for (const [activity, from] of deploys) {
      const ended = find(activity)?.ended;
      if (!ended) continue;
      const rest = new Map(deploys);
      rest.delete(activity);
      useFlow.setState({ deploys: rest });
      if (ended.outcome !== 'done') continue;
      const shown = shownSource();
      if (shown.text === from.text && shown.target === from.target) showTab('reach');
      void measure(from);
    }
  });
}
