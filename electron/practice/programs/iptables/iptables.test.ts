/** Rules as iptables reads them and writes them back. Held against iptables 1.8.9 itself; its words for the kernel's refusals are recorded. */
import { expect, test } from 'vitest';
import { replayLab } from '../../conformance/replay.ts';
import { dockerHost } from '../../hosts/testing/docker-host.ts';
import { releases } from '../../os/releases.ts';

test('a rule is written back in the order and the form of iptables-save, whatever the order and form it was said in', async () => {
  const host = dockerHost();
  await host.run('iptables -F INPUT');
  const said = [
    ['-p tcp --tcp-flags ALL NONE', '-p tcp -m tcp --tcp-flags FIN,SYN,RST,PSH,ACK,URG NONE'],
    ['-p tcp --tcp-flags ACK,SYN SYN', '-p tcp -m tcp --tcp-flags SYN,ACK SYN'],
    ['-p tcp --dport 80 --sport 1024:', '-p tcp -m tcp --sport 1024:65535 --dport 80'],
    ['-p udp --dport 0:65535', '-p udp -m udp'],
    ['-m limit --limit 60/min --limit-burst 5', '-m limit --limit 1/sec'],
    ['-m limit', '-m limit --limit 3/hour'],
    ['-m limit --limit-burst 9 --limit 999/min', '-m limit --limit 1000/min --limit-burst 9'],
    ['-p icmp --icmp-type host-unreach', '-p icmp -m icmp --icmp-type 3/1'],
    ['-m conntrack --ctdir reply --ctstate RELATED,NEW', '-m conntrack --ctstate NEW,RELATED --ctdir REPLY'],
    ['-m conntrack --ctproto tcp', '-m conntrack --ctproto 6'],
    ['-m iprange --src-range 10.0.0.3', '-m iprange --src-range 10.0.0.3-10.0.0.3'],
    ['-m addrtype --dst-type LOCAL,UNICAST', '-m addrtype --dst-type UNICAST,LOCAL'],
    ['-m mark --mark 16/0xff', '-m mark --mark 0x10/0xff'],
    ['-p 58', '-p ipv6-icmp'],
    ['-i +', ''],
  ];
  for (const [typed] of said)
    expect(await host.run(`iptables -A INPUT ${typed} -j ACCEPT`)).toMatchObject({ status: 0 });
  const { stdout } = await host.run('iptables -S INPUT');
  const saved = said.map(([, text]) => `-A INPUT ${text} -j ACCEPT`.replace('  ', ' '));
  expect(stdout.split('\n').slice(1, -1)).toEqual(saved);
});

test('options of targets have their defaults and their length', async () => {
  const host = dockerHost();
  await host.run('iptables -F INPUT');
  const said = [
    [
      'LOG --log-level 4 --log-prefix "longer than twenty-nine letters"',
      'LOG --log-prefix "longer than twenty-nine lette"',
    ],
    ['LOG --log-uid --log-tcp-sequence --log-level debug', 'LOG --log-level 7 --log-tcp-sequence --log-uid'],
    ['REJECT --reject-with admin-prohib', 'REJECT --reject-with icmp-admin-prohibited'],
    ['MARK --set-mark 0x10/0xff', 'MARK --set-xmark 0x10/0xff'],
    ['MARK --or-mark 4', 'MARK --set-xmark 0x4/0x4'],
  ];
  for (const [typed] of said) expect(await host.run(`iptables -A INPUT -j ${typed}`)).toMatchObject({ status: 0 });
  const { stdout } = await host.run('iptables -S INPUT');
  expect(stdout.split('\n').slice(1, -1)).toEqual(said.map(([, text]) => `-A INPUT -j ${text}`));
  expect((await host.run('iptables -nL INPUT 2')).stdout.trim()).toMatch(/LOG flags 9 level 7$/);
});

test('what no real host takes is refused in words of iptables', async () => {
  const host = dockerHost();
  const said = [
    ['-p tcp --tcp-flags SYN,XX SYN', "Unknown TCP flag `XX'"],
    ['-m limit --limit 10001/second', 'Rate too fast "10001/second"'],
    ['-m limit --limit-burst x', 'limit: bad value for option "--limit-burst", or out of range (0-10000).'],
    ['-m limit --limit 1/s --limit 2/s', 'limit: option "--limit" can only be used once.'],
    ['-m comment ! --comment x', 'comment: option "--comment" cannot be inverted.'],
    ['-p icmp --icmp-type 300', "Unknown ICMP type `300'"],
    ['-p icmp --icmp-type e', "Ambiguous ICMP type `e': `echo-reply' or `echo-request'?"],
    ['-m multiport --ports 22', "multiport needs `-p tcp', `-p udp', `-p udplite', `-p sctp' or `-p dccp'"],
    [
      '-p tcp -m multiport --dports 22 --sports 80',
      'option "--source-ports" cannot be used together with "--destination-ports"',
    ],
    ['-p tcp --dport 80 --dport 81', "Only one `--destination-port' allowed"],
    ['-m mark --mark nonsense', 'mark: bad integer value for option "--mark", or out of range.'],
    ['-m iprange --src-range nonsense', 'iprange: Bad value for "--src-range" option: "nonsense"'],
    ['-m addrtype --dst-type NONSENSE', 'addrtype: bad type "NONSENSE"'],
    ['-m addrtype', 'addrtype: you must specify --src-type or --dst-type'],
    ['-p 256', 'unknown protocol "256" specified'],
    ['! -p all', 'rule would never match protocol'],
    ['! ! -p tcp', 'multiple consecutive ! not allowed'],
    ['-i ""', 'Empty interface is likely to be undesired'],
    ['! -s 10.0.0.1,10.0.0.2', '! not allowed with multiple source or destination IP addresses'],
    ['-j LOG --log-level nonsense', 'log level "nonsense" unknown'],
    ['-j MARK', 'MARK: One of the --set-xmark, --{and,or,xor,set}-mark options is required'],
    ['-g ACCEPT', "Chain 'ACCEPT' does not exist"],
  ];
  for (const [typed, words] of said) {
    const { status, stderr } = await host.run(`iptables -A INPUT ${typed}`);
    expect({ typed, status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining(words ?? '') });
  }
  // The kernel itself refuses these.
  for (const typed of ['-m icmp --icmp-type 8 -j DROP', '-m tcp --dport 5 -j DROP', '-j TTL --ttl-set 64'])
    expect(await host.run(`iptables -A INPUT ${typed}`)).toMatchObject({
      status: 1,
      stderr: "iptables: Invalid argument. Run `dmesg' for more information.\n",
    });
  for (const typed of ['-m physdev --physdev-in x', '-m conntrack --ctstatus ASSURED', '-j QUEUE', '-c 5 60'])
    expect((await host.run(`iptables -A INPUT ${typed}`)).stderr).toContain('practice hosts do not simulate');
});

test('a list may set to zero what it lists', async () => {
  const lab = replayLab(releases.bookworm);
  await lab.type('docker01', 'iptables -I INPUT -p icmp; ping -c 1 127.0.0.1');
  expect((await lab.type('docker01', 'iptables -L INPUT -n -v -Z')).stdout[2]).toMatch(/^ +2 +168 /);
  expect((await lab.type('docker01', 'iptables -L INPUT -n -v')).stdout[2]).toMatch(/^ +0 +0 /);
});
