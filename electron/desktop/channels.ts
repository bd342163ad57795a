import type { RequestName } from '../../shared/api.ts';

/** Names of the channels between preload and main. Nothing else listens or speaks on any channel. */
export const requestChannel = (name: RequestName): string => `trunkline:request:${name}`;
/** What was chosen in the system's menu: the id of an action. */
export const ACTIONS_CHANNEL = 'trunkline:actions';
export const EVENTS_CHANNEL = 'trunkline:events';
