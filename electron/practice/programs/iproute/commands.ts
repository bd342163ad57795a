/** The programs of this folder that a practice host has on its path, by name. */
import type { Command } from '../../os/machine.ts';
import { lsmod, modinfo, modprobe } from '../core/modules.ts';
import { nsenter } from '../core/nsenter.ts';
import { su, sudo } from '../core/privileges.ts';
import { sysctl } from '../core/sysctl.ts';
import { detectVirt, hostname, uname } from '../core/system.ts';
import { iptables, iptablesRestore, iptablesSave } from '../iptables/iptables.ts';
import { arping } from '../iputils/arping.ts';
import { ping } from '../iputils/ping.ts';
import { noPower, service, systemctl } from '../systemd/systemctl.ts';
import { bridge } from './bridge.ts';
import { ifdown, ifquery, ifup } from './ifupdown.ts';
import { ip } from './ip.ts';

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
