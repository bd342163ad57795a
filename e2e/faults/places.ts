/** Where faults strike: while hosts are looked at, in each step of the plan, in a destroy and in its proof. */
import type { PlanDocument } from '../fixtures/cli-json.ts';
import type { Hold } from './gate.ts';
import type { LabKind } from './lab-file.ts';

export interface FaultPlace {
  /** `step promiscuous`, and so on. */
  readonly name: string;
  readonly command: 'deploy' | 'destroy';
  readonly lab: LabKind;
  /** Each of these is within the place. */
  readonly holds: readonly Hold[];
}

/** One hold for each process that the probe starts on every host. */
const looking = (number: number): readonly Hold[] => [
  { word: 'curl', pattern: '*', when: 'before', number },
  { word: 'ip', pattern: '-d -j -b -', when: 'before', number },
  { word: 'iptables-save', pattern: '*', when: 'after', number },
];

const around = (word: string, pattern: string): readonly Hold[] =>
  (['before', 'after'] as const).map((when) => ({ word, pattern, when, number: 1 }));

const removing = (name: string, lab: LabKind, word: string, pattern: string): FaultPlace => ({
  name: `destroy ${name}`,
  command: 'destroy',
  lab,
  holds: around(word, pattern),
});

/** Whole words of a command are compared; what the plan's own shell functions do ends in a process that can be held. */
function holdsOf(command: string): readonly Hold[] {
  const kept = /(?:>|now in) (\/var\/lib\/trunkline\/\S+)$/.exec(command)?.[1];
  if (kept !== undefined) return around('mv', `* ${kept.replaceAll("'", '')}`);
  const [word = '', ...rest] = command.replaceAll("'", '').split(' ');
  return around(word, rest.join(' '));
}

type Plans = Readonly<Record<'wires' | 'containers', PlanDocument>>;

/** Each kind of step once. @param plans of deploys on a host that has nothing of the labs */
function stepsOf(plans: Plans): readonly FaultPlace[] {
  const steps = new Map<string, FaultPlace>();
  for (const lab of ['wires', 'containers'] as const) {
    for (const { resource, commands } of Object.values(plans[lab].hosts).flatMap(({ changes }) => changes)) {
      const kind = resource.replace(/:.*/, '');
      if (steps.has(kind)) continue;
      steps.set(kind, { name: `step ${kind}`, command: 'deploy', lab, holds: commands.flatMap(holdsOf) });
    }
  }
  return [...steps.values()];
}

export const placesOf = (plans: Plans): readonly FaultPlace[] => [
  { name: 'probe', command: 'deploy', lab: 'wires', holds: looking(1) },
  ...stepsOf(plans),
  { name: 'copy', command: 'deploy', lab: 'copies', holds: [...around('gzip', '-dc'), ...around('docker', 'load -q')] },
  removing('container', 'containers', 'docker', '*rm*box*'),
  removing('vlan', 'wires', 'ip', 'link del*ens33.10*'),
  removing('record', 'wires', 'rm', '*/var/lib/trunkline/*'),
  { name: 'proof', command: 'destroy', lab: 'wires', holds: looking(2) },
];
