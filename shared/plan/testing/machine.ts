/**
 * A host that does what commands say, for tests: the other side of every promise that a resource makes. It is written from
 * what ip, iptables and docker do, and knows nothing of resources; what it does not know is an error.
 */
import type { HostState } from '../../host/state.ts';
import type { Argv } from '../../resources/resource.ts';
import type { HostProgram, Operation } from '../program.ts';
import { docker } from './machine-docker.ts';
import { fileCommand, keepFile } from './machine-files.ts';
import { ip } from './machine-ip.ts';
import { iptables } from './machine-iptables.ts';

/** A command that failed, with what it would print. */
export class Refused extends Error {}

export function refuse(message: string): never {
  throw new Refused(message);
}

export function perform(state: HostState, argv: Argv): HostState {
  const [program, ...rest] = argv;
  switch (program) {
    case 'ip':
      return ip(state, rest);
    case 'iptables':
      return iptables(state, rest);
    case 'docker':
      return docker(state, rest);
    case 'sysctl': {
      const [, name, value] = /^([\w.]+)=(.*)$/.exec(rest[1] ?? '') ?? [];
      if (rest[0] !== '-w' || name === undefined || value === undefined) return refuse(`sysctl ${rest.join(' ')}`);
      return { ...state, sysctls: { ...state.sysctls, [name]: value } };
    }
    default:
      return fileCommand(state, argv);
  }
}

export function operate(state: HostState, operation: Operation): HostState {
  if (operation.kind === 'keep') return keepFile(state, operation);
  const { argv, onLink } = operation;
  return onLink !== undefined && !state.links.some(({ name }) => name === onLink) ? state : perform(state, argv);
}

/** Runs a whole program; a step that is refused is a failed test. */
export const runProgram = (state: HostState, { steps }: HostProgram): HostState =>
  steps.flatMap(({ operations }) => operations).reduce(operate, state);
