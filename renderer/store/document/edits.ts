/** The window's edits of a lab: each takes the text of the file and gives the next one. */
import type { Point } from '../../canvas/geometry/types.ts';
import { setIn } from './stand-in.ts';

export type Edit = (text: string) => string;

export const moveThing =
  (id: string, { x, y }: Point): Edit =>
  (text) =>
    setIn(text, ['layout', id], { x, y });

export const setContainerAddress =
  (host: string, container: string, network: string, address: string): Edit =>
  (text) =>
    setIn(text, ['hosts', host, 'containers', container, 'networks', network], address === '' ? null : address);

export const setContainerImage =
  (host: string, container: string, image: string): Edit =>
  (text) =>
    setIn(text, ['hosts', host, 'containers', container, 'image'], image);

export const setContainerCommand =
  (host: string, container: string, command: string): Edit =>
  (text) =>
    setIn(text, ['hosts', host, 'containers', container, 'command'], command);

export const setInterfaceAddress =
  (host: string, iface: string, address: string): Edit =>
  (text) =>
    setIn(text, ['hosts', host, 'interfaces', iface, 'address'], address);

export const setHostAddress =
  (host: string, address: string): Edit =>
  (text) =>
    setIn(text, ['hosts', host, 'ssh', 'address'], address);
