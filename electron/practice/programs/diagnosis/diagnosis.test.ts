/** Looking for what is wrong: packets on the wire, the way they take, other hosts, logs and packages. */
import { expect, it } from 'vitest';
import { dockerHosts } from '../../hosts/testing/docker-hosts.ts';
import { REAL_LAB } from '../../hosts/testing/labs.ts';

type Hosts = ReturnType<typeof dockerHosts>;

const vlan = async (hosts: Hosts, host: string, address: string): Promise<void> => {
  await hosts.run(host, 'ip link add link ens33 name ens33.10 type vlan id 10; ip link set ens33.10 up');
  await hosts.run(host, `ip addr add ${address}/24 dev ens33.10`);
};

it('shows packets that pass, asked and answered, and who has asked for whom', async () => {
  const hosts = dockerHosts(REAL_LAB);
  const { out, err } = await hosts.run(
    'docker01',
    'tcpdump -tni ens33 -c 4 & sleep 1; ping -c 1 192.168.1.13 > /dev/null; wait',
  );
  expect(out.split('\n').slice(0, 4)).toEqual([
    'ARP, Request who-has 192.168.1.13 tell 192.168.1.11, length 28',
    expect.stringMatching(/^ARP, Reply 192\.168\.1\.13 is-at [0-9a-f:]{17}, length 28$/),
    expect.stringMatching(/^IP 192\.168\.1\.11 > 192\.168\.1\.13: ICMP echo request, id \d+, seq 1, length 64$/),
    expect.stringMatching(/^IP 192\.168\.1\.13 > 192\.168\.1\.11: ICMP echo reply, id \d+, seq 1, length 64$/),
  ]);
  expect(err).toContain('listening on ens33, link-type EN10MB (Ethernet)');
  expect(err).toContain('4 packets captured\n');
});

it('shows the tag where frames have one, and none on the sub-interface', async () => {
  const hosts = dockerHosts(REAL_LAB);
  await vlan(hosts, 'docker01', '172.16.10.1');
  await vlan(hosts, 'docker02', '172.16.10.2');
  const below = await hosts.run(
    'docker01',
    'tcpdump -teni ens33 -c 1 vlan 10 and icmp & sleep 1; ping -c 1 172.16.10.2 > /dev/null; wait',
  );
  expect(below.out).toMatch(
    /ethertype 802\.1Q \(0x8100\), length 102: vlan 10, p 0, ethertype IPv4 \(0x0800\), 172\.16\.10\.1 > 172\.16\.10\.2: ICMP echo request/,
  );
  const above = await hosts.run(
    'docker01',
    'tcpdump -teni ens33.10 -c 1 icmp & sleep 1; ping -c 1 172.16.10.2 > /dev/null; wait',
  );
  expect(above.out).toMatch(/ethertype IPv4 \(0x0800\), length 98: 172\.16\.10\.1 > 172\.16\.10\.2: ICMP echo request/);
});

it('goes to other hosts of the lab', async () => {
  const hosts = dockerHosts(REAL_LAB);
  expect((await hosts.run('docker01', 'ssh docker02 hostname')).out).toBe('docker02\n');
  expect((await hosts.run('docker01', "ssh root@192.168.1.13 'exit 4'")).status).toBe(4);
  await hosts.run('docker01', 'echo text > /tmp/f; scp /tmp/f docker02:/tmp/g');
  expect((await hosts.run('docker02', 'cat /tmp/g')).out).toBe('text\n');
  await hosts.run('docker02', 'ip link set ens33 down');
  const away = await hosts.run('docker01', 'ssh docker02 hostname');
  expect(away).toMatchObject({ status: 255, err: 'ssh: connect to host docker02 port 22: No route to host\r\n' });
});

it('says what is there, and that nothing can be fetched', async () => {
  const hosts = dockerHosts(REAL_LAB);
  expect((await hosts.run('docker01', 'dpkg -l iproute2')).out).toMatch(/^ii {2}iproute2 +6\.1\.0-3 +amd64 /m);
  expect((await hosts.run('docker01', 'apt-get install nmap')).err).toBe('E: Unable to locate package nmap\n');
  expect((await hosts.run('docker01', 'apt update')).err).toContain("Temporary failure resolving 'deb.debian.org'");
  expect((await hosts.run('docker01', 'journalctl -u docker -o cat')).out).toContain('Started docker.service');
  expect((await hosts.run('docker01', 'tracepath -n 192.168.1.13')).out).toContain('reached');
});
