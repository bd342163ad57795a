/** Networks as `/networks` and `docker network inspect` tell them. */
import type { EngineState, Network, UnusedPool } from '../engine/state.ts';
import { withLeftOut } from './left-out.ts';
import { goTime } from './time.ts';

/** Go writes the keys of its maps in order. */
export const sorted = <Value>(map: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));

export const networkJson = (state: EngineState, network: Network, detailed: boolean): Record<string, unknown> => ({
  Name: network.name,
  Id: network.id,
  Created: goTime(network.created),
  Scope: 'local',
  Driver: network.driver,
  EnableIPv6: false,
  IPAM: {
    Driver: 'default',
    Options: network.ipamOptions,
    Config: [...network.pools.map(poolJson), ...(network.unused6 ?? []).map(pool6Json)],
  },
  Internal: network.internal,
  Attachable: network.attachable,
  Ingress: false,
  ConfigFrom: { Network: '' },
  ConfigOnly: false,
  Containers: detailed ? membersOf(state, network) : {},
  Options: sorted(network.options),
  Labels: sorted(network.labels),
});

const poolJson = ({ subnet, range, gateway, reserved }: Network['pools'][number]): Record<string, unknown> =>
  withLeftOut(IPAM_CONFIG, {
    Subnet: subnet,
    ...(range === undefined ? {} : { IPRange: range }),
    ...(gateway === undefined ? {} : { Gateway: gateway }),
    ...(Object.keys(reserved).length === 0 ? {} : { AuxiliaryAddresses: sorted(reserved) }),
  });

const pool6Json = ({ subnet, gateway }: UnusedPool): Record<string, unknown> =>
  withLeftOut(IPAM_CONFIG, { Subnet: subnet, ...(gateway === undefined ? {} : { Gateway: gateway }) });

/** api/types/network.IPAMConfig */
const IPAM_CONFIG = { IPRange: '', Gateway: '' };

/** Only containers that run. */
const membersOf = ({ containers }: EngineState, { id }: Network): Record<string, unknown> =>
  sorted(
    Object.fromEntries(
      containers.flatMap((item) =>
        item.endpoints
          .filter((end) => end.networkId === id && end.id !== '')
          .map((end) => [
            item.id,
            {
              Name: item.name,
              EndpointID: end.id,
              MacAddress: end.mac ?? '',
              IPv4Address: end.address === undefined ? '' : `${end.address}/${end.prefix}`,
              IPv6Address: '',
            },
          ]),
      ),
    ),
  );
