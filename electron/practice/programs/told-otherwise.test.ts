/** What practice hosts once answered otherwise than real ones did, each kind by one case. */
import { expect, test } from 'vitest';
import { replayLab } from '../conformance/replay.ts';
import { type DockerHost, dockerHost } from '../hosts/testing/docker-host.ts';
import { releases } from '../os/releases.ts';

async function outOf(...lines: readonly string[]): Promise<string> {
  const lab = replayLab(releases.bookworm, ['ens34', 'ens35']);
  let said = '';
  for (const line of lines) {
    const { stdout, stderr } = await lab.type('docker01', line);
    said += [...stdout, ...stderr].filter((text) => text !== '').join('\n');
  }
  return said;
}

const on = async (host: DockerHost, line: string): Promise<string> => {
  const { stdout, stderr } = await host.run(line);
  return stdout + stderr;
};

test('an address with a lifetime tells what is left of it, is deprecated, and goes with its route', async () => {
  const host = dockerHost();
  await host.run('ip addr add 10.5.0.1/24 dev ens33 valid_lft 100 preferred_lft 50');
  expect(await on(host, 'ip addr show ens33 | grep -A1 10.5')).toBe(
    '    inet 10.5.0.1/24 scope global dynamic ens33\n       valid_lft 100sec preferred_lft 50sec\n',
  );
  host.pass(60_000);
  expect(await on(host, 'ip addr show ens33 | grep -A1 10.5')).toBe(
    '    inet 10.5.0.1/24 scope global deprecated dynamic ens33\n       valid_lft 40sec preferred_lft 0sec\n',
  );
  host.pass(40_000);
  expect(await on(host, 'ip addr show ens33 | grep -c 10.5; ip route | grep -c 10.5')).toBe('0\n0\n');
});

test('change gives an address another lifetime, or none', async () => {
  const host = dockerHost();
  await host.run('ip addr add 10.5.0.1/24 dev ens33; ip addr change 10.5.0.1/24 dev ens33 valid_lft 100');
  expect(await on(host, 'ip addr show ens33 | grep -c "valid_lft 100sec preferred_lft 100sec"')).toBe('1\n');
  await host.run('ip addr change 10.5.0.1/24 dev ens33');
  expect(await on(host, 'ip addr show ens33 | grep -c dynamic')).toBe('0\n');
});

test('a table of routes that was used is there when it is empty', async () => {
  expect(
    await outOf('ip route add 10.9.0.0/16 dev ens33 table 100; ip route flush table 100; ip route show table 100'),
  ).toBe('');
  expect(await outOf('ip route show table 101')).toBe('Error: ipv4: FIB table does not exist.\nDump terminated');
});

test('a next hop of no family is said to be any address', async () => {
  expect(await outOf('ip route add default via 300.1.1.1')).toBe(
    'Error: any valid address is expected rather than "300.1.1.1".',
  );
  expect(await outOf('ip route add 10.0.0.0/8 via 300.1.1.1')).toBe(
    'Error: inet address is expected rather than "300.1.1.1".',
  );
});

test('what is wrong with the words of a command is told before what is not there', async () => {
  expect(await outOf('ip addr del 10.9.9.9 dev nosuch')).toMatch(/^Warning: .*\nCannot find device "nosuch"$/s);
  expect(await outOf('iptables -C NOSUCH -j NOSUCH2 2>&1 | head -1')).toContain("Couldn't load target `NOSUCH2'");
});

test('a bond tells of itself in /proc/net/bonding, and nothing is there for others', async () => {
  expect(
    await outOf(
      'ip link add bond7 type bond mode active-backup; ip link set ens34 master bond7; ip link set bond7 up',
      'sed -n "3,6p" /proc/net/bonding/bond7; ls /proc/net/bonding',
    ),
  ).toBe(
    'Bonding Mode: fault-tolerance (active-backup)\nPrimary Slave: None\nCurrently Active Slave: ens34\nMII Status: up\nbond7',
  );
});

test('a docker that does not start is tried again, and then it has failed until somebody says otherwise', async () => {
  const host = dockerHost();
  await host.run('echo "{ broken" > /etc/docker/daemon.json; systemctl restart docker');
  expect(await on(host, 'systemctl is-failed docker; systemctl is-active docker')).toBe('activating\nactivating\n');
  host.pass(10_000);
  expect(await on(host, 'systemctl is-failed docker; echo $?; systemctl status docker | grep Active')).toBe(
    'failed\n0\n     Active: failed (Result: exit-code) since Tue 2026-11-24 12:00:00 UTC; 10s ago\n',
  );
  expect(await on(host, 'systemctl --failed | head -2 | tail -1')).toMatch(/^● docker\.service loaded failed failed /);
  expect(await on(host, 'systemctl reset-failed docker; systemctl is-failed docker')).toBe('inactive\n');
  expect(await on(host, 'rm /etc/docker/daemon.json; systemctl start docker; systemctl is-active docker')).toBe(
    'active\n',
  );
});

test('a process finds itself in /proc/self', async () => {
  expect(await outOf('head -1 /proc/self/status; grep Name < /proc/$$/status; ls -l /proc/self | wc -l')).toBe(
    'Name:\thead\nName:\tbash\n1',
  );
});

test('dockerd has its key, where it makes itself one', async () => {
  expect(await outOf('stat -c %a /etc/docker/key.json; grep -o P-256 /etc/docker/key.json')).toBe('600\nP-256');
  const { stdout } = await replayLab(releases.trixie).type('docker01', 'ls /etc/docker');
  expect(stdout).toEqual([]);
});

test('places that something is mounted at are new to a container that had none', async () => {
  const host = dockerHost();
  await host.run('mkdir /srv/www; docker run -d --name web -v /srv/www:/data/www -v /srv/www:/tmp busybox sleep 1000');
  expect(await on(host, 'docker diff web')).toBe('A /data\nA /data/www\n');
});

test('a shell that nobody watches greets its log, and leaves its prompt there when it goes', async () => {
  const host = dockerHost();
  await host.run('docker run -dit --name c1 busybox');
  const banner =
    "\r\n\r\nBusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) built-in shell (ash)\r\nEnter 'help' for a list of built-in commands.\r\n\r\n";
  expect(await on(host, 'docker logs c1')).toBe(banner);
  await host.run('docker stop c1');
  expect(await on(host, 'docker logs c1')).toBe(`${banner}/ # \x1b[6n`);
});

test('a port of a bridge has its settings in /sys', async () => {
  expect(
    await outOf(
      'ip link add br0 type bridge; ls /sys/class/net/ens34/brport 2>&1 | grep -c cannot; ip link set ens34 master br0',
      'ls /sys/class/net/ens34/brport | head -2; cat /sys/class/net/ens34/brport/path_cost',
    ),
  ).toBe('1backup_port\nbpdu_guard\n100');
});

test('dd makes files of a size, and takes parts of others', async () => {
  expect(await outOf('dd if=/dev/zero of=/tmp/z bs=1k count=2 2>/dev/null; wc -c < /tmp/z')).toBe('2048');
  expect(await outOf('echo abcdef | dd bs=2 skip=1 count=1 status=none')).toBe('cd');
  expect(await outOf('dd if=/nosuch')).toBe("dd: failed to open '/nosuch': No such file or directory");
  expect(await outOf('dd if=/dev/zero of=/tmp/z bs=1M count=2 2>&1 | head -2')).toBe('2+0 records in\n2+0 records out');
});

test('curl says what it does not speak here, silent or not', async () => {
  expect(await outOf('curl -s telnet://192.168.1.13:22')).toBe(
    'curl: practice hosts do not simulate the protocol telnet.',
  );
});

test('a container that has changed its network keeps its routes when its parent goes down', async () => {
  expect(
    await outOf(
      'ip link add link ens33 name ens33.30 type vlan id 30; ip link set ens33.30 up',
      'docker network create -d macvlan --subnet 10.30.0.0/24 -o parent=ens33.30 v30 | wc -c',
      'docker run -d --name a30 --network v30 --cap-add NET_ADMIN busybox sleep 1000 | wc -c',
      'docker exec a30 ip addr add 10.30.0.11/24 dev eth0; ip link set ens33.30 down',
      'docker exec a30 ping -c 1 -W 1 10.30.0.1 2>&1 | tail -1',
    ),
  ).toBe('65651 packets transmitted, 0 packets received, 100% packet loss');
});

test('a port of a bridge costs what somebody has said, until it leaves', async () => {
  const cost = "bridge link show dev ens34 | grep -o 'priority.*'; cat /sys/class/net/ens34/brport/path_cost";
  expect(
    await outOf(
      'ip link add br0 type bridge; ip link set ens34 master br0; bridge link set dev ens34 cost 50 priority 8',
      `${cost}; ip -d link show ens34 | grep -o 'cost [0-9]*'`,
    ),
  ).toBe('priority 8 cost 50 \n50\ncost 50\ncost 0');
  expect(await outOf('bridge link set dev ens33 cost 5')).toBe('RTNETLINK answers: Operation not supported');
  expect(await outOf('bridge link set dev ens33 hairpin on')).toBe(
    'bridge: practice hosts do not simulate hairpin of ports.',
  );
  expect(await outOf('bridge fdb add nonsense dev ens33')).toBe('Invalid mac address nonsense');
});

test('busybox ends otherwise for a link than for an address of one that is not there', async () => {
  expect(
    await outOf(
      'docker run --rm busybox ip link show eth9; echo $?; docker run --rm busybox ip addr show eth9; echo $?',
    ),
  ).toBe("2\n1\nip: can't find device 'eth9'\nip: can't find device 'eth9'");
});

test('a Docker that was started again runs since then', async () => {
  const host = dockerHost();
  host.pass(60_000);
  await host.run('systemctl restart docker');
  host.pass(5000);
  expect(await on(host, 'systemctl status docker | grep Active; systemctl show docker -p ActiveEnterTimestamp')).toBe(
    '     Active: active (running) since Tue 2026-11-24 12:01:00 UTC; 5s ago\nActiveEnterTimestamp=Tue 2026-11-24 12:01:00 UTC\n',
  );
});

test('docker says that nobody reads any more what a container writes later', async () => {
  expect(await outOf('docker run --rm busybox ping -c 2 127.0.0.1 | head -1')).toBe(
    'PING 127.0.0.1 (127.0.0.1): 56 data bytes\nwrite /dev/stdout: broken pipe',
  );
  expect(await outOf('docker run --rm busybox seq 1 9 | head -1')).toBe('1');
});

test('who is nice is told so, and hands it on', async () => {
  const host = dockerHost();
  expect(await on(host, 'nice -n 10 nice; nice')).toBe('10\n0\n');
  expect(await on(host, "nice -n 5 bash -c 'nice -n 30 nice; ps -o ni= -p $$'")).toBe('19\n  5\n');
});

test('a process cannot be stopped, which is said: it seemed to have ended', async () => {
  const host = dockerHost();
  const line = 'sleep 99 & kill -STOP $!; kill -0 $! && echo there; kill $!';
  expect(await on(host, line)).toMatch(/^there\n.*kill: practice hosts do not simulate processes that are stopped\n$/);
});

test('docker top shows every process of a container', async () => {
  const host = dockerHost();
  await host.run("docker run -d --name box busybox sh -c 'while true; do sleep 100; done'");
  expect(await on(host, "docker top box -o comm | tr -d ' '")).toBe('COMMAND\nsh\nsleep\n');
  expect(await on(host, "docker top box | awk 'NR == 2 { sh = $2 } NR == 3 { print $3 == sh, $8 }'")).toBe('1 sleep\n');
});

test('there is nothing in the null device, also for docker run --env-file', async () => {
  const host = dockerHost();
  expect(await on(host, 'docker run --rm -e A=1 --env-file /dev/null busybox env | grep ^A')).toBe('A=1\n');
});

test('tables of routes are called as people have named them', async () => {
  expect(
    await outOf(
      "echo '100 lesson' >> /etc/iproute2/rt_tables; ip route add 10.9.0.0/16 dev ens33 table 100; ip rule add from 192.168.1.11 lookup 100 priority 500; ip rule | grep 500; ip route get 10.9.1.1 from 192.168.1.11 | grep -o 'table [a-z]*'; ip route show table all | grep -o 'table [a-z]*' | sort -u",
    ),
  ).toBe('500:\tfrom 192.168.1.11 lookup lesson\ntable lesson\ntable lesson\ntable local');
});

test('find shows links as links, and goes into none', async () => {
  const lines = 'mkdir -p w/d; touch w/d/f; ln -s d w/l; ln -s nowhere w/b;';
  expect(await outOf(`${lines} find w -type l; find w -name f; find w -type d`)).toBe('w/b\nw/l\nw/d/f\nw\nw/d');
});

test('clear asks for a terminal, su - for the home of whom it becomes, and a script that ends at a mistake ends with 1', async () => {
  expect(await outOf('clear; TERM=xterm clear | wc -c')).toBe('11\nTERM environment variable not set.');
  expect(await outOf('su - nobody -s /bin/sh -c id')).toMatch(
    /\nsu: warning: cannot change directory to \/nonexistent/,
  );
  expect(await outOf(`bash -ec 'echo \${1:?no}'; echo $?`)).toMatch(/^1\n/);
});

test('units are listed by their names, and ssh has a socket', async () => {
  expect(await outOf("systemctl list-units --type=service --no-legend | awk '{print $1}'")).toBe(
    'containerd.service\ndocker.service\nnetworking.service\nssh.service\nsystemd-journald.service\nsystemd-modules-load.service\nsystemd-sysctl.service\nsystemd-tmpfiles-setup.service',
  );
  expect(await outOf('systemctl mask ssh.socket')).toMatch(/^Created symlink/);
});

test('busybox shows a link in one line, and ssh waits no longer than it was told', async () => {
  const host = dockerHost();
  expect(await on(host, 'docker run --rm busybox ip -o link show lo | grep -c "loopback 00"')).toBe('1\n');
  expect(await outOf('ssh -o ConnectTimeout=2 192.168.1.77 true')).toContain('Connection timed out');
});

test('docker login warns of a password in the command, and tells where it dialled', async () => {
  expect(await on(dockerHost(), 'docker login localhost:9 -u a -p b')).toBe(
    'WARNING! Using --password via the CLI is insecure. Use --password-stdin.\nError response from daemon: Get "http://localhost:9/v2/": dial tcp 127.0.0.1:9: connect: connection refused\n',
  );
});
