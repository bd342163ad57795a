/** The drawing: what `things/` says of each kind of thing, and their ids. */

export { containerId, interfaceId, noteId } from './ids.ts';
export type { Attachment } from './things/attachment.ts';
export type { Bond } from './things/bond.ts';
export type { Bridge } from './things/bridge.ts';
export type { Container } from './things/container.ts';
export type { Dummy } from './things/dummy.ts';
export type { Expectation } from './things/expectation.ts';
export type { Host } from './things/host.ts';
export type { ImageSource } from './things/images.ts';
export { type Interface, standsOn } from './things/interface.ts';
export type { Lab } from './things/lab.ts';
export type { LabNote } from './things/lab-note.ts';
export type { Layout } from './things/layout.ts';
export type { Network, NetworkDriver } from './things/network.ts';
export type { Nic } from './things/nic.ts';
export type { Registry } from './things/registry.ts';
export type { ForwardRule, Masquerade, Routing, StaticRoute } from './things/routing.ts';
export type { Segment } from './things/segment.ts';
export type { ShimInterface } from './things/shim.ts';
export type { SshTarget } from './things/ssh.ts';
export type { VlanInterface } from './things/vlan-interface.ts';

import type { Host } from './things/host.ts';
import type { Interface } from './things/interface.ts';
import type { Lab } from './things/lab.ts';
import type { Network } from './things/network.ts';
import type { Segment } from './things/segment.ts';

/** Those that are ours to look at and to change. */
export const managed = ({ hosts }: Pick<Lab, 'hosts'>): readonly Host[] => hosts.filter(({ unmanaged }) => !unmanaged);

export const hostNamed = (lab: Lab, name: string): Host | undefined => lab.hosts.find((host) => host.name === name);
export const networkNamed = (lab: Pick<Lab, 'networks'>, name: string): Network | undefined =>
  lab.networks.find((network) => network.name === name);
export const segmentNamed = (lab: Lab, name: string): Segment | undefined =>
  lab.segments.find((segment) => segment.name === name);
export const interfaceNamed = (host: Host, name: string): Interface | undefined =>
  host.interfaces.find((item) => item.name === name);
