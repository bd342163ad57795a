/** Every program of practice hosts and of containers' images, by its name. A new one is its file and one line here. */
import type { UserlandKind } from '../docker/engine/state.ts';
import type { Command, Commands } from '../os/machine.ts';
import { ash, bash, sh } from '../shell/sh.ts';
import { doesNothingWhenAsked, doesNothingWhenAskedFirst } from './asked-for-help.ts';
import { awk } from './awk/awk.ts';
import { applets } from './busybox/applet-usage.ts';
import { busyboxArping } from './busybox/arping.ts';
import { busyboxBrctl } from './busybox/brctl.ts';
import { applet, busyboxItself, missingApplet } from './busybox/busybox.ts';
import { httpd } from './busybox/httpd.ts';
import { busyboxIp } from './busybox/ip.ts';
import { nc, telnet } from './busybox/nc.ts';
import { arp, ifconfig, netstat, route } from './busybox/net-tools.ts';
import { nslookup } from './busybox/nslookup.ts';
import { busyboxPing } from './busybox/ping.ts';
import { traceroute } from './busybox/traceroute.ts';
import { wget } from './busybox/wget.ts';
import { lsblk } from './core/block-devices.ts';
import { echo, fail, printf, pwd, succeed, test } from './core/builtin-programs.ts';
import { cp, ln, mkdir, mv, rm, rmdir } from './core/change-files.ts';
import { cmp, diff } from './core/comparing.ts';
import { fold, od, split } from './core/cutting.ts';
import { dd } from './core/dd.ts';
import { base64, md5sum, sha1sum, sha256sum, sha512sum } from './core/digests.ts';
import { du } from './core/disk-usage.ts';
import { expr } from './core/expr.ts';
import { chmod, mktemp, sync, touch, truncate } from './core/file-attributes.ts';
import { cat, head, more, pager, seq, tail, tee, wc, yes } from './core/filters.ts';
import { find } from './core/find.ts';
import { flock } from './core/flock.ts';
import { egrep, fgrep, grep } from './core/grep.ts';
import { gunzip, gzip, zgrep } from './core/gzip.ts';
import { comm, join, paste } from './core/joining.ts';
import { column, cut, nl, rev, sort, tac, tr, uniq } from './core/lines.ts';
import { ls } from './core/list.ts';
import { date, id, nproc, stat, whoami } from './core/machine-facts.ts';
import { df, dmesg, free, mount, top, uptime, who } from './core/machine-load.ts';
import { lsmod, modinfo, modprobe } from './core/modules.ts';
import { nsenter } from './core/nsenter.ts';
import { chgrp, chown } from './core/owners.ts';
import { basename, dirname, readlink, realpath, which } from './core/paths.ts';
import { su, sudo } from './core/privileges.ts';
import { pgrep, pidof, ps } from './core/ps.ts';
import { env, kill, nice, nohup, printenv, setsid, sleep, timeout, xargs } from './core/running.ts';
import { clear, editor, reset, tty, watch } from './core/screen.ts';
import { sed } from './core/sed.ts';
import { shuf } from './core/shuffle.ts';
import { sysctl } from './core/sysctl.ts';
import { arch, detectVirt, hostname, uname } from './core/system.ts';
import { chpasswd, groupadd, groupdel, logname, passwd, useradd, userdel, usermod } from './core/user-changes.ts';
import { getent, groups, last } from './core/who-is-there.ts';
import { lscpu } from './diagnosis/lscpu.ts';
import { tcpdump } from './diagnosis/tcpdump.ts';
import { curl } from './docker-cli/curl.ts';
import { docker } from './docker-cli/docker.ts';
import { bridge } from './iproute/bridge.ts';
import { ifdown, ifquery, ifup } from './iproute/ifupdown.ts';
import { ip } from './iproute/ip.ts';
import { ss } from './iproute/ss.ts';
import { tc } from './iproute/tc.ts';
import { ip6tables, iptables, iptablesRestore, iptablesSave } from './iptables/iptables.ts';
import { arping } from './iputils/arping.ts';
import { ping } from './iputils/ping.ts';
import { tracepath } from './iputils/tracepath.ts';
import { scp, ssh } from './openssh/ssh.ts';
import { apt, dpkg } from './packages/packages.ts';
import { hostnamectl, loginctl, timedatectl } from './systemd/host-daemons.ts';
import { journalctl, logger } from './systemd/journalctl.ts';
import { networkctl } from './systemd/networkd.ts';
import { power, shutdown } from './systemd/power.ts';
import { service, systemctl } from './systemd/systemctl.ts';
import { tar } from './tar/tar.ts';
import { unsimulatedPrograms } from './unsimulated.ts';

type Programs = Readonly<Record<string, Command>>;

/** On hosts and in containers. */
const everywhere: Programs = {
  ...{ cat, head, tail, tee, wc, yes, seq, sort, uniq, cut, tr, rev, tac, nl, column, grep, egrep, fgrep, sed },
  ...{ ls, mkdir, rmdir, rm, mv, cp, ln, touch, chmod, chown, chgrp, truncate, sync, mktemp, find, stat },
  ...{ basename, dirname, readlink, realpath, which },
  ...{ env, printenv, nohup, nice, timeout, sleep, xargs, kill, id, whoami, date, ps, nproc, flock },
  ...{ paste, comm, cmp, diff, expr, fold, od, split, du, groups },
  ...{ awk, df, free, uptime, mount, top, who, dmesg, pidof, killall: pgrep },
  ...{ md5sum, sha1sum, sha256sum, sha512sum, base64, gzip, gunzip, zcat: gunzip, tar, shuf },
  ...{ test, '[': test, printf, echo, pwd, true: succeed, false: fail },
  ...{ dd, clear, reset, tty, watch, less: pager, more, vi: editor },
};

/** Of Debian, without its programs for networks and services. */
const debian: Programs = {
  ...everywhere,
  ...{ join, getent, last, lscpu, setsid, logname, arch },
  ...{ useradd, usermod, userdel, groupadd, groupdel, passwd, chpasswd },
  ...{ zgrep, lsblk },
  ...{ sh, dash: sh, bash, nano: editor, vim: editor, editor, emacs: editor },
};

const host: Programs = {
  ...debian,
  ...{ ip, bridge, tc, ifup, ifdown, ifquery, ping, arping },
  ...{
    ip6tables,
    iptables,
    'iptables-legacy': iptables,
    'iptables-save': iptablesSave,
    'iptables-restore': iptablesRestore,
  },
  ...{ sysctl, modprobe, modinfo, lsmod, nsenter, hostname, uname, sudo, su },
  ...{ systemctl, networkctl, hostnamectl, timedatectl, loginctl, service, 'systemd-detect-virt': detectVirt },
  ...{ reboot: power, poweroff: power, halt: power, shutdown },
  ...{
    tcpdump,
    tracepath,
    journalctl,
    logger,
    dpkg,
    'dpkg-query': dpkg,
    apt,
    'apt-get': apt,
    'apt-cache': apt,
    ssh,
    scp,
  },
  ...{ mawk: awk, docker, curl, ss, pgrep, pkill: pgrep, w: uptime },
};

/** Those of Debian that would do what else their words say, or what they do without any. */
const actWhenAsked: Programs = {
  ...Object.fromEntries(
    Object.entries({ hostnamectl, timedatectl, loginctl, ifup, ifdown, ifquery }).map(([name, command]) => [
      name,
      doesNothingWhenAsked(command, '-h'),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries({ chmod, sync, hostname }).map(([name, command]) => [name, doesNothingWhenAsked(command)]),
  ),
  ...Object.fromEntries(
    Object.entries({ arch, dirname, groups, logname, nohup, nproc, tty, whoami, yes }).map(([name, command]) => [
      name,
      doesNothingWhenAskedFirst(command),
    ]),
  ),
  modprobe: doesNothingWhenAsked(modprobe, '-h', '-V'),
  'iptables-restore': doesNothingWhenAsked(iptablesRestore, '-h', '-V'),
  'iptables-save': doesNothingWhenAsked(iptablesSave, '-V'),
  su: doesNothingWhenAskedFirst(su, '-h', '-V'),
  last: doesNothingWhenAsked(last, '-h', '-V'),
};

const busybox: Programs = {
  ...everywhere,
  ...{ sh: ash, ash, hostname, uname, sysctl },
  ...{ ip: busyboxIp, ping: busyboxPing, arping: busyboxArping, traceroute, ifconfig, route, netstat, arp },
  ...{ httpd, nc, telnet, nslookup, wget, brctl: busyboxBrctl, busybox: busyboxItself },
  // They ask the first process, which is no init.
  ...{ reboot: succeed, poweroff: succeed, halt: succeed },
};

const byName = (programs: Programs): Commands => new Map(Object.entries(programs));

const withHelp = (programs: Programs): Programs => ({
  ...programs,
  ...Object.fromEntries(Object.entries(actWhenAsked).filter(([name]) => Object.hasOwn(programs, name))),
});

export const debianPrograms = byName(withHelp(debian));
/** On the path of hosts; what is there and not simulated says so. */
export const hostPrograms: Commands = new Map([...unsimulatedPrograms(byName(host)), ...byName(withHelp(host))]);

const NOT_IN_IMAGES = ['nano', 'vim', 'editor', 'emacs', 'vi', 'less'];

const inImages: Readonly<Record<UserlandKind, Commands>> = {
  busybox: byName({
    ...Object.fromEntries(applets.map((name) => [name, applet(name, missingApplet(name))])),
    ...Object.fromEntries(
      Object.entries(busybox)
        .filter(([name]) => applets.includes(name))
        .map(([name, command]) => [name, applet(name, command)]),
    ),
  }),
  debian: new Map(
    [...debianPrograms, ['hostname', hostname] as const].filter(([name]) => !NOT_IN_IMAGES.includes(name)),
  ),
  none: new Map(),
};

export const imagePrograms = (kind: UserlandKind): Commands => inImages[kind];
