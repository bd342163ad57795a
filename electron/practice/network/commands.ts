/** The programs of this folder that a practice host has on its path, by name. */
import type { Command } from '../process.ts';
import { arping } from './arping.ts';
import { bridge } from './bridge.ts';
import { ifdown, ifquery, ifup } from './ifupdown.ts';
import { ip } from './ip/ip.ts';
import { iptables, iptablesRestore, iptablesSave } from './iptables/iptables.ts';
import { lsmod, modinfo, modprobe } from './modules.ts';
import { nsenter } from './nsenter.ts';
import { ping } from './ping.ts';
import { su, sudo } from './privileges.ts';
import { sysctl } from './sysctl.ts';
import { detectVirt, hostname, uname } from './system.ts';
import { noPower, service, systemctl } from './systemctl.ts';

export const networkCommands: ReadonlyMap<string, Command> = new Map([
  ['ip', ip],
  ['bridge', bridge],
  ['ifup', ifup],
  ['ifdown', ifdown],
  ['ifquery', ifquery],
  ['ping', ping],
  ['arping', arping],
  ['sysctl', sysctl],
  ['iptables', iptables],
  ['iptables-save', iptablesSave],
  ['iptables-restore', iptablesRestore],
  ['modprobe', modprobe],
  ['modinfo', modinfo],
  ['lsmod', lsmod],
  ['nsenter', nsenter],
  ['hostname', hostname],
  ['uname', uname],
  ['systemctl', systemctl],
  ['service', service],
  ['systemd-detect-virt', detectVirt],
  ['sudo', sudo],
  ['su', su],
  ['reboot', noPower],
  ['poweroff', noPower],
  ['shutdown', noPower],
  ['halt', noPower],
]);
