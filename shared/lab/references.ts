/** Whether everything that a lab refers to is there, and whether addresses lie in the subnets that they are said to be in. */

import { nearest } from '../nearest.ts';
import { type Cidr, containsAddress, containsCidr, parseCidr, parseIpv4 } from '../net/ipv4.ts';
import { type Problem, problem } from '../problem.ts';
import { listed, shown } from '../shown.ts';
import { containerId, type Host, type Interface, interfaceId, type Lab, type Network } from './lab.ts';
import { indexOf, type Thing, thingNamed } from './lookup.ts';
import { placeInWords, subjectOf } from './path.ts';
import type { Path } from './source.ts';

/** Looking for the name that was meant costs time for every name there is; after so many problems nobody reads the suggestion. */
const SUGGESTIONS_MAX = 50;

export function checkReferences(lab: Lab): readonly Problem[] {
  const found: readonly Finding[] = [
    ...lab.hosts.flatMap((host) => [...interfaces(lab, host), ...attachments(lab, host), ...masquerades(host)]),
    ...lab.networks.flatMap((network) => [...parents(lab, network), ...addresses(network)]),
    ...registry(lab),
    ...expectations(lab),
    ...layout(lab),
  ];
  return found.map((finding, index) =>
    'known' in finding ? missingProblem(finding, index < SUGGESTIONS_MAX) : finding,
  );
}

type Finding = Problem | Missing;

/** A name that nothing has. */
interface Missing {
  readonly code: string;
  readonly path: Path;
  readonly name: string;
  /** The kind of thing, and where: `interface on docker01`. */
  readonly what: string;
  /** The names of that kind that there are. */
  readonly known: () => readonly string[];
}

function missingProblem({ code, path, name, what, known }: Missing, suggest: boolean): Problem {
  const there = suggest ? known() : [];
  const near = nearest(name, there);
  const others =
    there.length === 0
      ? 'Add it, or correct the name.'
      : `There ${there.length === 1 ? 'is' : 'are'} ${listed(there)}.`;
  return problem({
    code,
    message: `${placeInWords(path)} is ${shown(name)}, and there is no ${what} of that name.`,
    hint: near === undefined ? others : `Did you mean ${near}? ${others}`,
    subject: subjectOf(path),
    path,
  });
}

const names = (things: readonly { readonly name: string }[]): readonly string[] => things.map((thing) => thing.name);

function interfaces(lab: Lab, host: Host): readonly Finding[] {
  const index = indexOf(lab);
  const reported = new Set<string>();
  return host.interfaces.flatMap((item): readonly Finding[] => {
    const path = ['hosts', host.name, 'interfaces', item.name];
    if (item.kind === 'nic') {
      if (index.segment(item.segment)) return [];
      return [
        {
          code: 'unknown-segment',
          path: [...path, 'segment'],
          name: item.segment,
          what: 'segment',
          known: () => names(lab.segments),
        },
      ];
    }
    if (index.interface(host.name, item.parent) === undefined) {
      const known = () => names(host.interfaces).filter((name) => name !== item.name);
      return [
        {
          code: 'unknown-parent',
          path: [...path, 'parent'],
          name: item.parent,
          what: `interface on ${host.name}`,
          known,
        },
      ];
    }
    const circle = reported.has(item.name) ? undefined : circleFrom(lab, host, item);
    if (circle === undefined) return [];
    for (const name of circle) reported.add(name);
    return [
      problem({
        code: 'parent-cycle',
        message: `${interfaceId(host.name, item.name)} stands on itself: ${[...circle, item.name].join(' → ')}.`,
        hint: 'Parents must end at a network card, one that has a segment.',
        subject: interfaceId(host.name, item.name),
        path: [...path, 'parent'],
      }),
    ];
  });
}

/** The interfaces of a circle of parents that goes through `item`; undefined when there is none. */
function circleFrom(lab: Lab, host: Host, item: Interface): readonly string[] | undefined {
  const seen = new Set<string>();
  let current: Interface | undefined = item;
  while (current !== undefined && current.kind !== 'nic') {
    if (seen.has(current.name)) return current.name === item.name ? [...seen] : undefined;
    seen.add(current.name);
    current = indexOf(lab).interface(host.name, current.parent);
  }
  return undefined;
}

function attachments(lab: Lab, host: Host): readonly Finding[] {
  const index = indexOf(lab);
  return host.containers.flatMap((container) =>
    container.attachments.flatMap(({ network: name, address }): readonly Finding[] => {
      const path = ['hosts', host.name, 'containers', container.name, 'networks', name];
      const network = index.network(name);
      if (network === undefined)
        return [{ code: 'unknown-network', path, name, what: 'network', known: () => names(lab.networks) }];
      const found: Finding[] = [];
      if (index.parentOf(name, host.name) === undefined) {
        found.push(
          problem({
            code: 'network-not-on-host',
            message: `${containerId(host.name, container.name)} is on ${name}, and ${name} has no parent interface on ${host.name}.`,
            hint: `Add ${host.name} and one of its interfaces to parents of ${name}, or take the container off that network.`,
            subject: containerId(host.name, container.name),
            path,
          }),
        );
      }
      return address === undefined
        ? found
        : [...found, ...outside(network, address, path, 'address', addressPath(path))];
    }),
  );
}

/** An attachment's address stands under its own key or, in the short form, right under the network's name; the reader of places falls back. */
const addressPath = (path: Path): Path => [...path, 'address'];

function masquerades(host: Host): readonly Finding[] {
  return (host.routing?.masquerade ?? []).flatMap(({ out }, entry) => {
    if (host.interfaces.some((item) => item.name === out)) return [];
    const path = ['hosts', host.name, 'routing', 'masquerade', entry, 'out'];
    return [
      {
        code: 'unknown-interface',
        path,
        name: out,
        what: `interface on ${host.name}`,
        known: () => names(host.interfaces),
      },
    ];
  });
}

function parents(lab: Lab, network: Network): readonly Finding[] {
  const index = indexOf(lab);
  return network.parents.flatMap(({ host: hostName, interface: name }) => {
    const path = ['networks', network.name, 'parents', hostName];
    const host = index.host(hostName);
    if (host === undefined)
      return [{ code: 'unknown-host', path, name: hostName, what: 'host', known: () => names(lab.hosts) }];
    if (index.interface(hostName, name) !== undefined) return [];
    return [
      {
        code: 'unknown-interface',
        path,
        name: name,
        what: `interface on ${host.name}`,
        known: () => names(host.interfaces),
      },
    ];
  });
}

/** Docker: `no matching subnet for gateway`, `no matching subnet for range`, `no matching subnet for aux-address`. */
function addresses(network: Network): readonly Finding[] {
  const path = ['networks', network.name];
  return [
    ...(network.gateway === undefined ? [] : outside(network, network.gateway, [...path, 'gateway'], 'gateway')),
    ...(network.range === undefined ? [] : outside(network, network.range, [...path, 'range'], 'range')),
    ...network.reserved.flatMap(({ name, address }) =>
      outside(network, address, [...path, 'reserved', name], `reserved address ${name}`),
    ),
  ];
}

function outside(network: Network, text: string, path: Path, what: string, place: Path = path): readonly Finding[] {
  const subnet = parseCidr(network.subnet);
  const address = parseIpv4(text);
  const block: Cidr | undefined = parseCidr(text);
  if (subnet === undefined) return [];
  const inside =
    address === undefined ? block === undefined || containsCidr(subnet, block) : containsAddress(subnet, address);
  if (inside) return [];
  const subject = subjectOf(path);
  return [
    problem({
      code: 'address-outside-subnet',
      message: `The ${what} ${text} of ${subject} is not in ${network.subnet}, the subnet of ${network.name}.`,
      hint: `Choose one in ${network.subnet}, or change the subnet.`,
      subject,
      path: place,
    }),
  ];
}

function registry(lab: Lab): readonly Finding[] {
  if (lab.registry === undefined || indexOf(lab).host(lab.registry.host)) return [];
  return [
    {
      code: 'unknown-host',
      path: ['registry', 'host'],
      name: lab.registry.host,
      what: 'host',
      known: () => names(lab.hosts),
    },
  ];
}

const SOURCES: readonly Thing['kind'][] = ['container', 'host'];
const TARGETS: readonly Thing['kind'][] = ['container', 'host', 'interface'];

function expectations(lab: Lab): readonly Finding[] {
  return lab.expect.flatMap(({ from, to }, entry) => [
    ...end(lab, from, ['expect', entry, 'from'], SOURCES, 'container or host'),
    ...end(lab, to, ['expect', entry, 'to'], TARGETS, 'container, host or interface'),
  ]);
}

function end(lab: Lab, id: string, path: Path, kinds: readonly Thing['kind'][], what: string): readonly Finding[] {
  const thing = thingNamed(lab, id);
  if (thing !== undefined && kinds.includes(thing.kind)) return [];
  const known = () =>
    lab.hosts.flatMap((host) => [
      host.name,
      ...host.containers.map((container) => containerId(host.name, container.name)),
      ...(kinds.includes('interface') ? host.interfaces.map((item) => interfaceId(host.name, item.name)) : []),
    ]);
  return [{ code: 'unknown-thing', path, name: id, what, known }];
}

function layout(lab: Lab): readonly Finding[] {
  return lab.layout.positions.flatMap(({ id }) =>
    thingNamed(lab, id) !== undefined
      ? []
      : [
          problem({
            severity: 'warning',
            code: 'unknown-position',
            message: `layout has a position for ${shown(id)}, and there is no such thing.`,
            hint: 'Remove the position; it has no effect.',
            path: ['layout', id],
          }),
        ],
  );
}
