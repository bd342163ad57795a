import { z } from 'zod';
import { labNameFault } from '../names.ts';
import { type Expectation, expectation } from './expectation.ts';
import { type Host, hosts } from './host.ts';
import { type ImageSource, images } from './images.ts';
import { type LabNote, labNotes } from './lab-note.ts';
import { type Layout, layout } from './layout.ts';
import { textLeaf, truth } from './leaves.ts';
import { type Network, NO_PARENT, networks } from './network.ts';
import { type Registry, registry } from './registry.ts';
import { type Segment, segments } from './segment.ts';
import { type KeysOf, key, list, map, optional } from './shapes.ts';

/**
 * The drawing as plain data, after the file has been read and its short forms written out.
 * Things are lists with names, not records: a name from a file can be `constructor` or any other word.
 * Order is the order of the file. Everything optional in the file has its default here.
 *
 * How things are named in files, commands, events and tests:
 * `docker01` a host, `docker01/bbox10` a container, `docker01:ens33.10` an interface, `mac_net10` a network, `lan` a segment.
 */
export interface Lab {
  /** The ownership mark on hosts: `[a-z0-9][a-z0-9-]{0,39}`. */
  readonly name: string;
  readonly segments: readonly Segment[];
  readonly hosts: readonly Host[];
  readonly networks: readonly Network[];
  readonly registry: Registry | undefined;
  /** Where images come from that are not simply pulled. */
  readonly images: readonly ImageSource[];
  /** What the lab makes is there again after a host was started anew. */
  readonly persist: boolean;
  readonly expect: readonly Expectation[];
  readonly layout: Layout;
  readonly notes: readonly LabNote[];
}

export const LAB_VERSION = 1;

/** The lab file's shape, version 1. */
export const labFileSchema = map(
  'a lab',
  {
    trunkline: key(z.literal(LAB_VERSION), { label: 'Version of the format' }),
    name: key(
      textLeaf(
        'the lab’s name',
        'Use at most 40 lower-case letters, digits and dashes; begin with a letter or digit.',
        labNameFault,
      ),
      { label: 'Name', example: 'vlans-two-hosts' },
    ),
    segments: optional(segments, { label: 'Segments' }, { written: 'always' }),
    hosts: optional(hosts, { label: 'Hosts' }, { written: 'always' }),
    networks: optional(networks, { label: 'Networks' }, { written: 'always' }),
    registry: optional(registry, { label: 'Registry' }),
    images: optional(images, { label: 'Images' }),
    persist: optional(truth, { label: 'Survives a restart' }, { absent: false }),
    expect: optional(list('a list of { from, to, reachable }', expectation), { label: 'Expectations' }),
    layout: optional(layout, { label: 'Positions' }),
    notes: optional(labNotes, { label: 'Notes' }),
  } satisfies KeysOf<Lab & { readonly name: string }, never, 'trunkline' | 'name'>,
  {
    model: {
      read: ({ trunkline: _, ...lab }: Lab & { readonly trunkline: number }): Lab => ({
        ...lab,
        networks: lab.networks.map((item) => placed(item, lab.hosts)),
      }),
      write: (lab: Lab) => ({ trunkline: LAB_VERSION, ...lab, networks: lab.networks.map(unplaced) }),
    },
  },
);

/** A network without parents is on the hosts that it names, else on those that have a container on it. */
function placed(network: Network, hosts: readonly Host[]): Network {
  const named = network.parents.some(({ interface: parent }) => parent !== NO_PARENT);
  if (named || !(network.driver === 'bridge' || network.external)) return network;
  const on = hosts.filter(
    ({ name, containers }) =>
      network.hosts?.includes(name) ??
      containers.some(({ attachments }) => attachments.some((at) => at.network === network.name)),
  );
  return { ...network, parents: on.map(({ name }) => ({ host: name, interface: NO_PARENT })) };
}

/** Networks that are where containers on them are, after containers have come and gone. */
export const placedAgain = (lab: Lab): Lab => {
  const moves = ({ driver, external }: Network): boolean => driver === 'bridge' || external === true;
  if (!lab.networks.some(moves)) return lab;
  return { ...lab, networks: lab.networks.map((item) => (moves(item) ? placed(unplaced(item), lab.hosts) : item)) };
};

const unplaced = (network: Network): Network => ({
  ...network,
  parents: network.parents.filter(({ interface: parent }) => parent !== NO_PARENT),
});

export type LabFile = z.infer<typeof labFileSchema>;
