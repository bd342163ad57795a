/** What the docker command says of a wrong use of itself, by its version. */
import { commandWords28, runWords25 } from '../../../../shared/machine/docker/facts.ts';
import { holds } from '../../../../shared/machine/fact.ts';
import { groupUsage } from './help.ts';
import type { Subcommand } from './subcommand.ts';

type Wanted = Pick<Subcommand, 'usage' | 'words'>;

const seeHelp = (path: string): string => `See 'docker ${path} --help'.`;
const runHelp = (path: string): string => `Run 'docker ${path} --help' for more information`;
const usageOf = (path: string, { usage }: Pick<Subcommand, 'usage'>): string => `Usage:  docker ${path} ${usage}`;

/** After a failure that is not the command's own: where its help is. */
export const helpAfter = (version: string, path: string): string =>
  holds(commandWords28, version) ? `\n${runHelp(path)}` : seeHelp(path);

export const wrongFlag = (version: string, path: string, command: Wanted, message: string): string =>
  holds(commandWords28, version)
    ? `${message}\n\n${usageOf(path, command)}\n\n${runHelp(path)}`
    : `${message}\n${seeHelp(path)}`;

export function wrongWords(version: string, path: string, command: Wanted & Pick<Subcommand, 'summary'>): string {
  const { min, max } = command.words;
  const argument = (count: number): string => `${count} argument${count === 1 ? '' : 's'}`;
  const young = holds(commandWords28, version);
  const wants =
    max === 0
      ? 'accepts no arguments'
      : min === max
        ? `requires ${young ? '' : 'exactly '}${argument(min)}`
        : max === Number.POSITIVE_INFINITY
          ? `requires at least ${argument(min)}`
          : min === 0
            ? `requires at most ${argument(max)}`
            : `requires at least ${min} and at most ${argument(max)}`;
  if (young) {
    // docker run alone says See, not Run.
    const help = path === 'run' ? runHelp(path).replace('Run', 'See') : runHelp(path);
    return `docker: 'docker ${path}' ${wants}\n\n${usageOf(path, command)}\n\n${help}`;
  }
  const summary = path === 'run' && holds(runWords25, version) ? RUN_SUMMARY : command.summary;
  return `"docker ${path}" ${wants}.\n${seeHelp(path)}\n\n${usageOf(path, command)}\n\n${summary}`;
}

const RUN_SUMMARY = 'Create and run a new container from an image';

export const unknownCommand = (version: string, name: string): string =>
  holds(commandWords28, version)
    ? `docker: unknown command: docker ${name}\n\nRun 'docker --help' for more information`
    : `docker: '${name}' is not a docker command.\nSee 'docker --help'`;

/** A command that a group does not have. */
export const unknownInGroup = (
  version: string,
  group: string,
  name: string | undefined,
  all: readonly Subcommand[],
): string =>
  holds(commandWords28, version) && name !== undefined
    ? `docker: unknown command: docker ${group} ${name}\n\nUsage:  docker ${group}\n\nRun 'docker ${group} --help' for more information`
    : groupUsage(group, all);
