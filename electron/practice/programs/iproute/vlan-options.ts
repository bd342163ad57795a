/** What `ip link` reads and shows of a VLAN beside its number: whether tags are taken off, and priorities. */
import { USUAL_VLAN, type VlanOptions } from '../../../../shared/machine/kernel/kernel-link.ts';
import type { Json } from './output.ts';
import { IpError, invalid, type Words } from './words.ts';

/** Undefined: it is another word. */
export function vlanOption(word: string, said: Words, before: VlanOptions | undefined): VlanOptions | undefined {
  const options = before ?? USUAL_VLAN;
  if (word === 'reorder_hdr') {
    const value = said.value();
    if (value !== 'on' && value !== 'off')
      throw new IpError(`Error: argument of "reorder_hdr" must be "on" or "off", not "${value}"`, 1);
    return { ...options, reorders: value === 'on' };
  }
  if (word === 'ingress-qos-map') return { ...options, ingress: { ...options.ingress, ...mapping(said, 'ingress') } };
  if (word === 'egress-qos-map') return { ...options, egress: { ...options.egress, ...mapping(said, 'egress') } };
  return undefined;
}

/** `FROM:TO`, as many as there are. */
function mapping(said: Words, which: string): Readonly<Record<number, number>> {
  const pairs: [number, number][] = [];
  for (let word = said.peek(); word?.includes(':'); word = said.peek()) {
    said.next();
    const [from = '', to = ''] = word.split(':');
    if (!/^\d+$/.test(from) || !/^\d+$/.test(to)) throw invalid(`invalid ${which}-qos-map`, word);
    pairs.push([Number(from), Number(to)]);
  }
  if (pairs.length === 0) throw invalid(`invalid ${which}-qos-map`, said.value());
  return Object.fromEntries(pairs);
}

/** What somebody has changed afterwards, on what is there. */
export const changedVlan = (
  before: VlanOptions | undefined,
  asked: VlanOptions,
  how: readonly string[],
): VlanOptions => ({
  reorders: how.includes('reorder_hdr') ? asked.reorders : (before ?? USUAL_VLAN).reorders,
  ingress: { ...before?.ingress, ...asked.ingress },
  egress: { ...before?.egress, ...asked.egress },
});

const pairsOf = (map: VlanOptions['egress']): readonly (readonly [number, number])[] =>
  Object.entries(map).map(([from, to]) => [Number(from), to]);

export function vlanText({ reorders, ingress, egress }: VlanOptions = USUAL_VLAN): string {
  const lines = (['ingress', 'egress'] as const).map((name) => {
    const pairs = pairsOf(name === 'ingress' ? ingress : egress);
    const words = pairs.map(([from, to]) => `${from}:${to} `).join('');
    return pairs.length === 0 ? '' : `\n      ${name}-qos-map { ${words}} `;
  });
  return `${reorders ? '<REORDER_HDR> ' : ''}${lines.join('')}`;
}

export function vlanJson({ reorders, ingress, egress }: VlanOptions = USUAL_VLAN): Readonly<Record<string, Json>> {
  const list = (map: VlanOptions['egress']): Json => pairsOf(map).map(([from, to]) => ({ from, to }));
  return {
    flags: reorders ? ['REORDER_HDR'] : [],
    ...(pairsOf(ingress).length > 0 && { ingress_qos: list(ingress) }),
    ...(pairsOf(egress).length > 0 && { egress_qos: list(egress) }),
  };
}
