/** What fits at the end of a line that was drawn to where nothing is. */
import type { Lab } from '../lab/lab.ts';
import { draw } from './draw.ts';
import { letGo } from './hold.ts';
import { DEFAULTS, type Defaults, type DropPlace, type Made, type Outcome, type Tool } from './tools.ts';

export interface Offer {
  readonly tool: Tool;
  readonly outcome: Outcome;
}

const FITTING: Readonly<Record<DropPlace['kind'], readonly Tool[]>> = {
  lab: [],
  host: ['vlan', 'network', 'container'],
  segment: ['host', 'router', 'vlan', 'network', 'container'],
  interface: ['vlan', 'network', 'container'],
  network: ['container', 'host'],
  container: ['network'],
};

/** Each with what choosing it makes, or why it cannot be. */
export const offersAt = (lab: Lab, from: DropPlace, defaults: Defaults = DEFAULTS): readonly Offer[] =>
  FITTING[from.kind].map((tool) => ({ tool, outcome: offer(lab, from, tool, defaults) }));

function offer(lab: Lab, from: DropPlace, tool: Tool, defaults: Defaults): Outcome {
  // A network ends at the container's host, a host in the network's segment; then the line is drawn between them.
  if (from.kind === 'container') {
    return joined(from, draw(lab, { tool, at: { kind: 'host', host: from.host }, defaults }), defaults, (id) => ({
      kind: 'network',
      name: id,
      host: from.host,
    }));
  }
  if (from.kind === 'network' && tool === 'host') {
    return joined(from, draw(lab, { tool, at: from, defaults }), defaults, (id) => ({ kind: 'host', host: id }));
  }
  return draw(lab, { tool, at: from, exact: true, defaults });
}

/** The thing is made, and connected. */
function joined(from: DropPlace, made: Outcome, defaults: Defaults, place: (id: string) => DropPlace): Outcome {
  if (!made.ok) return made;
  const line = letGo(made.lab, { how: 'connect', what: from }, place(made.select), defaults);
  if (!line.ok) return line;
  const both: Made = {
    ...line,
    edits: [...made.edits, ...line.edits],
    made: [...made.made, ...line.made.filter((id) => !made.made.includes(id))],
    select: made.select,
    says: made.says,
  };
  return both;
}
