/** Ports that containers publish at their host. */
import { containerId, type Lab } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { type Problem, problem } from '../problem.ts';
import type { Rule } from './rule.ts';

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

const clash = (a: Published, b: Published): boolean =>
  a.protocol === b.protocol &&
  a.ports[0] <= b.ports[1] &&
  b.ports[0] <= a.ports[1] &&
  (a.ip === b.ip || everywhere(a.ip) || everywhere(b.ip));

/** Docker: `Bind for 0.0.0.0:8080 failed: port is already allocated`. */
export const portTwice: Rule = {
  code: 'port-published-twice',
  refused: true,
  check: (lab) =>
    lab.hosts.flatMap((host) => {
      const before: { readonly id: string; readonly at: Published }[] = [];
      return host.containers.flatMap((box) =>
        (box.ports ?? []).flatMap((text, index): readonly Problem[] => {
          const at = publishedOf(text);
          const id = containerId(host.name, box.name);
          if (at === undefined || !isOnBridge(lab, box.attachments)) return [];
          const other = before.find((item) => clash(item.at, at));
          before.push({ id, at });
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
