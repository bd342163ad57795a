import { expect, test } from 'vitest';
import { parsePing, pingOutput } from './ping-output.ts';
import { pingScript } from './ping-script.ts';

const nonce = 'abcdefghijklmnop1234';
const IPUTILS = `PING 172.16.10.11 (172.16.10.11) 56(84) bytes of data.
64 bytes from 172.16.10.11: icmp_seq=1 ttl=64 time=0.80 ms

--- 172.16.10.11 ping statistics ---
3 packets transmitted, 3 received, 0% packet loss, time 402ms
rtt min/avg/max/mdev = 0.700/0.840/1.100/0.051 ms`;
const NOBODY = `PING 172.16.10.99 (172.16.10.99) 56(84) bytes of data.
From 172.16.10.10 icmp_seq=1 Destination Host Unreachable
From 172.16.10.10 icmp_seq=2 Destination Host Unreachable

--- 172.16.10.99 ping statistics ---
3 packets transmitted, 0 received, +3 errors, 100% packet loss, time 2040ms`;

test('replies are counted and timed', () => {
  expect(parsePing(IPUTILS, 0)).toEqual({ measured: 'reachable', sent: 3, received: 3, rttMs: 0.84, said: '' });
  const busybox = '3 packets transmitted, 2 packets received, 33% packet loss\nround-trip min/avg/max = 0.1/0.2/0.3 ms';
  expect(parsePing(busybox, 0)).toMatchObject({ measured: 'reachable', sent: 3, received: 2, rttMs: 0.2 });
});

test('what does not come back keeps the words of ping, once', () => {
  expect(parsePing(NOBODY, 1)).toMatchObject({
    measured: 'unreachable',
    received: 0,
    said: 'From 172.16.10.10 Destination Host Unreachable',
  });
  expect(parsePing('ping: connect: Network is unreachable', 2).measured).toBe('unreachable');
  expect(parsePing('nsenter: cannot open /proc/7/ns/net: No such file or directory', 1).measured).toBe('error');
  expect(parsePing('', 127)).toMatchObject({ measured: 'error', said: 'ping ended with status 127' });
});

test('answers are read however the stream is cut', () => {
  const stream = `\n@${nonce} ping 4 0\n${IPUTILS}\n@${nonce} pinged\n\n@${nonce} ping 2 1\n${NOBODY}\n@${nonce} pinged\n`;
  for (const size of [1, 7, 100, 10_000]) {
    const reader = pingOutput(nonce);
    const answers = [];
    for (let at = 0; at < stream.length; at += size) answers.push(...reader.push(stream.slice(at, at + size)));
    expect(answers.map(({ index, measured }) => [index, measured])).toEqual([
      [4, 'reachable'],
      [2, 'unreachable'],
    ]);
  }
});

test('an address can be anything and runs nothing', () => {
  const script = pingScript([{ index: 0, from: { kind: 'process', pid: 7 }, address: '$(reboot)' }], nonce);
  expect(script).toContain("measure 0 nsenter -t 7 -n ping -n -c 3 -i 0.2 -W 4 '$(reboot)' &");
});
