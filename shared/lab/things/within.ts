import { containsCidr, parseCidr, parseCidrOrAddress } from '../../net/ipv4.ts';
import { type Problem, problem } from '../../problem.ts';
import type { Path } from '../data.ts';
import { subjectOf } from '../path.ts';

/** Docker: `no matching subnet for gateway`, `no matching subnet for range`, `no matching subnet for aux-address`. */
export function outside(
  network: { readonly name: string; readonly subnet: string },
  text: string,
  path: Path,
  what: string,
): readonly Problem[] {
  const subnet = parseCidr(network.subnet);
  const block = parseCidrOrAddress(text);
  if (subnet === undefined || block === undefined || containsCidr(subnet, block)) return [];
  const subject = subjectOf(path);
  return [
    problem({
      code: 'address-outside-subnet',
      message: `The ${what} ${text} of ${subject} is not in ${network.subnet}, the subnet of ${network.name}.`,
      hint: `Choose one in ${network.subnet}, or change the subnet.`,
      subject,
      path,
    }),
  ];
}
