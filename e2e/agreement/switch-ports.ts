/** The switch ports that a lab is drawn with, in the words of the real lab's wire. */

import type { LabFile } from '../../shared/lab/things/lab.ts';
import { type LabCard, type LabHost, labCards, labHosts } from '../lab/lab.ts';

export interface DrawnPort {
  readonly host: LabHost;
  readonly card: LabCard;
  readonly kind: readonly (string | number)[];
}

/** What `port` of `../lab/lab.ts` is told. A list of tags has to be written out. */
export function portsOf(hosts: LabFile['hosts']): readonly DrawnPort[] {
  return labHosts.flatMap((host) =>
    labCards.flatMap((card): readonly DrawnPort[] => {
      const drawn = hosts?.[host]?.interfaces?.[card];
      if (drawn === undefined || !('port' in drawn) || !drawn.port) return [];
      const { access, tagged, untagged, macs } = drawn.port;
      if (tagged === 'all' || (untagged && !tagged)) throw new Error(`${host}:${card}: write the tags`);
      const kind = [
        ...(access ? ['access', access] : tagged ? ['trunk', untagged ?? 1, ...tagged] : []),
        ...(macs === 'own' ? ['own'] : []),
      ];
      return kind.length > 0 ? [{ host, card, kind }] : [];
    }),
  );
}
