/** A backend that lives in the window and plays a script: for the window's own development and unit tests. */
import type { Backend, BackendEvent, EventBody, PingResult, Target } from '../../shared/api.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { applied, conclude, type Fate, measured } from '../../shared/outcome.ts';
import type { Change, Intent, Plan } from '../../shared/plan/plan.ts';
import { problem, success } from '../../shared/problem.ts';
import type { BackendPort } from '../bridge/port.ts';

export interface FakeOptions {
  /** Milliseconds between events; 0: as fast as they can be told. */
  readonly pace: number;
  /** A resource key whose step fails. */
  readonly fails?: string;
  /** A container that nothing reaches although all is predicted to. */
  readonly broken?: string;
  /** Asks about a host key before it plans. */
  readonly asks?: boolean;
}

export class FakeBackend {
  readonly sent: { readonly name: string; readonly input: unknown }[] = [];
  private readonly listeners = new Set<(events: readonly BackendEvent[]) => void>();
  private readonly history: BackendEvent[] = [];
  private readonly plans = new Map<string, Plan>();
  private readonly answers = new Map<string, (value: unknown) => void>();
  private readonly lab: Lab;
  private readonly options: FakeOptions;
  private stands = false;
  private count = 0;
  /** Where the newest plan was made for. */
  private target: Target = 'real';

  constructor(lab: Lab, options: FakeOptions) {
    this.lab = lab;
    this.options = options;
  }

  readonly backend: Backend = {
    hello: async () => ({
      version: '0',
      shell: 'browser',
      file: null,
      practice: false,
      backlog: this.history,
      terminals: [],
      drafts: [],
    }),
    recentFiles: async () => success([]),
    followFile: async () => success(null),
    keepDraft: async () => success(null),
    dropDraft: async () => success(null),
    openFile: async () => success(null),
    saveFile: async (input) => {
      this.sent.push({ name: 'saveFile', input });
      return success({ path: `/home/${input.suggestedName}` });
    },
    plan: async ({ intent, target }) => {
      this.target = target;
      return this.begin((id) => this.planned(id, intent));
    },
    run: async ({ plan }) => this.begin((id) => this.ran(id, this.plans.get(plan))),
    verify: async (input) => {
      this.sent.push({ name: 'verify', input });
      return this.begin((id) => this.verified(id));
    },
    practiceNow: async () => success(null),
    resetPractice: async () => success([]),
    rebootPractice: async () => success(null),
    exportLab: async (input) => {
      this.sent.push({ name: 'exportLab', input });
      return success({ name: 'lab.md', media: 'text/markdown', content: { kind: 'text', text: '' }, unsaid: [] });
    },
    cancel: async () => success(null),
    openTerminal: async () => success({ terminal: 'none' }),
    typeInTerminal: async () => success(null),
    resizeTerminal: async () => success(null),
    closeTerminal: async () => success(null),
    answer: async ({ question, value }) => {
      this.answers.get(question)?.(value);
      return success(null);
    },
    onEvents: (listener) => {
      this.listeners.add(listener);
      return () => void this.listeners.delete(listener);
    },
  };

  readonly port: BackendPort = {
    backend: this.backend,
    onReachable: (listener) => {
      listener('reachable');
      return () => undefined;
    },
  };

  tell(...bodies: readonly EventBody[]): void {
    const events = bodies.map((body) => ({ ...body, seq: this.history.length + 1, at: Date.now() }));
    this.history.push(...events);
    for (const listener of this.listeners) listener(events);
  }

  private begin(play: (id: string) => Promise<void>) {
    const activity = `a${++this.count}`;
    void play(activity);
    return success({ activity });
  }

  private readonly wait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, this.options.pace));

  private start(id: string, kind: 'plan' | Intent | 'verify', plan?: string): void {
    this.tell({
      type: 'activity-started',
      activity: {
        id,
        kind,
        lab: this.lab.name,
        target: this.target,
        hosts: this.lab.hosts.map(({ name }) => name),
        startedAt: Date.now(),
        ...(plan === undefined ? {} : { plan }),
      },
    });
  }

  private async planned(id: string, intent: Intent): Promise<void> {
    this.start(id, 'plan');
    if (this.options.asks) {
      this.tell({
        type: 'question',
        question: {
          id: 'q1',
          host: 'docker01',
          kind: 'host-key',
          address: '192.168.1.11:22',
          keyType: 'ssh-ed25519',
          fingerprint: 'SHA256:mVPwvezndPv/ARoIadVY98vAC0g+P/5633yTC4d/wXE',
        },
      });
      await new Promise((resolve) => this.answers.set('q1', resolve));
      this.tell({ type: 'question-closed', question: 'q1' });
    }
    for (const host of this.lab.hosts) {
      this.tell({ type: 'host-phase', activity: id, host: host.name, phase: 'probing' });
      await this.wait();
      this.tell({ type: 'host-phase', activity: id, host: host.name, phase: 'done' });
    }
    const plan = fakePlan(this.lab, intent, this.stands, `p${this.count}`);
    this.plans.set(plan.id, plan);
    this.tell({ type: 'planned', activity: id, plan });
    this.end(
      id,
      plan.hosts.map(({ host }) => [host, applied([], new Set())]),
      0,
    );
  }

  private async ran(id: string, plan: Plan | undefined): Promise<void> {
    if (!plan) return;
    this.start(id, plan.intent, plan.id);
    const fates: [string, Fate][] = [];
    for (const { host, changes } of plan.hosts) {
      this.tell({ type: 'host-phase', activity: id, host, phase: 'running' });
      let stopped = false;
      for (const [step, change] of changes.entries()) {
        if (stopped) {
          this.tell({ type: 'step-ended', activity: id, host, step, status: 'skipped', ms: 0 });
          continue;
        }
        this.tell({ type: 'step-started', activity: id, host, step });
        await this.wait();
        stopped = change.resource === this.options.fails;
        this.tell({
          type: 'step-output',
          activity: id,
          host,
          step,
          text: stopped ? 'RTNETLINK answers: File exists\n' : '',
        });
        this.tell({
          type: 'step-ended',
          activity: id,
          host,
          step,
          status: stopped ? 'failed' : 'done',
          ms: 120 + 90 * step,
          ...(stopped ? { problem: fakeFailure(host, change) } : {}),
        });
      }
      this.tell({ type: 'host-phase', activity: id, host, phase: stopped ? 'failed' : 'done' });
      fates.push([host, stopped ? { kind: 'failed', problems: [] } : applied([], new Set())]);
      if (plan.intent === 'destroy') this.tell({ type: 'residue', activity: id, host, lines: [] });
    }
    this.stands = plan.intent === 'deploy' && fates.every(([, { kind }]) => kind === 'seen');
    const count = plan.hosts.reduce((sum, { changes }) => sum + changes.length, 0);
    this.end(id, fates, count);
  }

  private async verified(id: string): Promise<void> {
    this.start(id, 'verify');
    const results = fakePings(this.lab).map((ping) =>
      ping.to === this.options.broken && ping.measured === 'reachable'
        ? {
            ...ping,
            measured: 'unreachable' as const,
            received: 0,
            rttMs: null,
            agrees: false,
            said: '4 packets transmitted, 0 packets received, 100% packet loss',
          }
        : ping,
    );
    this.tell({ type: 'pings-expected', activity: id, total: results.length, pairs: results });
    for (let at = 0; at < results.length; at += 6) {
      await this.wait();
      this.tell({ type: 'pings', activity: id, results: results.slice(at, at + 6) });
    }
    this.end(id, [['docker01', measured(results.length, results)]], results.filter(({ agrees }) => agrees).length);
  }

  private end(activity: string, fates: readonly (readonly [string, Fate])[], count: number): void {
    const hosts = fates.map(([host]) => host);
    const ending = conclude({ hosts, fates: new Map(fates), count, of: count, stopped: false });
    this.tell({ type: 'activity-ended', activity, ms: 0, ...ending });
  }
}

const fakeFailure = (host: string, change: Change) =>
  problem({
    code: 'step-failed',
    subject: change.subject,
    message: `${host} already has something named like this: ${change.summary}.`,
    hint: 'Remove it by hand or choose another name, then deploy again.',
    detail: { command: change.commands[0] ?? '', output: 'RTNETLINK answers: File exists' },
  });

/** A plan of about the right size and words for any lab. */
export function fakePlan(lab: Lab, intent: Intent, stands: boolean, id: string): Plan {
  const wanted = intent === 'deploy' ? !stands : stands;
  const hosts = lab.hosts.map((host) => {
    const change = (
      kind: string,
      resource: string,
      subject: string,
      summary: string,
      ...commands: string[]
    ): Change => ({
      action: intent === 'deploy' ? 'create' : 'delete',
      resource,
      kind,
      subject,
      summary,
      commands,
      after: [],
    });
    const links = host.interfaces.flatMap((item) =>
      item.kind === 'vlan'
        ? [
            change(
              'vlan',
              `vlan:${item.name}`,
              `${host.name}:${item.name}`,
              `Sub-interface ${item.name}: VLAN ${item.vlan} on ${item.parent}`,
              `ip link add link ${item.parent} name ${item.name} type vlan id ${item.vlan}`,
              `ip link set ${item.name} up`,
            ),
          ]
        : [],
    );
    const networks = lab.networks.flatMap((network) =>
      network.parents
        .filter((parent) => parent.host === host.name)
        .map((parent) =>
          change(
            'network',
            `network:${network.name}`,
            network.name,
            `Docker network ${network.name} on ${parent.interface}`,
            `docker network create -d ${network.driver} --subnet ${network.subnet} -o parent=${parent.interface} ${network.name}`,
          ),
        ),
    );
    const containers = host.containers.map((item) =>
      change(
        'container',
        `container:${item.name}`,
        `${host.name}/${item.name}`,
        `Container ${item.name}`,
        `docker run -d --name ${item.name} --network ${item.attachments[0]?.network} --ip ${item.attachments[0]?.address} ${item.image} sh`,
      ),
    );
    const all = [...links, ...networks, ...containers];
    return {
      host: host.name,
      changes: wanted ? all : [],
      forgets: [],
      standing: all.map(({ resource, subject, kind }) => ({
        resource,
        subject,
        kind,
        state: stands ? ('present' as const) : ('absent' as const),
      })),
      problems: [],
    };
  });
  const count = hosts.reduce((sum, { changes }) => sum + changes.length, 0);
  return {
    id,
    lab: lab.name,
    intent,
    hosts,
    summary: {
      create: intent === 'deploy' ? count : 0,
      update: 0,
      replace: 0,
      delete: intent === 'destroy' ? count : 0,
    },
    problems: [],
  };
}

/** Every container pings every other and each router address; a host never reaches its own containers. */
export function fakePings(lab: Lab): readonly PingResult[] {
  const boxes = lab.hosts.flatMap((host) =>
    host.containers.map((item) => ({
      id: `${host.name}/${item.name}`,
      host: host.name,
      address: item.attachments[0]?.address ?? '',
    })),
  );
  const routers = lab.hosts.flatMap((host) =>
    host.interfaces
      .filter((item) => item.address !== undefined)
      .map((item) => ({
        id: `${host.name}:${item.name}`,
        host: host.name,
        address: item.address?.split('/')[0] ?? '',
      })),
  );
  const sources = [...boxes, ...lab.hosts.map(({ name }) => ({ id: name, host: name, address: '' }))];
  return sources.flatMap((from, row) =>
    [...boxes, ...routers]
      .filter((to) => to.id !== from.id && !(to.host === from.host && to.id.startsWith(`${from.id}:`)))
      .map((to, column): PingResult => {
        const isHost = from.id === from.host;
        const reachable = isHost ? to.address.startsWith('192.168.1.') : !to.address.startsWith('192.168.1.');
        const verdict = reachable ? 'reachable' : 'unreachable';
        return {
          from: from.id,
          to: to.id,
          address: to.address,
          expected: verdict,
          predicted: verdict,
          measured: verdict,
          sent: 4,
          received: reachable ? 4 : 0,
          rttMs: reachable ? 0.4 + ((row * 7 + column * 3) % 10) / 10 : null,
          agrees: true,
          reason: reachable
            ? { code: 'same-segment', text: 'Same VLAN on both hosts, carried by the trunk: no router is needed.' }
            : {
                code: 'host-to-own-macvlan',
                text: 'A host never reaches its own macvlan children through their parent.',
              },
          said: reachable ? '' : '4 packets transmitted, 0 packets received, 100% packet loss',
        };
      }),
  );
}
