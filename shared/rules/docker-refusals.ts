/** What a Docker of some version would refuse in the middle of a deploy, before any host is asked which it has. */
import { firstAddress, sharedParent, type VersionCheck } from '../plan/docker-refusals.ts';
import { withEachDocker } from '../plan/docker-versions.ts';
import type { Rule } from './rule.ts';

const ruleOf = ({ code, facts, check }: VersionCheck): Rule => ({
  code,
  refused: true,
  check: (lab) => withEachDocker(facts, (version) => lab.hosts.flatMap((host) => check(lab, host, version))),
});

export const parentUsedTwice = ruleOf(sharedParent);
export const firstAddressTaken = ruleOf(firstAddress);
