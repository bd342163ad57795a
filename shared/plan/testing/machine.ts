/**
 * A host that does what a plan's commands say, for tests: their words are read back, and `shared/machine` does what they mean.
 * Words that it does not know are an error.
 */
import type { HostState } from '../../host/state.ts';
import { apply, isRefusal } from '../../machine/apply.ts';
import { feedOfOperation } from '../../machine/operation.ts';
import type { Argv } from '../../machine/render.ts';
import { type HostProgram, type Instruction, wordsOf } from '../program.ts';
import { fileCommand, keepFile } from './machine-files.ts';
import { refuse } from './refused.ts';
import { operationOf } from './words.ts';

export function perform(state: HostState, argv: Argv): HostState {
  const operation = operationOf(argv);
  if (operation === undefined) return fileCommand(state, argv);
  try {
    const next = apply(state, operation);
    return operation.do === 'delete-link' ? underNobody(next) : next;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return refuse(`${argv.join(' ')}: ${error.message}`);
  }
}

/** Docker says nothing when a parent goes: a plan must not do that. */
function underNobody(state: HostState): HostState {
  const networks = state.docker.kind === 'ready' ? state.docker.networks : [];
  const lost = networks.find(
    ({ options: { parent } }) => parent !== undefined && !state.links.some(({ name }) => name === parent),
  );
  if (lost !== undefined) throw new Error(`the parent of ${lost.name} was deleted: its containers lost their eth0`);
  return state;
}

function operate(state: HostState, instruction: Instruction): HostState {
  if (instruction.kind === 'keep') return keepFile(state, instruction);
  const onLink = instruction.kind === 'do' ? instruction.onLink : undefined;
  const gone = onLink !== undefined && !state.links.some(({ name }) => name === onLink);
  // What it brings does not stand in the command: it is in what is read.
  if (instruction.kind === 'do' && feedOfOperation(instruction.operation) !== undefined)
    return apply(state, instruction.operation);
  return gone ? state : perform(state, wordsOf(instruction));
}

/** Runs a whole program; a step that is refused is a failed test. */
export const runProgram = (state: HostState, { steps }: HostProgram): HostState =>
  steps.flatMap(({ instructions }) => instructions).reduce(operate, state);
