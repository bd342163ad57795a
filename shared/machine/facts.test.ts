import { expect, it } from 'vitest';
import { eraOf, eras, erasInWords } from './docker/eras.ts';
import { dockerFacts, isKnownDocker, ownParentEach, severalNetworksInRun, silentGateway } from './docker/facts.ts';
import { holds } from './fact.ts';
import { factsDocument } from './facts-document.ts';
import { kernelFacts } from './kernel/facts.ts';
import { parseVersion } from './version.ts';

it('writes the page of facts', async () => {
  await expect(factsDocument()).toMatchFileSnapshot('../../docs/facts.md');
});

it('names each fact once', () => {
  const names = [...dockerFacts, ...kernelFacts].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

it('reads versions as numbers', () => {
  expect(parseVersion('20.10.24+dfsg1')).toEqual([20, 10, 24]);
  expect(parseVersion('28.5.2')).toEqual([28, 5, 2]);
  expect(parseVersion('v29')).toEqual([29, 0, 0]);
  expect(parseVersion('6.12.48-amd64')).toEqual([6, 12, 48]);
  for (const text of ['', 'dev', 'master-2024', '.5']) expect(parseVersion(text)).toBeUndefined();
});

it.each([
  ['20.10.24+dfsg1', true, true, false],
  ['24.0.9', true, true, false],
  ['25.0.0', true, true, true],
  ['27.0.0', true, true, true],
  ['27.0.1', true, false, true],
  ['28.5.2', true, false, true],
  ['29.0.0', false, false, true],
  ['100.1', false, false, true],
  ['unknown', false, false, true],
])(
  'Docker %s: silent gateway %s, a parent for each macvlan network %s, several networks in run %s',
  (version, ...says) => {
    expect([silentGateway, ownParentEach, severalNetworksInRun].map((fact) => holds(fact, version))).toEqual(says);
  },
);

it('knows which versions it has learned from', () => {
  expect(['20.10.24+dfsg1', '26.1.5', '28.5', '29.9.9'].every(isKnownDocker)).toBe(true);
  expect(['30.0.0', '', 'dev'].some(isKnownDocker)).toBe(false);
});

it('puts versions into words', () => {
  expect(eras).toEqual(['20.10', '25', '26', '27.0.1', '28', '29']);
  expect(erasInWords(eras)).toBe('Docker');
  expect(erasInWords(eras.slice(0, 5))).toBe('Docker before 29');
  expect(erasInWords(['29'])).toBe('Docker from 29');
  expect(erasInWords(['25', '26', '27.0.1'])).toBe('Docker from 25 to before 28');
  expect(erasInWords(['20.10', '26', '29'])).toBe('Docker before 25 and from 26 to before 27.0.1 and from 29');
  expect(['26.1.5', '26.0.0', '25.0.5', '27.0.0', '27.0.1'].map(eraOf)).toEqual(['26', '26', '25', '26', '27.0.1']);
  expect(['19.03.1', '20.10.24', '30'].map(eraOf)).toEqual(['20.10', '20.10', '29']);
  expect(eraOf('dev')).toBe('29');
});
