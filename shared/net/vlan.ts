/** 802.1Q: 12 bits, of which 0 means 'priority only' and 4095 is reserved. */
export const VLAN_MIN = 1;
export const VLAN_MAX = 4094;

export const isVlanId = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= VLAN_MIN && value <= VLAN_MAX;

/** Whether a segment passes frames with this tag; `untagged` frames always pass. */
export const carries = (vlans: 'all' | 'none' | readonly number[], tag: number | 'untagged'): boolean =>
  tag === 'untagged' || vlans === 'all' || (vlans !== 'none' && vlans.includes(tag));

/**
 * What a name like `ens33.10` says about itself: its parent and its tag; undefined when the name says nothing of the kind.
 * Docker takes such a name apart in the same way when the parent of a network does not exist.
 */
export function vlanOfName(name: string): { readonly parent: string; readonly vlan: number } | undefined {
  const match = /^(.+)\.(\d{1,4})$/.exec(name);
  const vlan = Number(match?.[2]);
  return match?.[1] !== undefined && isVlanId(vlan) ? { parent: match[1], vlan } : undefined;
}
