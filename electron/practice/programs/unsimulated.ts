/**
 * Programs that Debian has on each host and that practice hosts do not simulate: they say so. 'Command not found' is for what a
 * real host has not either.
 */
import type { Command, Commands } from '../os/machine.ts';

const say: Command = async ({ argv, stderr }) => {
  await stderr.write(`${(argv[0] ?? '').replace(/^.*\//, '')}: practice hosts do not simulate this program.\n`);
  return 1;
};

/** Of coreutils, util-linux, passwd, procps, systemd and their like; those that only machines call are left out. */
const NAMES = [
  'addgroup adduser agetty apt-cdrom apt-config apt-key apt-mark arch arptables b2sum badblocks base32 basenc blkid',
  'blockdev busctl capsh chage chattr chfn chgrp choom chown chpasswd chroot chrt chsh cksum containerd csplit ctr dcb',
  'dd debconf debugfs delgroup deluser depmod devlink diff3 dir dircolors dmsetup dnsdomainname domainname dpkg-deb',
  'dpkg-reconfigure dumpe2fs e2fsck ebtables expand factor faillog fallocate fincore findfs findmnt fmt fsck fstrim',
  'getcap getconf getopt getpcaps gpasswd gpgv groupadd groupdel groupmod hostid hwclock iconv init insmod install ionice',
  'ip6tables-restore ip6tables-save ipcmk ipcrm ipcs iptables-legacy iptables-nft iptables-translate iptables-xml',
  'isosize kmod lastb lastlog ldconfig ldd link lnstat locale localectl localedef logger login logname losetup lsattr',
  'lsblk lscpu lsfd lsipc lslocks lslogins lsmem lsns mcookie mesg mkfifo mkfs mkfs.ext4 mknod mkswap mountpoint namei',
  'newgrp newusers nfnl_osf nice nologin nstat numfmt partx passwd pathchk perl pinky pivot_root pldd pmap pr prlimit',
  'ptx pwck pwdx rdma rename.ul renice resize2fs rgrep rmmod routel rtcwake run-parts runc runcon runlevel runuser',
  'savelog script scriptreplay sdiff setarch setcap setpriv setsid setterm sftp sg sha224sum sha384sum shred shuf skill',
  'slabtop snice ssh-add ssh-agent ssh-copy-id ssh-keygen ssh-keyscan sshd start-stop-daemon stdbuf stty sum swapoff',
  'swapon systemd-analyze systemd-cat systemd-cgls systemd-cgtop systemd-delta systemd-escape systemd-inhibit',
  'systemd-mount systemd-path systemd-run systemd-tmpfiles tabs tar taskset telinit tempfile tipc tload tput truncate',
  'tset tsort tune2fs umount unexpand unlink unshare update-alternatives update-rc.d useradd userdel usermod users vdir',
  'vdpa vipw visudo vmstat wall whereis wipefs xtables-monitor zcat zcmp zdiff zgrep zless zmore zramctl',
]
  .join(' ')
  .split(' ');

/** @param simulated those stay what they are */
export const unsimulatedPrograms = (simulated: Commands): Commands =>
  new Map(NAMES.filter((name) => !simulated.has(name)).map((name) => [name, say]));
