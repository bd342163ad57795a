import { beforeEach, describe, expect, it, vi } from 'vitest';
import { attachmentPath, set } from '../../../shared/lab/edit.ts';
import { templateNamed } from '../../../shared/lab/templates.ts';
import { articleVlans } from '../../../shared/lab/testing/examples.ts';
import { conclude } from '../../../shared/outcome.ts';
import { connect } from '../../bridge/connect.ts';
import { isStarting, isStopping, runningActivity, shownRun } from '../../derived/shown-run.ts';
import { FakeBackend } from '../../testing/fake-backend.ts';
import { useConnection } from '../connection/connection-store.ts';
import { editDocument, replaceText, useDocument } from '../document/document-store.ts';
import { NO_RUNS, useRuns } from '../run/run-store.ts';
import { NOTHING_RUN } from '../run/state.ts';
import {
  askToRun,
  cancelRunning,
  freshPlan,
  makePlan,
  open,
  runPlan,
  saveFile,
  stopAsking,
  stopAskingElsewhere,
  verifyAfterDeploy,
} from './commands.ts';
import { useFlow } from './flow-store.ts';
import { useNotices } from './notice.ts';
import { tellOfRenames } from './renamed.ts';

const idle = (): Promise<void> =>
  vi.waitFor(() => {
    const state = shownRun();
    if (state.activities.length === 0 || runningActivity(state)) throw new Error('busy');
  });
const kinds = (): readonly string[] => shownRun().activities.map(({ activity }) => activity.kind);

function setUp(options: { fails?: string; pace?: number; asks?: boolean } = {}): FakeBackend {
  useRuns.setState(NO_RUNS, true);
  useFlow.setState(useFlow.getInitialState(), true);
  useNotices.setState({ notices: [] });
  const fake = new FakeBackend(articleVlans, { pace: 0, ...options });
  connect(fake.port);
  open({ text: templateNamed('vlans-two-hosts')?.text ?? '' });
  useConnection.setState({ target: 'real' });
  return fake;
}

/** Plans, approves, and waits until everything was pinged. */
async function deployAndMeasure(): Promise<void> {
  await askToRun('deploy');
  const plan = shownRun().plan;
  if (!plan) throw new Error('no plan');
  await runPlan(plan.plan);
  await vi.waitFor(() => expect(kinds()).toEqual(['plan', 'deploy', 'verify']));
  await idle();
}

describe('the main job', () => {
  let stop = (): void => undefined;
  beforeEach(() => {
    stop();
    stop = verifyAfterDeploy();
  });

  it('shows what a deploy will do before it does it, and pings when it is done', async () => {
    setUp();
    await askToRun('deploy');
    await idle();
    const plan = shownRun().plan;
    expect(useFlow.getState().asked).toEqual({ intent: 'deploy', activity: plan?.activity });
    expect(kinds()).toEqual(['plan']);
    if (!plan) throw new Error('no plan');
    await runPlan(plan.plan);
    await vi.waitFor(() => expect(kinds()).toEqual(['plan', 'deploy', 'verify']));
    await idle();
    const { pings, marks } = shownRun();
    expect([...pings.values()].every(({ result }) => result?.agrees)).toBe(true);
    expect(marks.get('docker01/bbox10')).toBe('present');
  });

  it('deploys at once what was planned for this very text, and plans again after an edit', async () => {
    setUp();
    await makePlan('deploy');
    await idle();
    expect(freshPlan(shownRun(), 'deploy')).toBeDefined();
    editDocument([set([...attachmentPath('docker01', 'bbox10', 'mac_net10'), 'address'], '172.16.10.12')]);
    expect(freshPlan(shownRun(), 'deploy')).toBeUndefined();
  });

  it('ends in a measurement also when nothing had to change', async () => {
    setUp();
    await deployAndMeasure();
    await askToRun('deploy');
    await vi.waitFor(() => expect(kinds()).toEqual(['plan', 'deploy', 'verify', 'plan', 'verify']));
    await idle();
    expect(useFlow.getState().asked).toBeUndefined();
  });

  it('shows the runs of the open lab only, and has them again when it is opened again', async () => {
    setUp();
    await deployAndMeasure();
    const { text } = useDocument.getState();
    open({ text: templateNamed('macvlan-two-hosts')?.text ?? '' });
    expect(shownRun()).toEqual(NOTHING_RUN);
    open({ text });
    expect(kinds()).toEqual(['plan', 'deploy', 'verify']);
    expect(shownRun().marks.get('docker01/bbox10')).toBe('present');
  });

  it('goes on with the lab that it was pressed for, whichever is opened meanwhile', async () => {
    const fake = setUp({ pace: 5 });
    const { text } = useDocument.getState();
    useConnection.setState({ target: 'practice' });
    const pressed = askToRun('deploy');
    await vi.waitFor(() => expect(runningActivity(shownRun())).toBeDefined());
    open({ text: templateNamed('macvlan-two-hosts')?.text ?? '' });
    useConnection.setState({ target: 'practice' });
    useFlow.setState({ tab: 'plan' });
    expect(isStarting()).toBe(false);
    await pressed;
    await vi.waitFor(() => expect(fake.sent.map(({ name }) => name)).toContain('verify'));
    expect(fake.sent.find(({ name }) => name === 'verify')?.input).toMatchObject({ text, target: 'practice' });
    expect(shownRun()).toEqual(NOTHING_RUN);
    expect(useFlow.getState()).toMatchObject({ asked: undefined, tab: 'plan' });
    open({ text });
    useConnection.setState({ target: 'practice' });
    await vi.waitFor(() => expect(kinds()).toEqual(['plan', 'deploy', 'verify']));
    await idle();
  });

  it('asks nothing of somebody who has stopped the look at the hosts', async () => {
    const fake = setUp({ asks: true });
    const pressed = askToRun('deploy');
    await vi.waitFor(() => expect(runningActivity(shownRun())).toBeDefined());
    const activity = runningActivity(shownRun())?.activity.id ?? '';
    const ending = conclude({ hosts: ['docker01'], fates: new Map(), count: 0, of: 0, stopped: true });
    fake.tell({ type: 'activity-ended', activity, ms: 1, ...ending });
    await pressed;
    expect(useFlow.getState().asked).toBeUndefined();
  });

  it('asks nothing about a lab that is not open any more, or was thought better of', async () => {
    setUp();
    const { text } = useDocument.getState();
    const stopLooking = stopAskingElsewhere();
    const asking = askToRun('deploy');
    open({ text: templateNamed('macvlan-two-hosts')?.text ?? '' });
    await asking;
    expect(useFlow.getState().asked).toBeUndefined();
    const again = askToRun('destroy');
    stopAsking();
    await again;
    expect(useFlow.getState().asked).toBeUndefined();
    stopLooking();
    open({ text });
    await idle();
  });

  it('tells that a deployed lab is another one under a new name', async () => {
    setUp();
    const stopTelling = tellOfRenames();
    await deployAndMeasure();
    const { text } = useDocument.getState();
    replaceText(text.replace('name: vlans-two-hosts', 'name: renamed'), 'rename');
    expect(useNotices.getState().notices.at(-1)?.problem).toMatchObject({ code: 'lab-renamed', severity: 'warning' });
    stopTelling();
  });

  it('does not ping after a deploy that failed', async () => {
    setUp({ fails: 'network:mac_net20' });
    await askToRun('deploy');
    await idle();
    const made = shownRun().plan;
    if (!made) throw new Error('no plan');
    await runPlan(made.plan);
    await vi.waitFor(() => expect(kinds()).toEqual(['plan', 'deploy']));
    await idle();
    expect(shownRun().marks.get('docker01|mac_net20')).toBe('failing');
    expect(kinds()).toEqual(['plan', 'deploy']);
  });

  it('says that it is stopping before the program has heard of it', async () => {
    setUp({ pace: 20 });
    await askToRun('deploy');
    await idle();
    const made = shownRun().plan;
    const { backend } = useConnection.getState();
    if (!made || !backend) throw new Error('no plan');
    useConnection.setState({ backend: { ...backend, cancel: () => new Promise(() => undefined) } });
    const running = runPlan(made.plan);
    await vi.waitFor(() => expect(runningActivity(shownRun())).toBeDefined());
    expect(isStopping(shownRun())).toBe(false);
    void cancelRunning();
    expect(isStopping(shownRun())).toBe(true);
    await running;
  });

  it('saves the text and knows that it is saved', async () => {
    const fake = setUp();
    await saveFile();
    expect(fake.sent[0]).toMatchObject({ name: 'saveFile', input: { suggestedName: 'vlans-two-hosts.yaml' } });
    expect(useDocument.getState()).toMatchObject({ path: '/home/vlans-two-hosts.yaml' });
    expect(useDocument.getState().saved).toBe(useDocument.getState().text);
  });

  it('tells the person when the backend does not answer, and loses nothing', async () => {
    setUp();
    const { backend } = useConnection.getState();
    if (!backend) throw new Error('no backend');
    useConnection.setState({ backend: { ...backend, plan: () => Promise.reject(new Error('closed')) } });
    const { text } = useDocument.getState();
    await askToRun('destroy');
    expect(useNotices.getState().notices[0]?.problem.code).toBe('backend-lost');
    expect(useFlow.getState().asked).toBeUndefined();
    expect(useDocument.getState().text).toBe(text);
  });
});
