/** Files that make a host bring back at its start what lasts, in the words of whoever manages its interfaces. */
import type { Manager } from '../host/managers.ts';
import type { HostFacts } from '../host/state.ts';
import { bootFiles } from './boot-unit.ts';
import { ifcfg } from './ifcfg.ts';
import { ifupdown } from './ifupdown.ts';
import { cardsUnder, type Lasting, type MadeChild, onCards } from './lasting.ts';
import { netplan } from './netplan.ts';
import { networkManager } from './network-manager.ts';
import { networkd } from './networkd.ts';
import type { Written } from './written.ts';

export type { PersistentFile } from './written.ts';

export interface Configuration extends Pick<Written, 'files' | 'checks'> {
  /** Undefined: nobody whom we know; what lasts is made by a unit of systemd alone. */
  readonly manager: Manager | undefined;
}

export const writers: Readonly<Record<Manager, (lasting: Lasting<MadeChild>, facts: HostFacts) => Written>> = {
  netplan,
  NetworkManager: networkManager,
  'systemd-networkd': networkd,
  ifupdown,
  ifcfg,
};

/** Several may be there: the one that has the cards in question counts, and netplan before those that it writes for. */
export function managerOf(lasting: Lasting, { managers, keepers = [] }: HostFacts): Manager | undefined {
  if (managers.includes('netplan')) return 'netplan';
  const cards = cardsUnder(lasting);
  const keeper = keepers.find(({ link }) => cards.includes(link));
  if (keeper !== undefined) return keeper.by;
  // networkd leaves alone what no file of its own is about, and so a card that it does not have stays as it is.
  return (['NetworkManager', 'ifupdown', 'ifcfg'] as const).find((name) => managers.includes(name));
}

export function configurationFor(lasting: Lasting, facts: HostFacts): Configuration {
  const manager = managerOf(lasting, facts);
  const sayable = onCards(lasting);
  const written: Written =
    manager === undefined ? { files: [], checks: [], left: sayable } : writers[manager](sayable, facts);
  const left = new Set(written.left.links.map(({ name }) => name));
  const said = new Set(sayable.links.flatMap(({ name }) => (left.has(name) ? [] : [name])));
  const boot = bootFiles(lasting, { ...written.left, links: lasting.links.filter(({ name }) => !said.has(name)) });
  return {
    manager,
    files: [...written.files, ...boot.files].sort((a, b) => (a.path < b.path ? -1 : 1)),
    checks: [...written.checks, ...boot.checks],
  };
}
