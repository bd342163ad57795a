/** Ports that containers publish at their host, and what they mount. */
import { remove } from '../lab/edit/edits.ts';
import { containerId, type Lab } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { type Problem, problem } from '../problem.ts';
import { Overlaps } from './overlaps.ts';
import type { Rule } from './rule.ts';
import { firstBefore } from './twice.ts';

interface Published {
  readonly ip: string;
  readonly ports: readonly [number, number];
  readonly protocol: string;
}

/** Where it listens on the host; undefined: Docker chooses a port. */
function publishedOf(text: string): Published | undefined {
  const [, ip = '', from, to = from, protocol = 'tcp'] =
    /^(?:(?:([\d.]+):)?(?:(\d+)(?:-(\d+))?)?:)?\d+(?:-\d+)?(?:\/(\w+))?$/.exec(text) ?? [];
  return from === undefined ? undefined : { ip, ports: [Number(from), Number(to)], protocol };
}

const everywhere = (ip: string): boolean => ip === '' || ip === '0.0.0.0';

/** What a host's containers publish. Two clash on one protocol, where one of them listens at all addresses or both at one. */
class Ports {
  private readonly lists = new Map<string, Overlaps>();
  private readonly entered: { readonly id: string; readonly at: Published }[] = [];

  /** The first that it clashes with. */
  enter(id: string, at: Published): { readonly id: string; readonly at: Published } | undefined {
    const { ip, ports, protocol } = at;
    const own = everywhere(ip) ? '' : ip;
    const met = own === '' ? ['all'] : ['', own];
    const first = Math.min(...met.map((list) => this.list(protocol, list).first(...ports)));
    for (const list of ['all', own]) this.list(protocol, list).enter(...ports, this.entered.length);
    this.entered.push({ id, at });
    return this.entered[first];
  }

  private list(protocol: string, which: string): Overlaps {
    const key = `${protocol} ${which}`;
    const known = this.lists.get(key) ?? new Overlaps();
    this.lists.set(key, known);
    return known;
  }
}

/** Docker: `Bind for 0.0.0.0:8080 failed: port is already allocated`. */
export const portTwice: Rule = {
  code: 'port-published-twice',
  refused: true,
  check: (lab) =>
    lab.hosts.flatMap((host) => {
      const published = new Ports();
      return host.containers.flatMap((box) =>
        (box.ports ?? []).flatMap((text, index): readonly Problem[] => {
          const at = publishedOf(text);
          const id = containerId(host.name, box.name);
          if (at === undefined || !isOnBridge(lab, box.attachments)) return [];
          const other = published.enter(id, at);
          if (other === undefined) return [];
          return [
            problem({
              code: 'port-published-twice',
              message: `${id} publishes ${text}, and ${other.id} has port ${other.at.ports[0]} of ${host.name} already: Docker does not start the second one.`,
              hint: 'Publish it at another port of the host.',
              subject: id,
              path: ['hosts', host.name, 'containers', box.name, 'ports', index],
            }),
          ];
        }),
      );
    }),
};

const isOnBridge = (lab: Lab, attachments: readonly { readonly network: string }[]): boolean =>
  attachments.some(({ network }) => indexOf(lab).network(network)?.driver === 'bridge');

/** macvlan and ipvlan containers have addresses of their own: nothing is published for them (libnetwork, drivers/macvlan). */
export const publishedNowhere: Rule = {
  code: 'published-nowhere',
  check: (lab) =>
    lab.hosts.flatMap((host) =>
      host.containers.flatMap((box): readonly Problem[] => {
        const { ports = [], attachments } = box;
        if (ports.length === 0 || attachments.length === 0 || isOnBridge(lab, attachments)) return [];
        const id = containerId(host.name, box.name);
        return [
          problem({
            severity: 'warning',
            code: 'published-nowhere',
            message: `${id} publishes ${ports.join(', ')}, and on macvlan and ipvlan networks Docker publishes nothing: it is reached at its own address.`,
            hint: 'Take the ports away, or put it on a bridge network too.',
            subject: id,
            path: ['hosts', host.name, 'containers', box.name, 'ports'],
          }),
        ];
      }),
    ),
};

/** Where it is in the container: `SOURCE:TARGET[:MODE]`, or the target alone. */
const mountedAt = (text: string): string => {
  const [first = '', target] = text.split(':');
  return (target ?? first).replace(/(?<=.)\/+$/, '');
};

/** Docker: `Duplicate mount point: /srv`. */
export const mountedTwice: Rule = {
  code: 'mounted-twice',
  refused: true,
  check: (lab) =>
    lab.hosts.flatMap((host) =>
      host.containers.flatMap(({ name, volumes = [] }) => {
        const before = firstBefore(volumes, mountedAt);
        return volumes.flatMap((text, index): readonly Problem[] => {
          const other = before[index];
          if (other === undefined) return [];
          const id = containerId(host.name, name);
          return [
            problem({
              code: 'mounted-twice',
              message: `${id} mounts ${text} where ${other} is already: Docker does not make a container with two mounts at one place.`,
              hint: 'Take one of them away, or mount it elsewhere in the container.',
              subject: id,
              path: ['hosts', host.name, 'containers', name, 'volumes', index],
              fix: {
                title: 'Remove this mount',
                edits: [remove(['hosts', host.name, 'containers', name, 'volumes', index])],
              },
            }),
          ];
        });
      }),
    ),
};
