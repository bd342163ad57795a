/** What docker prints when it is asked for help, or not understood. */
import type { Flag } from './flags.ts';
import type { Subcommand } from './subcommand.ts';

/** Groups of subcommands, and what they are for. */
export const GROUPS: Readonly<Record<string, string>> = {
  container: 'Manage containers',
  image: 'Manage images',
  network: 'Manage networks',
  system: 'Manage Docker',
  volume: 'Manage volumes',
};

/** What a real Docker has too: it is listed, and whoever asks for it is told that it is not simulated. */
const OTHER_GROUPS: Readonly<Record<string, string>> = {
  builder: 'Manage builds',
  completion: 'Generate the autocompletion script for the specified shell',
  config: 'Manage Docker configs',
  context: 'Manage contexts',
  manifest: 'Manage Docker image manifests and manifest lists',
  node: 'Manage Swarm nodes',
  plugin: 'Manage plugins',
  secret: 'Manage Docker secrets',
  service: 'Manage services',
  stack: 'Manage Docker stacks',
  swarm: 'Manage Swarm',
  trust: 'Manage trust on Docker images',
};
const OTHERS: readonly (readonly [path: string, summary: string])[] = [
  ['events', 'Get real time events from the server'],
  ['system events', 'Get real time events from the server'],
  ['search', 'Search the Docker Hub for images'],
];

/** @param least how wide names stand at least: `completion` makes room at the root, listed or not */
const table = (rows: readonly (readonly [string, string])[], least = 0): string => {
  const width = Math.max(least, ...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, text]) => `  ${name.padEnd(width)}${text}`).join('\n');
};

const inOrder = (rows: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] =>
  [...rows].sort(([a], [b]) => (a < b ? -1 : 1));

/** The first path of a group is the one that its help shows. */
export function groupUsage(group: string, all: readonly Subcommand[]): string {
  const rows = all.flatMap(({ paths, summary }): (readonly [string, string])[] => {
    const path = paths.find((item) => item.startsWith(`${group} `));
    return path === undefined ? [] : [[path.slice(group.length + 1), summary]];
  });
  const others = OTHERS.flatMap(([path, summary]): (readonly [string, string])[] =>
    path.startsWith(`${group} `) ? [[path.slice(group.length + 1), summary]] : [],
  );
  return `
Usage:  docker ${group} COMMAND

${GROUPS[group]}

Commands:
${table(inOrder([...rows, ...others]))}

Run 'docker ${group} COMMAND --help' for more information on a command.`;
}

export function commandUsage(path: string, { usage, summary, flags }: Subcommand): string {
  const options = flags.length === 0 ? '' : `\n\nOptions:\n${flags.map(option).sort(byLong).join('\n')}`;
  return `
Usage:  docker ${path} ${usage}

${summary}${options}`;
}

const byLong = (a: string, b: string): number => (a.replace(/^.*?--/, '') < b.replace(/^.*?--/, '') ? -1 : 1);

const option = ({ name, short, kind }: Flag): string =>
  `  ${short === undefined ? '    ' : `-${short}, `}--${name}${kind === 'bool' ? '' : ` ${kind === 'int' ? 'int' : kind}`}`;

const GLOBAL_OPTIONS = `Options:
      --config string      Location of client config files (default
                           "/root/.docker")
  -c, --context string     Name of the context to use to connect to the
                           daemon (overrides DOCKER_HOST env var and
                           default context set with "docker context use")
  -D, --debug              Enable debug mode
  -H, --host list          Daemon socket(s) to connect to
  -l, --log-level string   Set the logging level
                           ("debug"|"info"|"warn"|"error"|"fatal")
                           (default "info")
      --tls                Use TLS; implied by --tlsverify
      --tlscacert string   Trust certs signed only by this CA (default
                           "/root/.docker/ca.pem")
      --tlscert string     Path to TLS certificate file (default
                           "/root/.docker/cert.pem")
      --tlskey string      Path to TLS key file (default
                           "/root/.docker/key.pem")
      --tlsverify          Use TLS and verify the remote
  -v, --version            Print version information and quit`;

/** @param completes `completion` is listed, which it is not where an option was wrong */
export function rootUsage(all: readonly Subcommand[], completes = true): string {
  const rows = all.flatMap(({ paths, summary }): (readonly [string, string])[] =>
    paths
      .filter((path) => !path.includes(' '))
      .slice(0, 1)
      .map((path) => [path, summary]),
  );
  const others = OTHERS.filter(([path]) => !path.includes(' '));
  const groups = Object.entries({ ...GROUPS, ...OTHER_GROUPS }).filter(([name]) => completes || name !== 'completion');
  return `
Usage:  docker [OPTIONS] COMMAND

A self-sufficient runtime for containers

${GLOBAL_OPTIONS}

Management Commands:
${table(inOrder(groups), 'completion'.length)}

Commands:
${table(inOrder([...rows, ...others]), 'completion'.length)}

Run 'docker COMMAND --help' for more information on a command.

To get more help with docker, check out our guides at https://docs.docker.com/go/guides/`;
}
