/** `docs/facts.md`: every fact of Docker and of the kernel that the program relies on, written from the facts themselves. */
import { dockerFacts } from './docker/facts.ts';
import type { Fact } from './fact.ts';
import { kernelFacts } from './kernel/facts.ts';
import { formatVersion } from './version.ts';

export function factsDocument(): string {
  return `# What real machines do

Each fact stands once in \`shared/machine\` and decides there what prediction, plans and practice hosts do. This page is written
from those facts; a test fails when it is not what they say, and writes it anew with \`-u\`.

Measured: versions of real machines on which it was seen. Without any it is known from the source alone.

## Docker

${table(dockerFacts)}
## The kernel

${table(kernelFacts)}`;
}

const table = (facts: readonly Fact[]): string =>
  facts
    .map(
      (fact) => `### ${fact.name}

${fact.says}

- Holds for: ${versions(fact)}
- Measured: ${fact.measured.join(', ') || 'not yet'}
- Source: ${fact.source ?? 'measured only'}
`,
    )
    .join('\n');

function versions({ since, until }: Fact): string {
  if (since === undefined) return until === undefined ? 'every version' : `versions before ${formatVersion(until)}`;
  return `versions from ${formatVersion(since)}${until === undefined ? '' : ` to before ${formatVersion(until)}`}`;
}
