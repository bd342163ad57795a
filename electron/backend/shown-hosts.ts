/** What a verify has shown of what is below hosts goes with what they tell of themselves, and is remembered. */
import type { HostState } from '../../shared/host/state.ts';
import type { ShownMacs } from '../store/shown-macs.ts';
import type { LabHosts } from './lab-hosts.ts';

export const withShown = (hosts: LabHosts, shown: ShownMacs): LabHosts => ({
  async reach(...wish) {
    const [reached, known] = await Promise.all([hosts.reach(...wish), shown.read()]);
    if (known.size === 0) return reached;
    return reached.map(({ host, result }) =>
      result.ok
        ? { host, result: { ...result, value: { ...result.value, state: marked(result.value.state, known) } } }
        : { host, result },
    );
  },
});

function marked(state: HostState, known: ReadonlyMap<string, string>): HostState {
  const cards = state.links.flatMap(({ name, kind, mac }) => {
    const day = kind === 'nic' ? known.get(mac) : undefined;
    return day === undefined ? [] : [[name, day] as const];
  });
  return cards.length === 0 ? state : { ...state, facts: { ...state.facts, macsPass: Object.fromEntries(cards) } };
}

/** The MAC addresses of cards, named `docker01:ens33`, as their hosts have them. */
export const macsOf = (cards: Iterable<string>, states: ReadonlyMap<string, HostState>): readonly string[] =>
  [...cards].flatMap((card) => {
    const at = card.indexOf(':');
    const link = states.get(card.slice(0, at))?.links.find(({ name }) => name === card.slice(at + 1));
    return link?.kind === 'nic' ? link.mac : [];
  });
