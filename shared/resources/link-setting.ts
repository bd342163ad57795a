/** Settings of links that are there before us, or that we have made: each is kept as it was before, and set back. */
import { keptOf, LINK_SETTINGS, type LinkSettingName, type SetBack, setBack } from '../host/link-settings.ts';
import { type HostState, type Link, linkNamed, ownerMark } from '../host/state.ts';
import { type Host, type Interface, interfaceId, type Lab, standsOn } from '../lab/lab.ts';
import { claimed, claimsOf, nothingBefore, otherClaimant, ownClaim } from './claimed.ts';
import { groundKeys, missingNic, settingKey, shimKey } from './nic.ts';
import type { ResourceKind, Wanted } from './resource.ts';

interface Setting {
  readonly kind: LinkSettingName;
  /** What the drawing wants of an interface; undefined: nothing. */
  wanted(lab: Lab, host: Host, item: Interface): string | undefined;
  readonly noun: (name: string) => string;
  readonly explain: (name: string, value: string) => string;
  /** Interfaces that must have theirs before. */
  readonly after: (item: Interface | undefined) => readonly string[];
}

function setting(of: Setting, lab: string, host: string, name: string, value?: string, item?: Interface): Wanted {
  const { kind } = of;
  const { of: read, to } = LINK_SETTINGS[kind];
  const key = settingKey(kind, name);
  const nowIn = (state: HostState, told: (link: Link) => string): string => {
    const link = linkNamed(state, name);
    return link === undefined ? nothingBefore : told(link);
  };
  return claimed({
    lab,
    kind,
    key,
    subject: interfaceId(host, name),
    noun: of.noun(name),
    explain: of.explain(name, value ?? ''),
    requires: [
      ...groundKeys(name).filter((ground) => ground !== key),
      shimKey(name),
      ...of.after(item).map((other) => settingKey(kind, other)),
    ],
    needs: ['ip'],
    obstacle: (state) => (item === undefined || item.kind === 'nic' ? missingNic(state, host, name) : undefined),
    // Whoever takes it back does not know what was wanted: only that it is not what it was before.
    stands: (state) => (value === undefined ? back(of, lab, state, name).length > 0 : nowIn(state, read) === value),
    before: (state) => nowIn(state, (link) => keptOf(kind, state, link)),
    create: { do: 'set-link', name, ...to(value ?? '') },
    restore: (state) => back(of, lab, state, name).map((one) => ({ do: 'set-link', ...one })),
  });
}

/** Of what stands on the link nothing that is ours, which goes, or that another lab has set. */
function back({ kind }: Setting, lab: string, state: HostState, name: string): readonly SetBack[] {
  const kept = ownClaim(state, lab, settingKey(kind, name));
  if (kept === undefined || kept === nothingBefore) return [];
  return setBack(kind, state, name, kept).flatMap((one) => {
    if (one.name === name) return allowed(state, one);
    const isOurs = linkNamed(state, one.name)?.alias === ownerMark(lab);
    return isOurs || otherClaimant(state, lab, settingKey(kind, one.name)) ? [] : [one];
  });
}

/** An MTU above its parent's is refused: once the parent is set back, this goes with it. */
function allowed(state: HostState, one: SetBack): readonly SetBack[] {
  const link = linkNamed(state, one.name);
  const parent = linkNamed(state, link?.parent ?? '');
  if (one.mtu === undefined || parent === undefined || one.mtu <= parent.mtu) return [one];
  return link?.mtu === parent.mtu ? [] : [{ ...one, mtu: parent.mtu }];
}

const SETTINGS: readonly Setting[] = [
  {
    // Without it a NIC may drop what is meant for the MAC addresses of macvlan children (the manual procedure's first step).
    kind: 'promiscuous',
    wanted: (_lab, _host, item) => (item.kind === 'nic' && item.promiscuous ? 'on' : undefined),
    noun: (name) => `promiscuous mode of ${name}`,
    explain: (name) => `Let ${name} receive frames for MAC addresses that are not its own: those of macvlan children.`,
    after: () => [],
  },
  {
    kind: 'mtu',
    wanted: (lab, host, item) => mtuOf(lab, host, item)?.toString(),
    noun: (name) => `MTU of ${name}`,
    explain: (name, value) => `Let ${name}, and the containers on it, send packets of up to ${value} bytes.`,
    // The kernel refuses more than what the interface stands on has, and lowers with it what stands on it.
    after: (item) => (item === undefined ? [] : standsOn(item)),
  },
  {
    // The kernel brings nothing up that stands on a card which is down. A bond or bridge sets its cards up by itself, and leaves them
    // so or not as it goes: a card that was down is down again afterwards.
    kind: 'up',
    wanted: (_lab, _host, item) => (item.kind === 'nic' ? 'on' : undefined),
    noun: (name) => `state of ${name}`,
    explain: (name) => `Set ${name} up: while it is down, it carries nothing.`,
    after: () => [],
  },
];

/**
 * Docker gives macvlan and ipvlan containers the MTU of their parent and takes no notice of `com.docker.network.driver.mtu` there,
 * in any version (`newConfigFromLabels` in libnetwork's drivers reads parent and mode only): a network's own goes to its parents.
 */
export const mtuOf = ({ networks }: Lab, host: Host, item: Interface): number | undefined =>
  item.mtu ??
  networks.find(
    ({ mtu, parents, external }) =>
      mtu !== undefined && !external && parents.some((at) => at.host === host.name && at.interface === item.name),
  )?.mtu;

export const linkSettingKinds: readonly ResourceKind[] = SETTINGS.map((of) => ({
  kind: of.kind,
  desired: (lab, host) =>
    host.interfaces.flatMap((item) => {
      const value = of.wanted(lab, host, item);
      return value === undefined ? [] : [setting(of, lab.name, host.name, item.name, value, item)];
    }),
  owned: (state, lab, host) => claimsOf(state, lab, of.kind).map((name) => setting(of, lab, host, name)),
}));
