/** The cure where frames of other MAC addresses do not pass: ipvlan, whose containers have the MAC address of the card. */
import { attachmentPath, networkPath, set, unset } from './edit/edits.ts';
import type { Edit } from './edit/language.ts';
import { interfaceId, type Lab, type Network, standsOn } from './lab.ts';
import { indexOf } from './lookup.ts';
import { NESTED_MAX } from './things/standing.ts';

/** The macvlan networks that stand on one of these cards, `docker01:ens33`. Those that are there already are not ours to change. */
export const macvlansOn = (lab: Lab, cards: readonly string[]): readonly Network[] =>
  lab.networks.filter(
    ({ driver, external, parents }) =>
      driver === 'macvlan' &&
      !external &&
      parents.some(({ host, interface: parent }) => cardsUnder(lab, host, parent).some((card) => cards.includes(card))),
  );

function cardsUnder(lab: Lab, host: string, name: string, depth = 0): readonly string[] {
  const item = indexOf(lab).interface(host, name);
  if (item === undefined || depth > NESTED_MAX) return [];
  if (item.kind === 'nic') return [interfaceId(host, name)];
  return standsOn(item).flatMap((below) => cardsUnder(lab, host, below, depth + 1));
}

/** Cards on which macvlan stands and of whose wire nothing is drawn: what is below a virtual machine may drop its frames. */
export const openCards = (lab: Lab): readonly string[] =>
  lab.hosts.flatMap((host) =>
    host.interfaces.flatMap((item) => {
      const id = interfaceId(host.name, item.name);
      return item.kind === 'nic' && item.port === undefined && macvlansOn(lab, [id]).length > 0 ? [id] : [];
    }),
  );

/** Makes those networks ipvlan. */
export const ipvlanInstead = (lab: Lab, cards: readonly string[]): readonly Edit[] =>
  macvlansOn(lab, cards).flatMap((network) => asIpvlan(lab, network));

/** Makes a network ipvlan; its containers cannot have MAC addresses of their own. */
export const asIpvlan = (lab: Lab, { name }: Network): readonly Edit[] => [
  set([...networkPath(name), 'driver'], 'ipvlan'),
  set([...networkPath(name), 'mode'], 'l2'),
  ...withoutMacs(lab, name),
];

/** Takes the MAC addresses away that containers have on a network. */
export const withoutMacs = ({ hosts }: Lab, network: string): readonly Edit[] =>
  hosts.flatMap((host) =>
    host.containers.flatMap((box) =>
      box.attachments.some((item) => item.network === network && item.mac !== undefined)
        ? [unset([...attachmentPath(host.name, box.name, network), 'mac'])]
        : [],
    ),
  );
