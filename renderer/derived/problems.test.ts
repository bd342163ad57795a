import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { editDocument, openDocument } from '../store/document/document-store.ts';
import { problemsToShow } from './problems.ts';

const asked = vi.hoisted(() => ({ times: 0 }));
vi.mock('../../shared/rules/validate.ts', async (original) => {
  const real = await original<typeof import('../../shared/rules/validate.ts')>();
  return {
    ...real,
    allProblems: (...of: Parameters<typeof real.allProblems>) => {
      asked.times++;
      return real.allProblems(...of);
    },
  };
});

const labOf = (containers: number): string => {
  const boxes = Array.from(
    { length: containers },
    (_, at) => `      c${at}: { image: busybox, command: sh, networks: { net: 10.1.${at >> 7}.${(at & 127) + 2} } }`,
  );
  return `trunkline: 1
name: lab-of-${containers}
segments: { lan: {} }
hosts:
  h1:
    ssh: { address: 10.0.0.1 }
    interfaces: { ens33: { segment: lan, address: 10.0.0.1/24 } }
    containers:
${boxes.join('\n')}
networks:
  net: { driver: macvlan, subnet: 10.1.0.0/16, parents: { h1: ens33 } }
`;
};

const frames: (() => void)[] = [];
const idle: (() => void)[] = [];
beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => frames.push(work));
  vi.stubGlobal('requestIdleCallback', (work: () => void) => idle.push(work));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const DUPLICATE = '10.1.0.3';
const duplicate = () =>
  editDocument([{ kind: 'set', path: ['hosts', 'h1', 'containers', 'c0', 'networks', 'net'], value: DUPLICATE }]);
const twice = (): boolean => problemsToShow().found.some(({ code }) => code === 'address-twice');

it('asks the rules about a large lab that was edited when its drawing is there', () => {
  openDocument({ text: labOf(300) });
  expect(twice()).toBe(false);
  const before = asked.times;
  duplicate();
  expect(twice()).toBe(false);
  expect(asked.times).toBe(before);
  for (const frame of frames.splice(0)) frame();
  expect(asked.times).toBe(before);
  for (const work of idle.splice(0)) work();
  expect(twice()).toBe(true);
  expect(asked.times).toBe(before + 1);
});

it('tells of another lab, and of one that is not large, at once', () => {
  openDocument({ text: labOf(20) });
  duplicate();
  expect(twice()).toBe(true);
  openDocument({ text: labOf(301) });
  expect(twice()).toBe(false);
  expect(frames).toEqual([]);
});
