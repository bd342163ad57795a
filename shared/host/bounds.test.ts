import { expect, test } from 'vitest';
import { parseProbe } from './parse-probe.ts';
import { networkOf, nonce, plainLinks, probeOutput, section } from './testing/probe-output.ts';

const read = (parts: Parameters<typeof probeOutput>[0]) =>
  parseProbe(probeOutput(parts), { nonce, host: 'docker01', password: false });

test('a host that tells of more than anybody has is refused in words, and one with much is not', () => {
  const routes = (length: number) => Array.from({ length }, () => ({ dst: '10.0.0.0/8', dev: 'ens33', flags: [] }));
  expect(read({ network: networkOf(plainLinks, routes(8_000)) }).ok).toBe(true);
  expect(read({ network: networkOf(plainLinks, routes(8_001)) })).toMatchObject({
    ok: false,
    problems: [{ code: 'host-too-large', subject: 'docker01', message: expect.stringContaining('8001 routes') }],
  });
  const saved = Array.from({ length: 1_001 }, (_, index) => section(`saved a${index}`, 'x')).join('');
  expect(read({ records: section('record two') + saved })).toMatchObject({ problems: [{ code: 'host-too-large' }] });
});
