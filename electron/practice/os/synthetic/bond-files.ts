/** /proc/net/bonding: each bond with its cards, as bond_procfs.c writes it. Of 802.3ad, what its partners say is not simulated. */
import type { KernelState } from '../../../../shared/machine/kernel/kernel.ts';
import type { KernelLink } from '../../../../shared/machine/kernel/kernel-link.ts';
import { type Directory, file, listing } from './overlay.ts';

const MODES: Readonly<Record<string, string>> = {
  'balance-rr': 'load balancing (round-robin)',
  'active-backup': 'fault-tolerance (active-backup)',
  'balance-xor': 'load balancing (xor)',
  broadcast: 'fault-tolerance (broadcast)',
  '802.3ad': 'IEEE 802.3ad Dynamic link aggregation',
  'balance-tlb': 'transmit load balancing',
  'balance-alb': 'adaptive load balancing',
};

/** Those that choose a card by what is sent. */
const HASHING = ['balance-xor', '802.3ad', 'balance-tlb'];
/** Those of which one card is active. */
const WITH_ACTIVE = ['active-backup', 'balance-tlb', 'balance-alb'];

const runs = ({ up, carrier }: KernelLink): boolean => up && carrier;
const status = (link: KernelLink): string => (runs(link) ? 'up' : 'down');

function bondText({ links, facts }: KernelState, bond: KernelLink): string {
  const cards = links.filter(({ master }) => master === bond.name);
  const mode = bond.mode ?? 'balance-rr';
  const active = cards.find(runs)?.name ?? 'None';
  const head = [
    `Ethernet Channel Bonding Driver: v${facts.kernel}`,
    '',
    `Bonding Mode: ${MODES[mode] ?? mode}`,
    ...(HASHING.includes(mode) ? ['Transmit Hash Policy: layer2 (0)'] : []),
    ...(WITH_ACTIVE.includes(mode) ? ['Primary Slave: None', `Currently Active Slave: ${active}`] : []),
    `MII Status: ${cards.some(runs) ? 'up' : 'down'}`,
    ...[
      'MII Polling Interval (ms): 0',
      'Up Delay (ms): 0',
      'Down Delay (ms): 0',
      'Peer Notification Delay (ms): 0',
      '',
    ],
    ...(mode === '802.3ad'
      ? [
          '802.3ad info',
          'LACP active: on',
          'LACP rate: slow',
          'Min links: 0',
          'Aggregator selection policy (ad_select): stable',
          '',
        ]
      : []),
  ];
  const each = cards.map((card) =>
    [
      `Slave Interface: ${card.name}`,
      `MII Status: ${status(card)}`,
      ...[
        'Speed: Unknown',
        'Duplex: Unknown',
        'Link Failure Count: 0',
        `Permanent HW addr: ${card.mac}`,
        'Slave queue ID: 0',
        '',
      ],
    ].join('\n'),
  );
  return [head.join('\n'), ...each].join('\n');
}

/** Nothing is there before the first bond. */
export const bondFiles = (kernel: () => KernelState): Readonly<Record<string, Directory>> => {
  const bonds = (): readonly KernelLink[] => kernel().links.filter(({ kind }) => kind === 'bond');
  return {
    bonding: listing(
      () => bonds().map(({ name }) => name),
      (name) =>
        file(() => {
          const bond = bonds().find((link) => link.name === name);
          return bond === undefined ? '' : bondText(kernel(), bond);
        }),
    ),
  };
};
