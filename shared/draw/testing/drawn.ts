/** Drawing in tests as a person does: one gesture after the other on the lab as it is. */
import { expect } from 'vitest';
import { editLab, openLab } from '../../lab/edit.ts';
import type { Lab } from '../../lab/lab.ts';
import { newLab } from '../../lab/new-lab.ts';
import { labOf } from '../../lab/testing/examples.ts';
import { predictLab } from '../../reach/predict.ts';
import { checkRules } from '../../rules/validate.ts';
import { draw } from '../draw.ts';
import { type Gesture, type Made, type Outcome, placeOf, type Tool } from '../tools.ts';

export const emptyLab = (): Lab => labOf(newLab('drawn'));

export function made(lab: Lab, gesture: Gesture): Made {
  const outcome = draw(lab, gesture);
  if (!outcome.ok) throw new Error(outcome.why);
  return outcome;
}

/** Each tool on what the one before has selected, as the keyboard does it; `tool@id` puts it down there. */
export function drawn(lab: Lab, ...tools: readonly string[]): Lab {
  let selected: string | undefined;
  return tools.reduce((before, word) => {
    const [tool = '', at] = word.split('@');
    const outcome = made(before, { tool: tool as Tool, at: placeOf(before, at ?? selected) });
    selected = outcome.select;
    return outcome.lab;
  }, lab);
}

/** The text after the edits. */
export function textOf(text: string, { edits }: Made): string {
  const edited = editLab(openLab(text), edits);
  if (!edited.ok) throw new Error(edited.problems.map(({ message }) => message).join('\n'));
  return edited.value.text;
}

/** `docker01/bbox10 docker02/bbox11: reachable`, for all pairs. */
export function verdicts(lab: Lab): ReadonlyMap<string, string> {
  const prediction = predictLab(lab);
  return new Map(
    prediction.endpoints.sources.flatMap((source) =>
      prediction.endpoints.targets
        .filter((target) => target.id !== source.id && !target.id.startsWith(`${source.id}:`))
        .map((target) => [`${source.id} ${target.id}`, prediction.outcome(source, target).verdict] as const),
    ),
  );
}

/** The lab as the file has it after the gesture, which is the lab that was shown, and has no error. */
export function done(text: string, outcome: Outcome): Lab {
  if (!outcome.ok) throw new Error(outcome.why);
  const edited = editLab(openLab(text), outcome.edits);
  if (!edited.ok) throw new Error(edited.problems[0]?.message);
  expect(edited.value.lab).toEqual(outcome.lab);
  expect(checkRules(outcome.lab).filter(({ severity }) => severity === 'error')).toEqual([]);
  return outcome.lab;
}

/** `docker01/bbox10 mac_net10 172.16.10.10`, for all containers. */
export const boxes = (lab: Lab): readonly string[] =>
  lab.hosts.flatMap((host) =>
    host.containers.map(
      (box) =>
        `${host.name}/${box.name} ${box.attachments.map((item) => `${item.network} ${item.address}`).join(', ')}`,
    ),
  );
