import { explainLoaderFailure } from '../host/loader.ts';
import type { DockerState, HostFacts, HostState } from '../host/state.ts';
import { isKnownDocker, NEWEST_KNOWN } from '../machine/docker/facts.ts';
import { parseVersion } from '../machine/version.ts';
import { type Problem, problem, unreachable } from '../problem.ts';
import type { Need } from '../resources/resource.ts';

/**
 * What keeps a host from being changed as wanted, or may spoil it: one sentence per cause.
 * @param host its name on the drawing
 * @param needs what the changes need of it, each with the noun of something that does: `container bbox10`
 */
export const preflight = (host: string, state: HostState, needs: ReadonlyMap<Need, string>): readonly Problem[] => [
  ...rights(host, state.facts),
  ...lock(host, state.facts),
  ...[...needs].flatMap(([need, noun]) => lacking(host, need, noun, state)),
  ...(needs.has('iptables') ? firewallSpoilers(host, state) : []),
];

/** Where only a password makes root, the probe has run with it, or it was not given. */
function rights(host: string, { privilege, refusal, user }: HostFacts): readonly Problem[] {
  if (privilege === 'root' || privilege === 'sudo' || (privilege === 'sudo-password' && refusal === undefined))
    return [];
  const explained = refusal === undefined ? undefined : explainLoaderFailure(refusal, { host, user });
  return [
    explained ??
      problem({
        code: 'no-root',
        subject: host,
        message: `${user} may not become root on ${host}.`,
        hint: `Log in as root, or let ${user} use sudo there.`,
      }),
  ];
}

function lock(host: string, { commands }: HostFacts): readonly Problem[] {
  if (commands.includes('flock')) return [];
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
    case 'bridge':
    case 'iptables':
    case 'sysctl': {
      const packages = {
        ip: 'iproute2 (iproute on Fedora and RHEL)',
        bridge: 'iproute2 (iproute on Fedora and RHEL)',
        iptables: 'iptables',
        sysctl: 'procps (procps-ng on Fedora and RHEL)',
      };
      if (facts.commands.includes(need)) return [];
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

const rootless = (host: string): Problem =>
  problem({
    code: 'docker-rootless',
    subject: host,
    message: `Docker on ${host} runs without root and cannot make macvlan and ipvlan networks.`,
    hint: 'Use the system-wide Docker there.',
  });

function docker(host: string, noun: string, { docker: state, facts }: HostState): readonly Problem[] {
  const of = { subject: host };
  switch (state.kind) {
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
      if (state.rootlessOnly === true) return [rootless(host)];
      return [
        problem({
          ...of,
          code: 'docker-stopped',
          message: `Docker does not answer on ${host}.`,
          hint: 'Start it there with "systemctl start docker"; "journalctl -u docker" says why it stopped.',
          detail: { output: state.message },
        }),
      ];
    case 'denied':
      return [
        problem({
          ...of,
          code: 'docker-denied',
          message: `${facts.user} may not use Docker on ${host}.`,
          hint: `Let ${facts.user} use sudo there, or join the group docker; that counts from the next login on.`,
          detail: { output: state.message },
        }),
      ];
    case 'ready':
      return unfitDocker(host, noun, state, facts);
    default:
      return unreachable(state);
  }
}

function unfitDocker(
  host: string,
  noun: string,
  state: Extract<DockerState, { kind: 'ready' }>,
  { commands }: HostFacts,
): readonly Problem[] {
  if (state.podman) {
    return [
      problem({
        code: 'podman',
        subject: host,
        message: `The docker command of ${host} is podman, whose networks and labels differ.`,
        hint: 'Install Docker itself there (remove podman-docker first).',
      }),
    ];
  }
  if (state.rootless) return [rootless(host)];
  if (commands.includes('docker')) return unknownVersion(host, state.version);
  return [
    problem({
      code: 'no-docker-command',
      subject: host,
      message: `Docker runs on ${host}, and the docker command, which the ${noun} needs, is missing.`,
      hint: 'Install it there: the package is docker-cli, or docker-ce-cli from Docker itself.',
    }),
  ];
}

/** Its newest known behaviour is assumed then (`shared/machine`). */
function unknownVersion(host: string, version: string): readonly Problem[] {
  if (isKnownDocker(version)) return [];
  const what =
    parseVersion(version) === undefined
      ? 'tells no version that can be read'
      : `is of version ${version}, newer than any that Trunkline has learned from`;
  return [
    problem({
      severity: 'warning',
      code: 'docker-version-unknown',
      subject: host,
      message: `Docker on ${host} ${what}: it is taken to do what Docker ${NEWEST_KNOWN} does.`,
      hint: 'State gateways and addresses in the drawing, and verify after the deploy.',
    }),
  ];
}

/** An accept of iptables does not override what is dropped in tables that it does not show. */
function firewallSpoilers(host: string, { facts, firewall }: HostState): readonly Problem[] {
  const of = { severity: 'warning', subject: host } as const;
  const manager = facts.firewallManager;
  return [
    ...(manager === undefined
      ? []
      : [
          problem({
            ...of,
            code: 'firewall-manager',
            message: `${manager} is active on ${host} and may drop what the lab's forward rules let through.`,
            hint: `Allow forwarding in ${manager} too, or stop it for the lab.`,
          }),
        ]),
    ...(firewall.otherBackend === true
      ? [
          problem({
            ...of,
            code: 'two-iptables',
            message: `${host} has rules of both kinds of iptables, and those of iptables-legacy may drop what the lab's rules let through.`,
            hint: 'Look at them there with "iptables-legacy -S" and take them out, or let forwarded packets pass.',
          }),
        ]
      : []),
  ];
}
