import type { HostState } from '../host/state.ts';
import { type Problem, problem, unreachable } from '../problem.ts';
import type { Need } from '../resources/resource.ts';
import type { Move } from './diff.ts';

/** What keeps these changes from being made on this host, or may spoil them: one sentence per cause, not per change. */
export function preflight(host: string, moves: readonly Move[], state: HostState): readonly Problem[] {
  if (moves.length === 0) return [];
  const needs = new Map<Need, string>();
  for (const { resource, removes } of moves) {
    for (const { needs: of, noun } of [...removes, resource]) {
      for (const need of of) if (!needs.has(need)) needs.set(need, noun);
    }
  }
  return [
    ...rights(host, state),
    ...[...needs].flatMap(([need, noun]) => lacking(host, need, noun, state)),
    ...firewallManager(host, needs, state),
  ];
}

function rights(host: string, { facts }: HostState): readonly Problem[] {
  if (facts.privilege === 'none') {
    return [
      problem({
        code: 'no-root',
        subject: host,
        message: `${facts.user} may not become root on ${host}.`,
        hint: `Log in as root, or let ${facts.user} use sudo there.`,
      }),
    ];
  }
  if (facts.commands.includes('flock')) return [];
  return [
    problem({
      code: 'no-flock',
      subject: host,
      message: `${host} has no flock command, which keeps two people from changing the host at once.`,
      hint: 'Install the package util-linux there.',
    }),
  ];
}

function lacking(host: string, need: Need, noun: string, state: HostState): readonly Problem[] {
  const { facts } = state;
  switch (need) {
    case 'ip':
    case 'iptables':
    case 'sysctl': {
      const packages = { ip: 'iproute2 (iproute on Fedora and RHEL)', iptables: 'iptables', sysctl: 'procps' };
      // The probe does not look for sysctl: every distribution with Docker has it.
      if (need === 'sysctl' || facts.commands.includes(need)) return [];
      return [
        problem({
          code: `no-${need}`,
          subject: host,
          message: `${host} has no ${need} command, which the ${noun} needs.`,
          hint: `Install the package ${packages[need]} there.`,
        }),
      ];
    }
    case '8021q':
    case 'macvlan':
    case 'ipvlan':
      if (facts.modules[need]) return [];
      return [
        problem({
          code: `no-${need}`,
          subject: host,
          message: `The kernel of ${host} (${facts.kernel}) has no ${need} module, which the ${noun} needs.`,
          hint: `Install the distribution's full kernel (often a package linux-modules-extra) and try "modprobe ${need}".`,
        }),
      ];
    case 'docker':
      return docker(host, noun, state);
    default:
      return unreachable(need);
  }
}

function docker(host: string, noun: string, { docker, facts }: HostState): readonly Problem[] {
  const of = { subject: host };
  switch (docker.kind) {
    case 'missing':
      return [
        problem({
          ...of,
          code: 'no-docker',
          message: `${host} has no Docker, which the ${noun} needs.`,
          hint: "Install Docker there (Debian's and Ubuntu's package is docker.io).",
        }),
      ];
    case 'stopped':
      return [
        problem({
          ...of,
          code: 'docker-stopped',
          message: `Docker does not answer on ${host}.`,
          hint: 'Start it there with "systemctl start docker"; "journalctl -u docker" says why it stopped.',
          detail: { output: docker.message },
        }),
      ];
    case 'denied':
      return [
        problem({
          ...of,
          code: 'docker-denied',
          message: `${facts.user} may not use Docker on ${host}.`,
          hint: `Let ${facts.user} use sudo there, or join the group docker and log in again.`,
          detail: { output: docker.message },
        }),
      ];
    case 'ready':
      if (docker.podman) {
        return [
          problem({
            ...of,
            code: 'podman',
            message: `The docker command of ${host} is podman, whose networks and labels differ.`,
            hint: 'Install Docker itself there (remove podman-docker first).',
          }),
        ];
      }
      if (docker.rootless) {
        return [
          problem({
            ...of,
            code: 'docker-rootless',
            message: `Docker on ${host} runs without root and cannot make macvlan and ipvlan networks.`,
            hint: 'Use the system-wide Docker there.',
          }),
        ];
      }
      return [];
    default:
      return unreachable(docker);
  }
}

/** An accept of iptables does not override what another tool drops in its own tables. */
function firewallManager(host: string, needs: ReadonlyMap<Need, string>, { facts }: HostState): readonly Problem[] {
  if (facts.firewallManager === undefined || !needs.has('iptables')) return [];
  return [
    problem({
      severity: 'warning',
      code: 'firewall-manager',
      subject: host,
      message: `${facts.firewallManager} is active on ${host} and may drop what the lab's forward rules let through.`,
      hint: `Allow forwarding in ${facts.firewallManager} too, or stop it for the lab.`,
    }),
  ];
}
