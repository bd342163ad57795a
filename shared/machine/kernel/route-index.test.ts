import { expect, it } from 'vitest';
import { parseCidr, parseIpv4 } from '../../net/ipv4.ts';
import { plainRoute } from './connected.ts';
import { RouteIndex } from './route-index.ts';

const route = (to: string, metric = 0) => ({
  ...plainRoute,
  to,
  via: undefined,
  dev: 'e0',
  source: undefined,
  scope: 'link',
  protocol: 'boot',
  metric,
});
const leading = (index: RouteIndex, address: string): string =>
  [...index.leadingTo(parseIpv4(address) ?? 0)]
    .map((group) => group.map(({ to, metric }) => `${to} ${metric}`).join())
    .join('; ');

it('finds the routes to an address, the smallest block first, and those of one block in their order', () => {
  const index = RouteIndex.of([
    route('0.0.0.0/0', 7),
    route('10.0.0.0/8'),
    route('10.1.0.0/16', 5),
    route('10.1.0.0/16', 2),
    route('10.1.2.3/32'),
    route('no block'),
  ]);
  expect(leading(index, '10.1.2.3')).toBe('10.1.2.3/32 0; 10.1.0.0/16 5,10.1.0.0/16 2; 10.0.0.0/8 0; 0.0.0.0/0 7');
  expect(leading(index, '11.0.0.1')).toBe('0.0.0.0/0 7');
  const block = parseCidr('10.1.0.0/16');
  expect(block && index.to(block).map(({ metric }) => metric)).toEqual([5, 2]);
});

it('moves on with a list that gets one route more, and the list before stays what it was', () => {
  const before = [route('10.0.0.0/8')];
  const after = RouteIndex.of(before).with(route('10.1.0.0/16'));
  expect(after.map(({ to }) => to)).toEqual(['10.0.0.0/8', '10.1.0.0/16']);
  expect(leading(RouteIndex.of(after), '10.1.2.3')).toBe('10.1.0.0/16 0; 10.0.0.0/8 0');
  expect(leading(RouteIndex.of(before), '10.1.2.3')).toBe('10.0.0.0/8 0');
});
