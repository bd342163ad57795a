/** Rules about what only some versions of Docker do: said once, with the versions that it holds for. */
import { eras, erasInWords } from '../machine/docker/eras.ts';
import { type Fact, holds } from '../machine/fact.ts';
import { type Problem, problem } from '../problem.ts';

/** A problem whose sentence begins with, or names, the Docker that it is about. */
export interface OfDocker extends Omit<Problem, 'severity' | 'message'> {
  /** Tells it apart from others of its code. */
  readonly about: string;
  /** @param docker `Docker`, `Docker before 29` */
  message(docker: string): string;
}

/**
 * What is wrong with every Docker is an error, what is wrong only with some is a warning that names them.
 * @param facts those on which the check depends: it is made once for all versions that agree in them
 */
export function withEachDocker(
  facts: readonly Fact[],
  check: (version: string) => readonly OfDocker[],
): readonly Problem[] {
  const found = new Map<string, { readonly item: OfDocker; readonly of: string[] }>();
  const checked = new Map<string, readonly OfDocker[]>();
  for (const era of eras) {
    const alike = facts.map((fact) => holds(fact, era)).join();
    const items = checked.get(alike) ?? check(era);
    checked.set(alike, items);
    for (const item of items) {
      const key = `${item.code} ${item.subject} ${item.about}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { item, of: [era] });
      else known.of.push(era);
    }
  }
  return [...found.values()].map(({ item, of }) => {
    const severity = of.length === eras.length ? 'error' : 'warning';
    return said(item, severity, erasInWords(of));
  });
}

/** With the Docker of a host that was looked at. */
export const withThisDocker = (item: OfDocker, version: string): Problem => said(item, 'error', `Docker ${version}`);

function said({ about: _, message, ...rest }: OfDocker, severity: Problem['severity'], docker: string): Problem {
  return problem({ ...rest, severity, message: message(docker) });
}
