/** One shell script that makes the lab on all of its hosts by ssh, for who has this file and nothing of ours. */

import { quoteCommand, quoteWord } from '../../host/quote.ts';
import type { Host, Lab } from '../../lab/lab.ts';
import { DEFAULT_SSH_PORT } from '../../lab/things/ssh.ts';
import { phasesOf } from '../../plan/program.ts';
import { type Result, success } from '../../problem.ts';
import { copiedImages } from '../../resources/supply.ts';
import { type Exported, oneFile } from '../exported.ts';
import { freshPlans } from '../fresh-plans.ts';
import { notDeployed } from '../not-deployed.ts';
import { hostPart } from './host-part.ts';

/** `/` belongs to root on every host; whoever is not root becomes root by sudo. */
const AS_ROOT = quoteCommand(['exec', 'sh', '-c', 'if [ -O / ]; then exec sh -s; else exec sudo -n sh -s; fi']);

export function exportScript(lab: Lab): Result<Exported> {
  const plans = freshPlans(lab, { addressed: 'reached' });
  if (!plans.ok) return plans;
  const programs = plans.value.map(({ program }) => program);
  const unsaid = [...UNSAID, ...notInScript(lab), ...notDeployed(lab, programs)];
  const parts = phasesOf(programs).flatMap((phase, number) =>
    phase.flatMap(({ host: name, steps }) => {
      const host = lab.hosts.find((one) => one.name === name);
      const program = programs.find(({ plan }) => plan.host === name);
      const [first] = steps;
      if (host === undefined || program === undefined || first === undefined) return [];
      return [remotely(host, hostPart(lab.name, program, first.phase), number)];
    }),
  );
  return success(oneFile(`${lab.name}.sh`, `${head(lab, unsaid)}${parts.join('')}${foot(lab)}`, unsaid));
}

const UNSAID = [
  'What stood on the hosts before is not written down: "trunkline destroy" then compares with what stands beside the lab.',
  'What carries the mark of this lab already is left as it is, also where the drawing has changed: "trunkline deploy" changes it.',
] as const;

/** What goes to hosts beside the commands. */
const notInScript = (lab: Lab): readonly string[] => [
  ...(lab.persist
    ? [
        'What brings the lab back when a host starts anew also switches on forwarding that Docker does: "trunkline deploy" takes that out.',
      ]
    : []),
  ...copiedImages(lab).map((image) => `The image ${image} is not in it: it must be on the hosts that need it before.`),
  ...(lab.registry?.tls === undefined && lab.registry?.user === undefined
    ? []
    : ['The registry’s key and password are not in it: it stops where they are needed.']),
];

const head = (lab: Lab, unsaid: readonly string[]): string => `#!/bin/sh
# The lab ${lab.name}, made on its hosts by ssh: ${lab.hosts.map(({ name }) => name).join(', ')}.
#
#     sh ${lab.name}.sh [options of ssh]
#
# Options are given to every ssh: -i KEY, -l USER, -F CONFIG, -o StrictHostKeyChecking=accept-new. Who is not root on a host must
# be able to become it by "sudo" without a password. A host's part is one session; the first that fails ends the script.
# It can be run again: each step looks first whether it is done.
#
# It leaves what "trunkline deploy" leaves, with its marks, so that "trunkline destroy" and "trunkline plan" understand it. But:
${unsaid.map((line) => `# - ${line}\n`).join('')}set -eu
`;

function remotely({ name, ssh }: Host, script: string, phase: number): string {
  const words = [
    ...(ssh.port === DEFAULT_SSH_PORT ? [] : ['-p', String(ssh.port)]),
    ...['-l', ssh.user],
    ...(ssh.key === undefined ? [] : ['-i']),
  ];
  const key = ssh.key === undefined ? '' : ` ${fromHome(ssh.key)}`;
  const end = endWord(script);
  const login = `ssh "$@" ${words.map(quoteWord).join(' ')}${key} ${quoteWord(ssh.address)} ${quoteWord(AS_ROOT)}`;
  return `
printf '\\n%s\\n' ${quoteWord(`== ${name}${phase > 0 ? ', once more' : ''}`)}
${login} <<'${end}' || { echo ${quoteWord(`${name}: not finished.`)} >&2; exit 1; }
${script}${end}
`;
}

const fromHome = (path: string): string =>
  path.startsWith('~/') ? `"$HOME"/${quoteWord(path.slice(2))}` : quoteWord(path);

/** A line that the text does not have: a container's command may hold any. */
function endWord(text: string): string {
  const lines = new Set(text.split('\n'));
  let word = 'END';
  while (lines.has(word)) word += '_';
  return word;
}

const foot = (lab: Lab): string => `
echo
echo ${quoteWord(`The lab ${lab.name} is made on ${lab.hosts.length} hosts.`)}
`;
