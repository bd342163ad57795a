/** Whether everything that a lab refers to is there, and whether addresses lie in the subnets that they are said to be in. */

import { nearest } from '../nearest.ts';
import { type Cidr, containsAddress, containsCidr, parseCidr, parseIpv4 } from '../net/ipv4.ts';
import { type Problem, problem } from '../problem.ts';
import { listed, shown } from '../shown.ts';
import { containerId, type Host, type Interface, interfaceId, type Lab, type Network } from './lab.ts';
import { indexOf, NESTED_MAX, type Thing, thingNamed } from './lookup.ts';
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
  const { circles, depths } = standingOf(lab, host);
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
    const subject = interfaceId(host.name, item.name);
    const circle = circles.get(item.name);
    if (circle !== undefined)
      return [
        problem({
          code: 'parent-cycle',
          message: `${subject} stands on itself: ${inCircle(circle)}.`,
          hint: 'Parents must end at a network card, one that has a segment.',
          subject,
          path: [...path, 'parent'],
        }),
      ];
    if (depths.get(item.name) !== NESTED_MAX + 1) return [];
    return [
      problem({
        code: 'nested-interfaces',
        message: `${subject} stands on ${NESTED_MAX + 1} interfaces, each on the next, and the kernel stacks no more than ${NESTED_MAX}.`,
        hint: 'Let it stand on the network card or on an interface near it.',
        subject,
        path: [...path, 'parent'],
      }),
    ];
  });
}

/** Names of a circle from one of them to the same again; of a long one its beginning and its end. */
function inCircle(circle: readonly string[]): string {
  const all = [...circle, circle[0] ?? ''];
  return (all.length <= 10 ? all : [...all.slice(0, 7), '…', ...all.slice(-2)]).join(' → ');
}

interface Standing {
  /** The circles of parents, each by the first of its interfaces in the file, which it begins with. */
  readonly circles: ReadonlyMap<string, readonly string[]>;
  /** On how many others an interface stands, a card on none; NaN: in a circle, or on one that is missing. */
  readonly depths: ReadonlyMap<string, number>;
}

/** Follows every interface to its card, and no interface twice. */
function standingOf(lab: Lab, host: Host): Standing {
  const places = new Map(host.interfaces.map(({ name }, place) => [name, place]));
  const place = (name: string): number => places.get(name) ?? 0;
  const depths = new Map<string, number>();
  const circles = new Map<string, readonly string[]>();
  for (const start of host.interfaces) {
    const way = new Map<string, number>();
    let current: Interface | undefined = start;
    while (current !== undefined && !depths.has(current.name) && !way.has(current.name)) {
      way.set(current.name, way.size);
      current = current.kind === 'nic' ? undefined : indexOf(lab).interface(host.name, current.parent);
      if (current === undefined) break;
    }
    const names = [...way.keys()];
    const last = names.at(-1);
    const entered = current && way.get(current.name);
    if (entered !== undefined) {
      const circle = names.slice(entered);
      const first = circle.reduce((a, b) => (place(b) < place(a) ? b : a));
      const at = circle.indexOf(first);
      circles.set(first, [...circle.slice(at), ...circle.slice(0, at)]);
    }
    const onCard = current === undefined && indexOf(lab).interface(host.name, last ?? '')?.kind === 'nic';
    let depth = onCard ? -1 : ((current && depths.get(current.name)) ?? Number.NaN);
    for (const name of names.reverse()) depths.set(name, ++depth);
  }
  return { circles, depths };
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
