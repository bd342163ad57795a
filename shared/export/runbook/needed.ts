/** What must be there before the first command: machines, programs, wires. */

import { quoteCommand } from '../../host/quote.ts';
import type { Host, Lab, Network, Segment } from '../../lab/lab.ts';
import { DEFAULT_SSH_PORT } from '../../lab/things/ssh.ts';
import { listed } from '../../shown.ts';
import type { FreshPlan } from '../fresh-plans.ts';
import { code, plain, table } from './markdown.ts';

export function needed(lab: Lab, plans: readonly FreshPlan[]): string {
  const cards = lab.hosts.flatMap((host) =>
    host.interfaces.flatMap((item) =>
      item.kind === 'nic'
        ? [
            [
              plain(host.name),
              code(item.name),
              plain(item.segment),
              item.address === undefined ? '' : code(item.address),
            ],
          ]
        : [],
    ),
  );
  return [
    '## What is needed\n\n',
    'Machines with these network cards, addressed already, and a login as root on each:\n\n',
    table(['Host', 'Card', 'Plugged into', 'Address'], cards),
    `\nSee what a host has with ${code('ip -br addr')}. A card without its address gets it by ${code('ip addr add ADDRESS dev CARD')}; one that is down comes up by ${code('ip link set dev CARD up')}.\n\n`,
    ...lab.segments.map((segment) => `- ${carried(lab, segment)}\n`),
    ...plans.flatMap((plan) => programs(plan)).map((line) => `- ${line}\n`),
    ...lab.networks.filter(({ external }) => external).map((network) => `- ${there(network)}\n`),
    '\n',
  ].join('');
}

/** What an external network has to be already. */
function there({ name, driver, subnet, parents }: Network): string {
  const addresses = subnet === '' ? '' : `, ${code(subnet)}`;
  return `${listed(parents.map(({ host }) => plain(host)))}: the Docker network ${code(name)} (${driver}${addresses}), which is not made here: see it with ${code('docker network ls')}.`;
}

export const loginOf = ({ ssh: { user, address, port } }: Host): string =>
  quoteCommand(['ssh', ...(port === DEFAULT_SSH_PORT ? [] : ['-p', String(port)]), `${user}@${address}`]);

function carried(lab: Lab, segment: Segment): string {
  const tags = new Set(
    lab.hosts.flatMap((host) => host.interfaces.flatMap((item) => (item.kind === 'vlan' ? [item.vlan] : []))),
  );
  const used = [...tags].filter((tag) => typeof segment.vlans === 'string' || segment.vlans.includes(tag));
  const name = plain(segment.name);
  const own =
    'Where its hosts are virtual machines, their cards must be bridged to it, with promiscuous mode, forged transmits and MAC address changes allowed.';
  if (segment.vlans === 'none' || used.length === 0) return `${name} carries untagged frames. ${own}`;
  return `${name} carries, tagged, the frames of VLAN ${listed(used.map(String))} to all of its hosts, beside untagged ones: a trunk. ${own}`;
}

function programs({ host, program, docker }: FreshPlan): readonly string[] {
  const commands = program.plan.changes.filter(({ kind }) => kind !== 'record').flatMap(({ commands: lines }) => lines);
  const used = ['ip', 'iptables', 'sysctl', 'curl'].filter((name) =>
    commands.some((line) => line.startsWith(`${name} `) || line.startsWith(`until ${name} `)),
  );
  const modules = host.interfaces.some(({ kind }) => kind === 'vlan')
    ? [`the kernel module ${code('8021q')} (${code('modprobe 8021q')} says nothing when it is there)`]
    : [];
  const daemon = docker === undefined ? [] : [`Docker ${plain(majorOf(docker))} or later (${code('docker version')})`];
  const all = [...used.map(code), ...daemon, ...modules];
  return all.length === 0 ? [] : [`${plain(host.name)}: ${listed(all)}.`];
}

const majorOf = (version: string): string => version.replace(/^(20\.10|\d+).*$/, '$1');
