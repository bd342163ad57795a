/** Labs to start from, in the order in which people are shown them. A new one is a file and a line here. */

import { duplicateAddress } from './templates/duplicate-address.ts';
import { empty } from './templates/empty.ts';
import { hostShim } from './templates/host-shim.ts';
import { ipvlanL2 } from './templates/ipvlan-l2.ts';
import { ipvlanL3 } from './templates/ipvlan-l3.ts';
import { macvlanTwoHosts } from './templates/macvlan-two-hosts.ts';
import { masquerade } from './templates/masquerade.ts';
import { oneWayRules } from './templates/one-way-rules.ts';
import { passthruMode } from './templates/passthru-mode.ts';
import { privateMode } from './templates/private-mode.ts';
import type { Template } from './templates/template.ts';
import { trunkWithoutTag } from './templates/trunk-without-tag.ts';
import { vepaMode } from './templates/vepa-mode.ts';
import { vlansTwoHosts } from './templates/vlans-two-hosts.ts';
import { wholeArticle } from './templates/whole-article.ts';
import { wrongWayBack } from './templates/wrong-way-back.ts';

export type { Template } from './templates/template.ts';

export const TEMPLATES: readonly Template[] = [
  macvlanTwoHosts,
  vlansTwoHosts,
  wholeArticle,
  trunkWithoutTag,
  wrongWayBack,
  oneWayRules,
  masquerade,
  hostShim,
  privateMode,
  vepaMode,
  passthruMode,
  ipvlanL2,
  ipvlanL3,
  duplicateAddress,
  empty,
];

export const templateNamed = (id: string): Template | undefined => TEMPLATES.find((template) => template.id === id);
