/** What the labs by hand are to show is predicted of them, and fresh hosts take them: seen before a real host is asked. */
import { expect, test } from 'vitest';
import { freshHost } from '../../shared/host/fresh-host.ts';
import { labOf } from '../../shared/lab/testing/examples.ts';
import { deploy, deployed, errors } from '../../shared/plan/testing/story.ts';
import { pairs } from '../../shared/reach/endpoints.ts';
import { predictFrom, predictLab } from '../../shared/reach/predict.ts';
import { refusals } from '../../shared/rules/validate.ts';
import { LAB_HOSTS, labHosts } from '../lab/lab.ts';
import { languageLabs } from './language-labs.ts';

const fresh = new Map(
  labHosts.map((host) => {
    const nics = [{ name: 'ens33', address: `${LAB_HOSTS[host]}/24` }, { name: 'ens34' }, { name: 'ens35' }];
    return [host, freshHost(host, { nics, docker: true, images: ['busybox:latest'] })];
  }),
);
const ours = languageLabs.filter(({ before, byHand }) => before === undefined && byHand === undefined);

test.each(ours)('$title', ({ file, shows }) => {
  const lab = labOf(JSON.stringify(file));
  expect(refusals(lab)).toEqual([]);
  const states = new Map(
    labHosts.map((host) => {
      const state = fresh.get(host) ?? freshHost(host);
      expect(errors(deploy(lab, host, state))).toEqual([]);
      const after = deployed(lab, host, state);
      expect(deploy(lab, host, after).plan.changes).toEqual([]);
      return [host, after] as const;
    }),
  );
  for (const prediction of [predictLab(lab, fresh), predictFrom(lab, states)]) {
    const codes = pairs(prediction.endpoints).map(({ source, target }) => prediction.outcome(source, target).code);
    expect([...new Set(codes)]).toEqual(expect.arrayContaining([...shows]));
  }
});
