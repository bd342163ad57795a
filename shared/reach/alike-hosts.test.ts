import { expect, test } from 'vitest';
import { labOf } from '../lab/testing/examples.ts';
import { predictLab } from './predict.ts';

const hosts = (count: number, inside: (at: number) => string, network: string): string => `trunkline: 1
name: alike
segments: { lan: }
hosts:
${Array.from({ length: count }, (_, at) => `  h${at}: { ssh: { address: 127.0.0.1 }, ${inside(at)} }`).join('\n')}
networks:
  net: { driver: macvlan, ${network}, parents: { ${Array.from({ length: count }, (_, at) => `h${at}: e0`).join(', ')} } }
`;

test.each([
  [
    'networks',
    (at: number) =>
      `interfaces: { e0: { segment: lan, address: 10.0.0.1/8 } }, containers: { box: { image: busybox, networks: { net: 10.7.0.${at + 2} } } }`,
  ],
  [
    'routes',
    () =>
      'interfaces: { e0: { segment: lan, address: 10.0.0.1/8 } }, routing: { routes: [ { to: 172.16.0.0/16, via: 10.0.0.1 } ] }',
  ],
  [
    'other cards',
    (at: number) =>
      `interfaces: { e0: { segment: lan, address: 10.7.0.${at + 2}/8 }, e1: { segment: lan, address: 10.0.0.1/8 } }, routing: { forward: true, allow: all, routes: [ { to: 172.16.0.0/16, via: 10.0.0.1 } ] }`,
  ],
])('hosts that all hold the address which their %s use as gateway are no more classes for being more', (_, inside) => {
  const classes = (count: number): number =>
    predictLab(labOf(hosts(count, inside, 'subnet: 10.0.0.0/8, gateway: 10.0.0.1'))).classes.size;
  expect(classes(12)).toBe(classes(6));
});
