/** Copies of a host's state with one thing changed, for `applyTo`. */
import type { HostState, LabRecord, Link } from '../host/state.ts';
import type { ReadyDocker } from './docker.ts';

export function withLink(state: HostState, name: string, change: (link: Link) => Link): HostState {
  return { ...state, links: state.links.map((link) => (link.name === name ? change(link) : link)) };
}

/** Takes the place of one of the same name, whose routes go with it. */
export const withNewLink = (state: HostState, link: Omit<Link, 'index'>): HostState => ({
  ...state,
  links: [
    ...state.links.filter(({ name }) => name !== link.name),
    { ...link, index: Math.max(0, ...state.links.map(({ index }) => index)) + 1 },
  ],
  routes: state.routes.filter(({ dev }) => dev !== link.name),
});

export const withSysctl = (state: HostState, name: string, value: string): HostState => ({
  ...state,
  sysctls: { ...state.sysctls, [name]: value },
});

/** As the script's `keep` does it: an old value that is kept already stays. */
export function withSaved(state: HostState, lab: string, key: string, value: string): HostState {
  const record: LabRecord = state.records.find((item) => item.lab === lab) ?? { lab, inventory: undefined, saved: {} };
  if (Object.hasOwn(record.saved, key)) return state;
  const kept: LabRecord = { ...record, saved: { ...record.saved, [key]: value } };
  return { ...state, records: [...state.records.filter((item) => item.lab !== lab), kept] };
}

export const withDocker = (state: HostState, change: (docker: ReadyDocker) => ReadyDocker): HostState =>
  state.docker.kind === 'ready' ? { ...state, docker: change(state.docker) } : state;
