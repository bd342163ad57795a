import { oneOf, say, vlan } from './leaves.ts';
import { either, type KeysOf, list, map, optional } from './shapes.ts';

/** The switch port that a card is plugged into. Without one: it passes what the segment carries, and untagged frames. */
export interface Port {
  /** The one VLAN whose frames come and go untagged; no tagged frame passes. */
  readonly access?: number | undefined;
  /** The VLANs whose frames come and go tagged. */
  readonly tagged?: 'all' | readonly number[] | undefined;
  /** The VLAN that untagged frames belong to. */
  readonly untagged?: number | undefined;
  /** Which MAC addresses it delivers: only the machine's own, or any. */
  readonly macs?: 'own' | 'any' | undefined;
}

const keys = map('a switch port', {
  access: optional(vlan, { label: 'Access port of VLAN', example: '10' }),
  tagged: optional(
    either(
      [oneOf('all'), list('a list of VLAN ids', vlan)],
      'all, or a list of VLAN ids',
      'Write all, or ids such as [10, 20].',
    ),
    { label: 'Tagged', example: '[10, 20]' },
  ),
  untagged: optional(vlan, { label: 'Untagged frames are of VLAN', example: '1' }),
  macs: optional(oneOf('own', 'any'), { label: 'Delivers MAC addresses' }),
} satisfies KeysOf<Port>);

export const switchPort = keys.superRefine(({ access, tagged, untagged }, context) => {
  if (access === null || access === undefined) return;
  for (const [key, value] of Object.entries({ tagged, untagged }))
    if (value !== null && value !== undefined)
      context.addIssue({
        code: 'custom',
        path: [key],
        message: say(
          'an access port does not have',
          'Write access for a port of one VLAN, or tagged and untagged for a trunk.',
        ),
      });
});

/** Where frames of a card are on the segment: VLAN 1 is that of the untagged frames of cards without a port. */
export function onWire(
  port: Port | undefined,
  tags: readonly number[],
): { readonly tags: readonly number[]; readonly passes: boolean } {
  const [outer, ...inner] = tags;
  const { access, tagged, untagged = 1 } = port ?? {};
  const ofVlan = (vlan: number): readonly number[] => (vlan === 1 ? [] : [vlan]);
  if (access !== undefined) return { tags: outer === undefined ? ofVlan(access) : tags, passes: outer === undefined };
  if (outer === undefined) return { tags: ofVlan(untagged), passes: true };
  if (tagged === undefined || tagged === 'all') return { tags, passes: port?.untagged !== outer };
  const passes = tagged.includes(outer) && port?.untagged !== outer;
  return { tags: outer === 1 && passes ? inner : tags, passes };
}
