import { describe, expect, test } from 'vitest';
import { freshHost } from '../../shared/host/fresh-host.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { labOf } from '../../shared/lab/testing/examples.ts';
import { deploy, deployed, errors } from '../../shared/plan/testing/story.ts';
import type { States } from '../../shared/reach/endpoints.ts';
import { predictFrom, predictLab } from '../../shared/reach/predict.ts';
import { LAB_HOSTS, labHosts } from '../lab/lab.ts';
import { mixedLab, wordsOfLabs } from './mixed-labs.ts';
import { portsOf } from './switch-ports.ts';

const labs = Array.from({ length: 60 }, (_, seed) => mixedLab(seed));

const fresh: States = new Map(
  labHosts.map((host) => {
    const nics = [{ name: 'ens33', address: `${LAB_HOSTS[host]}/24` }, { name: 'ens34' }, { name: 'ens35' }];
    return [host, freshHost(host, { nics, docker: true, images: ['busybox:latest'] })];
  }),
);
const stateOf = (host: string) => fresh.get(host) ?? freshHost(host);
const deployedStates = (lab: Lab): States =>
  new Map(labHosts.map((host) => [host, deployed(lab, host, stateOf(host))]));

describe('labs over all the language', () => {
  test('the same seed makes the same lab', () => {
    for (const [seed, lab] of labs.slice(0, 10).entries()) expect(mixedLab(seed)).toEqual(lab);
  });

  test('the sixty speak every word', () => {
    for (const word of wordsOfLabs) {
      const times = labs.filter(({ title }) => title.includes(word)).length;
      expect(times, word).toBeGreaterThanOrEqual(2);
    }
  });

  test('each is planned without an error on fresh hosts, as foretold, and its ports can be wired', () => {
    for (const { title, file, before = [] } of labs) {
      portsOf(file.hosts);
      if (before.length > 0) continue;
      const lab = labOf(JSON.stringify(file));
      for (const host of labHosts) expect([title, errors(deploy(lab, host, stateOf(host)))]).toEqual([title, []]);
      expect([title, predictFrom(lab, deployedStates(lab)).counts]).toEqual([title, predictLab(lab, fresh).counts]);
    }
  });
});
