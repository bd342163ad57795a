/** What a link that we did not make may have to be set to, and is set back from: each as the one line that is kept on the host. */
import { indexBy } from '../index-by.ts';
import { perObject } from '../per-object.ts';
import { type HostState, type Link, linkNamed } from './state.ts';

export interface LinkSetting {
  readonly of: (link: Link) => string;
  readonly to: (value: string) => Partial<Pick<Link, 'promiscuous' | 'mtu' | 'up'>>;
}

export const LINK_SETTINGS = {
  promiscuous: {
    of: ({ promiscuous }) => (promiscuous ? 'on' : 'off'),
    to: (value) => ({ promiscuous: value === 'on' }),
  },
  mtu: { of: ({ mtu }) => String(mtu), to: (value) => ({ mtu: Number(value) }) },
  up: { of: ({ up }) => (up ? 'on' : 'off'), to: (value) => ({ up: value === 'on' }) },
} as const satisfies Readonly<Record<string, LinkSetting>>;

export type LinkSettingName = keyof typeof LINK_SETTINGS;

export const isLinkSetting = (name: string): name is LinkSettingName => Object.hasOwn(LINK_SETTINGS, name);

/** A link as it is to be set back. */
export type SetBack = Pick<Link, 'name'> & Partial<Pick<Link, 'promiscuous' | 'mtu' | 'up'>>;

/** Links by what they stand on. */
const byParent = perObject((links: HostState['links']) =>
  indexBy(links, ({ parent }) => (parent === undefined ? [] : [parent])),
);

/** Everything that stands on a link, what is below first. A host may tell of links that stand on each other. */
function above(links: HostState['links'], name: string): readonly Link[] {
  const found = new Set<Link>();
  const grounds = [name];
  for (const ground of grounds) {
    for (const link of byParent(links).get(ground) ?? []) {
      if (found.has(link)) continue;
      found.add(link);
      grounds.push(link.name);
    }
  }
  return [...found];
}

/**
 * What is kept of a link before it is set. With an MTU goes that of everything that stands on the link, ours or not: the kernel
 * lowers it too, and leaves it so when the link is set back (vlan_device_event, macvlan_device_event). Links of containers are in
 * namespaces of their own and not seen.
 */
export function keptOf(kind: LinkSettingName, state: HostState, link: Link): string {
  const own = LINK_SETTINGS[kind].of(link);
  const lowered = kind === 'mtu' ? above(state.links, link.name) : [];
  return [own, ...lowered.map(({ name, mtu }) => `${name}=${mtu}`)].join(' ');
}

/** What of that is otherwise now: nothing of links that are gone. */
export function setBack(kind: LinkSettingName, state: HostState, name: string, kept: string): readonly SetBack[] {
  const { of, to } = LINK_SETTINGS[kind];
  const [own = '', ...lowered] = kept.split(' ');
  const back = [{ name, value: own }, ...lowered.map(named)].flatMap((one) => {
    const link = linkNamed(state, one.name);
    return link === undefined ? [] : [{ link, value: one.value }];
  });
  return back.flatMap(({ link, value }) => (of(link) === value ? [] : [{ name: link.name, ...to(value) }]));
}

/** The MTU that was kept of the link itself, or of another that stands on it. */
export function keptMtu(kept: string, above?: string): number | undefined {
  const [own = '', ...lowered] = kept.split(' ');
  const value = above === undefined ? own : lowered.map(named).find(({ name }) => name === above)?.value;
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}

/** A name may have an equals sign. */
function named(text: string): { readonly name: string; readonly value: string } {
  const at = text.lastIndexOf('=');
  return { name: text.slice(0, at), value: text.slice(at + 1) };
}
