/** The address that an interface gets by the habit of the lab: in the subnet that is at home on its wire, with its host's own number. */
import type { Lab } from '../lab/lab.ts';
import { domainOf, indexOf } from '../lab/lookup.ts';
import { addressPart } from '../net/ip.ts';
import { formatCidr, networkOf, parseCidr, parseIpv4, subnetOf } from '../net/ipv4.ts';
import { freeAddress, freeFromTheEnd, freeSubnet, subnetOfDomain } from './free.ts';
import { forwards, landOf, unownedGateway } from './hosts.ts';
import type { Defaults } from './tools.ts';

/** The last number of what it is reached by, else of its first address: docker01 is .11 wherever it is. */
function numberOf(lab: Lab, name: string): number {
  const host = indexOf(lab).host(name);
  const own = [host?.ssh.address, ...(host?.interfaces.map(({ address }) => address) ?? [])];
  for (const text of own) {
    const address = text === undefined ? undefined : parseIpv4(addressPart(text));
    if (address !== undefined) return address & 255;
  }
  return 1;
}

/** `192.168.10.11/24` for VLAN 10 on the host 192.168.1.11; undefined: it ends at no card, or no address is left. */
export function suggestedAddress(lab: Lab, host: string, name: string, defaults: Defaults): string | undefined {
  const wire = indexOf(lab).wire(host, name);
  if (wire === undefined) return undefined;
  const [tag] = wire.tags;
  const land = tag === undefined ? landOf(lab, wire.nic.segment, defaults)?.block : undefined;
  const pool = parseCidr(wire.nic.address ?? defaults.firstHost) ?? parseCidr(`${defaults.firstHost}/24`);
  const block =
    land ??
    subnetOfDomain(lab, domainOf(wire)) ??
    (pool && freeSubnet(lab, subnetOf({ address: pool.address, prefix: 16 }), (tag ?? 0) % 256));
  if (block === undefined) return undefined;
  const at = indexOf(lab).host(host);
  const address =
    at !== undefined && forwards(at)
      ? (unownedGateway(lab, wire.nic.segment, tag, block) ?? freeFromTheEnd(lab, block))
      : freeAddress(lab, block, numberOf(lab, host));
  return address && formatCidr({ address: parseIpv4(address) ?? networkOf(block), prefix: block.prefix });
}
