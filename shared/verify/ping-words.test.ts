import { describe, expect, test } from 'vitest';
import { readPing } from './ping-words.ts';

describe('iputils', () => {
  test('all came back', () => {
    const text = `PING 172.16.10.11 (172.16.10.11) 56(84) bytes of data.
64 bytes from 172.16.10.11: icmp_seq=1 ttl=64 time=1.51 ms
64 bytes from 172.16.10.11: icmp_seq=2 ttl=64 time=0.551 ms

--- 172.16.10.11 ping statistics ---
2 packets transmitted, 2 received, 0% packet loss, time 201ms
rtt min/avg/max/mdev = 0.551/1.030/1.510/0.479 ms`;
    expect(readPing(text)).toEqual({ measured: 'reachable', sent: 2, received: 2, rttMs: 1.03, said: '' });
  });

  test('nobody answered ARP', () => {
    const text = `PING 172.16.10.99 (172.16.10.99) 56(84) bytes of data.
From 172.16.10.10 icmp_seq=1 Destination Host Unreachable
From 172.16.10.10 icmp_seq=2 Destination Host Unreachable
From 172.16.10.10 icmp_seq=3 Destination Host Unreachable

--- 172.16.10.99 ping statistics ---
3 packets transmitted, 0 received, +3 errors, 100% packet loss, time 2035ms
pipe 3`;
    expect(readPing(text)).toEqual({
      measured: 'unreachable',
      sent: 3,
      received: 0,
      rttMs: null,
      said: 'From 172.16.10.10 Destination Host Unreachable',
    });
  });

  test('silence', () => {
    const text = `PING 172.16.20.11 (172.16.20.11) 56(84) bytes of data.

--- 172.16.20.11 ping statistics ---
3 packets transmitted, 0 received, 100% packet loss, time 409ms`;
    expect(readPing(text)).toMatchObject({
      measured: 'unreachable',
      said: '3 packets transmitted, 0 received, 100% packet loss, time 409ms',
    });
  });

  test('some were lost', () => {
    const text = `64 bytes from 1.1.1.1: icmp_seq=3 ttl=64 time=2 ms
--- 1.1.1.1 ping statistics ---
3 packets transmitted, 1 received, 66.6667% packet loss, time 409ms
rtt min/avg/max/mdev = 2.000/2.000/2.000/0.000 ms`;
    expect(readPing(text)).toMatchObject({ measured: 'reachable', sent: 3, received: 1, rttMs: 2 });
    expect(readPing(text).said).toContain('66.6667% packet loss');
  });

  test('the source has no route: nothing was sent, and that is known', () => {
    expect(readPing('ping: connect: Network is unreachable')).toEqual({
      measured: 'unreachable',
      sent: 0,
      received: 0,
      rttMs: null,
      said: 'ping: connect: Network is unreachable',
    });
  });

  test('duplicates do not make more than all', () => {
    const text = '3 packets transmitted, 3 received, +2 duplicates, 0% packet loss, time 409ms';
    expect(readPing(text)).toMatchObject({ measured: 'reachable', received: 3 });
  });
});

describe('busybox', () => {
  test('all came back', () => {
    const text = `PING 172.16.10.11 (172.16.10.11): 56 data bytes
64 bytes from 172.16.10.11: seq=0 ttl=64 time=0.711 ms
64 bytes from 172.16.10.11: seq=1 ttl=64 time=0.501 ms

--- 172.16.10.11 ping statistics ---
2 packets transmitted, 2 packets received, 0% packet loss
round-trip min/avg/max = 0.501/0.606/0.711 ms`;
    expect(readPing(text)).toEqual({ measured: 'reachable', sent: 2, received: 2, rttMs: 0.606, said: '' });
  });

  test('the source has no route', () => {
    const text = `PING 10.9.9.9 (10.9.9.9): 56 data bytes\nping: sendto: Network is unreachable`;
    expect(readPing(text)).toMatchObject({ measured: 'unreachable', said: 'ping: sendto: Network is unreachable' });
  });
});

test.each([
  'nsenter: cannot open /proc/4711/ns/net: No such file or directory',
  'sh: 1: ping: not found',
  'Error response from daemon: Container 6f is not running',
  'OCI runtime exec failed: exec failed: "ping": executable file not found in $PATH: unknown',
  '',
])('%j is not a measurement', (text) => {
  expect(readPing(text)).toMatchObject({ measured: 'error', sent: 0, received: 0, said: text });
});
