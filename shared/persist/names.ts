/** What our files are called on hosts: after the lab, so that everybody sees whose they are. */
import type { OnLink } from './lasting.ts';

export const fileMark = (lab: string): string => `trunkline-${lab}`;

/** Said at the top of every file. */
export const madeBy = (lab: string): string => `# Made by Trunkline for the lab ${lab}, and taken away with it.\n`;

/** Names that need no quoting anywhere; an interface of another name is left to the boot script, which quotes. */
export const isPlain = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name);

export const withPrefix = (to: string): string => (to.includes('/') ? to : `${to}/32`);

/** Nothing is set on it. */
export const bareLink = (name: string): OnLink => ({
  name,
  promiscuous: false,
  mtu: undefined,
  addresses: [],
  routes: [],
});
