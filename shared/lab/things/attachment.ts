import { problem } from '../../problem.ts';
import { isMap } from '../data.ts';
import { containerId } from '../ids.ts';
import { networkNameFault } from '../names.ts';
import { address, mac } from './leaves.ts';
import { type Check, noted } from './notes.ts';
import { DOCKER_NAME_HINT, either, type KeysOf, map, named, optional } from './shapes.ts';
import { outside } from './within.ts';

/** A container's place on one Docker network. */
export interface Attachment {
  readonly network: string;
  /** Without it Docker's own address management picks one. */
  readonly address: string | undefined;
  readonly mac: string | undefined;
}

const check: Check = ({ around, path, host, data }) => {
  const [container, name] = [String(path[3]), String(path.at(-1))];
  const network = around.network(name);
  const id = containerId(host, container);
  const stands = around.parentOf(name, host) !== undefined;
  const fixed = isMap(data) ? data.get('address') : data;
  return [
    ...(stands
      ? []
      : [
          problem({
            code: 'network-not-on-host',
            message:
              network?.driver === 'bridge'
                ? `${id} is on ${name}, and hosts of ${name} does not name ${host}.`
                : `${id} is on ${name}, and ${name} has no parent interface on ${host}.`,
            hint:
              network?.driver === 'bridge'
                ? `Add ${host} to hosts of ${name}, or take the container off that network.`
                : `Add ${host} and one of its interfaces to parents of ${name}, or take the container off that network.`,
            subject: id,
            path,
          }),
        ]),
    // In the short form the address stands right under the network's name; who looks for places falls back to that.
    ...(typeof fixed === 'string' && network ? outside(network, fixed, [...path, 'address'], 'address') : []),
  ];
};

const attachment = noted(
  either(
    [
      address,
      map('a container’s place on a network', {
        address: optional(address, { label: 'Address', example: '172.16.10.10' }),
        mac: optional(mac, { label: 'MAC address', example: '02:42:ac:10:0a:0a' }),
      } satisfies KeysOf<Attachment, 'network'>),
    ],
    'an address, or a map with the keys address and mac',
    'Write an address such as 172.16.10.10, or { address: 172.16.10.10 }.',
  ),
  { short: 'address' },
);

export const attachments = named(
  'networks',
  networkNameFault,
  DOCKER_NAME_HINT,
  noted(attachment.nullish(), { check }),
  {
    thing: { kind: 'attachment', fault: networkNameFault },
    keyNames: { kind: 'network', code: 'unknown-network', onHost: true },
    entry: { name: 'network' },
  },
);
