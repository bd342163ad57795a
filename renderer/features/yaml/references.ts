/** Names of things that may stand at a place of the lab file. */
import type { Lab } from '../../../shared/lab/lab.ts';
import { indexOf } from '../../../shared/lab/lookup.ts';

/** @param path of keys; the last is the one whose value is meant */
export function namesFor(lab: Lab, path: readonly string[]): readonly string[] {
  const [top, name, group, , key] = path;
  if (top === 'hosts' && group === 'interfaces' && key === 'segment') return lab.segments.map((item) => item.name);
  if (top === 'hosts' && group === 'interfaces' && key === 'parent') return interfacesOf(lab, name);
  if (top === 'networks' && group === 'parents') return interfacesOf(lab, path[3]);
  if (top === 'registry' && name === 'host') return lab.hosts.map((item) => item.name);
  if (top === 'expect') {
    return lab.hosts.flatMap((host) => [host.name, ...host.containers.map((box) => `${host.name}/${box.name}`)]);
  }
  return [];
}

/** Keys that are names of things: a container's networks, a network's hosts. */
export function keysFor(lab: Lab, path: readonly string[]): readonly string[] {
  const [top, , group, , inner] = path;
  if (top === 'hosts' && group === 'containers' && inner === 'networks' && path.length === 5) {
    return lab.networks.map((item) => item.name);
  }
  if (top === 'networks' && group === 'parents' && path.length === 3) return lab.hosts.map((item) => item.name);
  return [];
}

const interfacesOf = (lab: Lab, host: string | undefined): readonly string[] =>
  host === undefined
    ? []
    : (indexOf(lab)
        .host(host)
        ?.interfaces.map((item) => item.name) ?? []);
