/** What Docker or the kernel of a host would refuse in the middle of a deploy, as far as the drawing tells. */

import { containerId, type Host, interfaceId, type Lab, type Network } from '../lab/lab.ts';
import { rangeOn } from '../lab/things/network.ts';
import { ownParentEach, silentGateway } from '../machine/docker/facts.ts';
import { mayShareParent } from '../machine/docker/parents.ts';
import { bounds, takesGateway } from '../machine/docker/pools.ts';
import type { Fact } from '../machine/fact.ts';
import { formatIpv4, parseIpv4 } from '../net/ipv4.ts';
import type { Problem } from '../problem.ts';
import { type OfDocker, withThisDocker } from './docker-versions.ts';

/** A check that depends on the version of a host's Docker. */
export interface VersionCheck {
  readonly code: string;
  readonly facts: readonly Fact[];
  check(lab: Lab, host: Host, version: string): readonly OfDocker[];
}

const networksOn = (lab: Lab, host: Host): readonly { readonly network: Network; readonly parent: string }[] =>
  lab.networks.flatMap((network) =>
    network.parents
      .filter((parent) => parent.host === host.name && !network.external && network.driver !== 'bridge')
      .map((parent) => ({ network, parent: parent.interface })),
  );

/** `macvlan-parent-each`, `ipvlan-parent-each`; Docker: `network … is already using parent interface`. */
export const sharedParent: VersionCheck = {
  code: 'parent-used-twice',
  facts: [ownParentEach],
  check(lab, host, version) {
    const first = new Map<string, Network>();
    return networksOn(lab, host).flatMap(({ network, parent }): readonly OfDocker[] => {
      const other = first.get(parent) ?? network;
      first.set(parent, other);
      if (other === network || mayShareParent(version, other, network)) return [];
      const place = interfaceId(host.name, parent);
      if (other.driver !== network.driver) return [];
      return [
        {
          code: 'parent-used-twice',
          about: place,
          message: (docker) =>
            `${other.name} and ${network.name} both stand on ${place}, and ${docker} allows one ${network.driver === 'macvlan' && (network.mode === 'passthru' || other.mode === 'passthru') ? 'network beside passthru' : `${network.driver} network`} on a parent.`,
          hint: 'Give each network a sub-interface of its own.',
          subject: network.name,
          path: ['networks', network.name, 'parents', host.name],
        },
      ];
    });
  },
};

/** `silent-gateway`, `gateway-before-reserved`; Docker: `Address already in use`. */
export const firstAddress: VersionCheck = {
  code: 'first-address-taken',
  facts: [silentGateway],
  check(lab, host, version) {
    const here = networksOn(lab, host).filter(
      ({ network }) => network.gateway === undefined && takesGateway(version, network),
    );
    return here.flatMap(({ network }) => {
      const first = bounds({ ...network, range: rangeOn(network, host.name) })?.[0];
      const address = first === undefined ? '' : formatIpv4(first);
      const why = `the gateway of ${network.name}, because nobody stated one`;
      const hint = `State the gateway of ${network.name}, or use another address.`;
      const boxes = host.containers.flatMap((box): readonly OfDocker[] => {
        const wanted = box.attachments.find((item) => item.network === network.name)?.address;
        if (wanted === undefined || parseIpv4(wanted) !== first) return [];
        const id = containerId(host.name, box.name);
        const path = ['hosts', host.name, 'containers', box.name, 'networks', network.name, 'address'];
        const message = (docker: string): string => `${id} cannot have ${address}: ${docker} takes it as ${why}.`;
        return [{ code: 'first-address-taken', about: address, message, hint, subject: id, path }];
      });
      const kept = network.reserved.find((item) => parseIpv4(item.address) === first);
      if (kept === undefined) return boxes;
      const reserved: OfDocker = {
        code: 'first-address-taken',
        about: `reserved ${host.name}`,
        message: (docker) => `${network.name} cannot reserve ${address} as ${kept.name}: ${docker} takes it as ${why}.`,
        hint,
        subject: network.name,
        path: ['networks', network.name],
      };
      return [...boxes, reserved];
    });
  },
};

const CHECKS: readonly VersionCheck[] = [sharedParent, firstAddress];

/** What the Docker of this version on a host would refuse of a drawing. */
export const refusedByDocker = (lab: Lab, host: Host, version: string): readonly Problem[] =>
  CHECKS.flatMap(({ check }) => check(lab, host, version)).map((item) => withThisDocker(item, version));
