/**
 * What a link of ours may carry that stands on another: as much as that one, unless the drawing asks for something else. The kernel
 * gives it that when it is made and lowers it with what it stands on, but never raises it again (vlan_device_event,
 * macvlan_device_event).
 */
import { keptMtu } from '../host/link-settings.ts';
import { type HostState, linkNamed, ownerMark } from '../host/state.ts';
import { type Host, interfaceNamed, type Lab } from '../lab/lab.ts';
import { otherClaimant, ownClaim } from './claimed.ts';
import { mtuOf } from './link-setting.ts';
import { settingKey } from './nic.ts';

/** A link that we put on another of its host. */
export interface OnParent {
  readonly name: string;
  readonly parent: string;
}

/** What is asked of the ground that it stands on has to be so before. */
export function mtuBefore(lab: Lab, host: Host, { parent }: OnParent): readonly string[] {
  const ground = interfaceNamed(host, parent);
  if (ground === undefined) return [];
  if (mtuOf(lab, host, ground) !== undefined) return [settingKey('mtu', parent)];
  return ground.kind === 'vlan' ? mtuBefore(lab, host, ground) : [];
}

/** What it is to be raised to; undefined: it carries as much as it should, or what it carries is asked of itself. */
export function lackingMtu(lab: Lab, host: Host, state: HostState, { name, parent }: OnParent): number | undefined {
  const item = interfaceNamed(host, name);
  const link = linkNamed(state, name);
  if (link === undefined || (item !== undefined && mtuOf(lab, host, item) !== undefined)) return undefined;
  const wanted = mtuOnceDrawn(lab, host, state, parent);
  return wanted === undefined || (setBackTo(lab, host, state, name) ?? link.mtu) >= wanted ? undefined : wanted;
}

/** What an interface carries once its host is as drawn; undefined: it is not there yet, and nothing is asked of it. */
function mtuOnceDrawn(lab: Lab, host: Host, state: HostState, name: string): number | undefined {
  const item = interfaceNamed(host, name);
  const asked = item && mtuOf(lab, host, item);
  if (asked !== undefined) return asked;
  const link = linkNamed(state, name);
  const isOurs = link === undefined || link.alias === ownerMark(lab.name);
  if (item?.kind === 'vlan' && isOurs) return mtuOnceDrawn(lab, host, state, item.parent);
  return setBackTo(lab, host, state, name) ?? link?.mtu;
}

/** What it is set back to, with what it stands on, because nobody asks for another MTU any more. */
function setBackTo(lab: Lab, host: Host, state: HostState, name: string): number | undefined {
  const seen = new Set<string>();
  for (let at: string | undefined = name; at !== undefined && !seen.has(at); at = linkNamed(state, at)?.parent) {
    seen.add(at);
    const key = settingKey('mtu', at);
    const kept = ownClaim(state, lab.name, key);
    const item = interfaceNamed(host, at);
    const isAsked = item !== undefined && mtuOf(lab, host, item) !== undefined;
    if (kept === undefined || isAsked || otherClaimant(state, lab.name, key) !== undefined) continue;
    const mtu = keptMtu(kept, at === name ? undefined : name);
    if (mtu !== undefined) return mtu;
  }
  return undefined;
}
