/** The network programs that a busybox image has on its path, by name. */
import type { Command } from '../../os/machine.ts';
import { sysctl } from '../core/sysctl.ts';
import { hostname, uname } from '../core/system.ts';
import { busyboxArping } from './arping.ts';
import { busyboxIp } from './ip.ts';
import { arp, ifconfig, netstat, route } from './net-tools.ts';
import { busyboxPing } from './ping.ts';
import { traceroute } from './traceroute.ts';

export const busyboxNetworkCommands: ReadonlyMap<string, Command> = new Map([
  ['ip', busyboxIp],
  ['ping', busyboxPing],
  ['ifconfig', ifconfig],
  ['route', route],
  ['netstat', netstat],
  ['arp', arp],
  ['arping', busyboxArping],
  ['traceroute', traceroute],
  ['hostname', hostname],
  ['uname', uname],
  ['sysctl', sysctl],
]);
