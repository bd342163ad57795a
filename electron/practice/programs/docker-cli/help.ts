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

const table = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
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
  return `
Usage:  docker ${group} COMMAND

${GROUPS[group]}

Commands:
${table(inOrder(rows))}

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

export function rootUsage(all: readonly Subcommand[]): string {
  const rows = all.flatMap(({ paths, summary }): (readonly [string, string])[] =>
    paths
      .filter((path) => !path.includes(' '))
      .slice(0, 1)
      .map((path) => [path, summary]),
  );
  const groups = Object.entries(GROUPS).map(([name, text]): [string, string] => [name, text]);
  return `
Usage:  docker [OPTIONS] COMMAND

A self-sufficient runtime for containers

Management Commands:
${table(inOrder(groups))}

Commands:
${table(inOrder(rows))}

Run 'docker COMMAND --help' for more information on a command.

To get more help with docker, check out our guides at https://docs.docker.com/go/guides/`;
}
