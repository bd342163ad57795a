import ipaddr from 'ipaddr.js';

/** Whether an address (with or without prefix) lies in a subnet; false for anything that is not an address. */
export function cidrHolds(subnet: string, address: string): boolean {
  try {
    const [base, prefix] = ipaddr.parseCIDR(subnet);
    const parsed = ipaddr.parse(address.split('/')[0] ?? '');
    return parsed.kind() === base.kind() && parsed.match(base, prefix);
  } catch {
    return false;
  }
}
