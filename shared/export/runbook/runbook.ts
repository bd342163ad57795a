/** The lab as a person would make it by hand: host by host, each command with its reason, then what to see, then all of it back. */
import type { Lab } from '../../lab/lab.ts';
import { typedOf } from '../../plan/command-line.ts';
import type { Change } from '../../plan/plan.ts';
import { planDestroy } from '../../plan/plan-host.ts';
import { predictedState } from '../../plan/predicted.ts';
import { phasesOf } from '../../plan/program.ts';
import { type Result, success } from '../../problem.ts';
import { type Exported, oneFile } from '../exported.ts';
import { type FreshPlan, freshPlans } from '../fresh-plans.ts';
import { notDeployed } from '../not-deployed.ts';
import { block, code, plain } from './markdown.ts';
import { loginOf, needed } from './needed.ts';
import { notes } from './notes.ts';
import { expectedPings } from './pings.ts';

export function exportRunbook(lab: Lab): Result<Exported> {
  const plans = freshPlans(lab, { addressed: 'all' });
  if (!plans.ok) return plans;
  const programs = plans.value.map(({ program }) => program);
  const pings = expectedPings(lab);
  const unsaid = [...notDeployed(lab, programs), ...pings.unsaid];
  const text = [
    `# ${plain(lab.name)}\n\n`,
    `${intro(lab)}\n\n`,
    ...notDeployed(lab, programs).map((sentence) => `> ${plain(sentence)}\n\n`),
    notes(lab),
    needed(lab, plans.value),
    ...phasesOf(programs).flatMap((phase, number) =>
      phase.map(({ host, steps }) => {
        const plan = plans.value.find((one) => one.host.name === host);
        const changes = steps.flatMap(({ index }) => plan?.program.plan.changes[index] ?? []);
        return plan === undefined ? '' : onHost(plan, changes, number);
      }),
    ),
    pings.text,
    '## Taking it down\n\n',
    'Containers before their networks, networks before their interfaces, hosts in any order.\n\n',
    ...plans.value.map((plan) => takenDown(lab, plan)),
  ];
  return success(oneFile(`${lab.name}.md`, `${text.join('').trimEnd()}\n`, unsaid));
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

function intro({ hosts, networks, persist }: Lab): string {
  const containers = hosts.reduce((sum, host) => sum + host.containers.length, 0);
  return `${count(hosts.length, 'host')}, ${count(networks.length, 'Docker network')} and ${count(containers, 'container')}, made by hand. All commands are typed as root.${persist ? '' : ' They last until a host is started anew.'} The labels, aliases and comments with the lab's name change nothing that is sent: they tell later what belongs to the lab.`;
}

const isTyped = ({ kind }: Change): boolean => kind !== 'record';

function onHost(plan: FreshPlan, changes: readonly Change[], phase: number): string {
  const typed = changes.filter(isTyped);
  const steps = typed.map(
    (change, at) =>
      `${at + 1}. ${plain(change.summary)}\n\n${inList(block(typedOf(change.commands)))}${inList(noteOf(change))}\n`,
  );
  const login = `Log in: ${code(loginOf(plan.host))}\n\n`;
  const body = typed.length === 0 ? 'Nothing is to be done here.\n\n' : login + steps.join('');
  return `## On ${plain(plan.host.name)}${phase > 0 ? ', once more' : ''}\n\n${body}`;
}

/** As part of a list's item. */
const inList = (text: string): string => text.replace(/^(?=.)/gm, '   ');

const NOTES: Readonly<Record<string, string>> = {
  promiscuous: `See it: ${code('ip -d link show')} says ${code('promiscuity 1')} or more.`,
  vlan: `See it: ${code('ip -d link show type vlan')}.`,
  forward: `A host without Docker has no chain ${code('DOCKER-USER')}: write ${code('FORWARD')} there.`,
  network: `See it: ${code('docker network ls')}.`,
  container: `See it: ${code('docker ps')}.`,
};

const noteOf = ({ kind }: Change): string => (Object.hasOwn(NOTES, kind) ? `\n${NOTES[kind]}\n` : '');

/** What may have been so before anybody began is left to the person to judge. */
const JUDGED: Readonly<Record<string, string>> = {
  sysctl: 'Only if it was 0 before: Docker needs it too',
  image: 'Only if it was not there before',
};

function takenDown(lab: Lab, { host, state }: FreshPlan): string {
  const { plan } = planDestroy(predictedState(lab, host, state), lab.name, host.name);
  const changes = plan.changes.filter(isTyped);
  if (changes.length === 0) return '';
  const sure = changes.filter(({ kind }) => !Object.hasOwn(JUDGED, kind)).flatMap(({ commands }) => commands);
  const judged = changes.flatMap(({ kind, commands }) => {
    const why = Object.hasOwn(JUDGED, kind) ? JUDGED[kind] : undefined;
    return why === undefined ? [] : [`${why}: ${commands.map(code).join(', ')}.\n\n`];
  });
  return `### On ${plain(host.name)}\n\n${sure.length === 0 ? '' : `${block(sure)}\n`}${judged.join('')}`;
}
