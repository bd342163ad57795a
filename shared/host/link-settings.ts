/** What a link that we did not make may have to be set to, and is set back from: each as the one line that is kept on the host. */
import type { Link } from './state.ts';

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
