/** A Compose file for each host: its networks and containers. What Compose has no words for stands at its top, as commands. */

import { stringify } from 'yaml';
import type { Lab } from '../../lab/lab.ts';
import { isServed, registryAddress } from '../../lab/registry.ts';
import type { NewContainer, NewNetwork, Operation } from '../../machine/operation.ts';
import { commandLine, typedOf } from '../../plan/command-line.ts';
import type { Change } from '../../plan/plan.ts';
import { type Result, success } from '../../problem.ts';
import { listed } from '../../shown.ts';
import type { Exported } from '../exported.ts';
import { type FreshPlan, freshPlans } from '../fresh-plans.ts';
import { notDeployed } from '../not-deployed.ts';
import { containerOf, documentOf, notSaid } from './document.ts';

export function exportCompose(lab: Lab): Result<Exported> {
  const plans = freshPlans(lab, { addressed: 'all' });
  if (!plans.ok) return plans;
  const made = plans.value.map((plan) => onHost(lab, plan));
  const unsaid = [
    ...notDeployed(
      lab,
      plans.value.map(({ program }) => program),
    ),
    ...made.flatMap((host) => host.unsaid),
  ];
  return success({
    files: made.map(({ host, text }) => ({ name: `${host}.yaml`, text: `# ${host}\n${text}` })),
    whole: made.map(({ host, text }) => `# ${host}\n${text}`).join('---\n'),
    unsaid,
  });
}

interface OnHost {
  readonly host: string;
  readonly text: string;
  readonly unsaid: readonly string[];
}

function onHost(lab: Lab, { host, program }: FreshPlan): OnHost {
  const { changes } = program.plan;
  const file = `docker compose -p ${lab.name} -f ${host.name}.yaml up -d`;
  const before: Change[] = [];
  const supplied: Change[] = [];
  const serving: string[] = [];
  const networks: NewNetwork[] = [];
  const containers: NewContainer[] = [];
  const steps = program.steps.map(({ index, instructions }) => ({
    change: changes[index],
    operations: instructions.flatMap((item) => (item.kind === 'do' ? [item.operation] : [])),
  }));
  for (const { operations } of steps) {
    const network = operations.find((item) => item.do === 'create-network');
    const container = containerOf(operations);
    if (network) networks.push(network);
    if (container) containers.push(container);
    const waits = operations.filter((item) => item.do === 'await-registry');
    if (container && waits.length > 0) serving.push(`${file} ${container.name}`, ...waits.map(typed));
  }
  const fetched = new Set(containers.map(({ image }) => image));
  for (const { change, operations } of steps) {
    if (change === undefined || change.kind === 'record') continue;
    if (operations.some((item) => item.do === 'create-network') || containerOf(operations)) continue;
    if (operations.every((item) => item.do === 'pull-image' && fetched.has(item.image))) continue;
    if (operations.some((item) => item.do === 'push-image')) supplied.push(change);
    else before.push(change);
  }
  const lost = [...networks, ...containers].flatMap(notSaid).map((what) => `${host.name}: ${what}`);
  const there = containers.some(({ image }) => isServed(lab, image)) && lab.registry?.host !== host.name;
  const head = [
    `The lab ${lab.name} on this host: ${file}`,
    ...(containers.length === 0 ? ['It has no containers, so there is nothing for Compose to start.'] : []),
    ...(there ? [`After ${lab.registry?.host}: images come from its registry, ${registryAddress(lab)}.`] : []),
    ...lost,
    ...(before.length === 0 ? [] : ['', `${TYPED_FIRST}:`, ...before.flatMap(commandsOf)]),
    ...(supplied.length === 0
      ? []
      : ['', `${REGISTRY_FIRST}:`, '', ...serving.map(asCommand), ...supplied.flatMap(commandsOf)]),
  ];
  const comment = head.flatMap((text) => text.split('\n')).map((text) => `# ${text}`.trimEnd());
  const typedToo = [...before, ...supplied];
  return {
    host: host.name,
    text: `${comment.join('\n')}\n${stringify(documentOf({ networks, containers }), { lineWidth: 0 })}`,
    unsaid: [...(typedToo.length === 0 ? [] : [commandsFirst(host.name, typedToo)]), ...lost],
  };
}

const typed = (operation: Operation): string => commandLine({ kind: 'do', operation });

const TYPED_FIRST = 'Compose has no words for interfaces, routes and firewalls. Type these first, as root';
const REGISTRY_FIRST = 'Then start the registry alone and give it its images, before all the rest is started';

const commandsFirst = (host: string, changes: readonly Change[]): string =>
  `${host}: ${listed([...new Set(changes.map(({ kind }) => WORDS[kind] ?? kind))])}: commands at the top of its file, since Compose has no words for them.`;

const WORDS: Readonly<Record<string, string>> = {
  joined: 'bonds, bridges and dummies',
  mtu: 'MTUs',
  volume: 'volumes',
  promiscuous: 'promiscuous mode',
  vlan: 'VLAN sub-interfaces',
  address: 'addresses',
  shim: 'shims',
  route: 'routes',
  forward: 'forward rules',
  masquerade: 'masquerading',
  sysctl: 'forwarding',
  trust: 'Docker’s settings',
  image: 'images',
  persist: 'what brings it back after a restart',
};

const commandsOf = ({ summary, commands }: Change): readonly string[] => [
  '',
  summary,
  ...typedOf(commands).map(asCommand),
];

/** Of several lines each stands apart from words. */
const asCommand = (command: string): string => command.replace(/^/gm, '  ');
