/** Each lab of the gallery teaches one thing: the ping that shows it comes out as its description says, for that reason. */
import { expect, it } from 'vitest';
import { TEMPLATES } from '../lab/templates.ts';
import { labOfTemplate } from '../lab/testing/examples.ts';
import { predictLab } from './predict.ts';

const LESSONS: Readonly<Record<string, readonly [from: string, to: string, verdict: string, code: string]>> = {
  'trunk-without-tag': ['docker01/bbox20', 'docker02/bbox21', 'unreachable', 'vlan-not-carried'],
  'one-way-rules': ['docker01/bbox10', 'docker02/bbox21', 'unreachable', 'forward-denied'],
  'wrong-way-back': ['docker01/bbox10', 'docker02/bbox21', 'unreachable', 'no-return-route'],
  masquerade: ['docker01/bbox10', 'docker02:ens33', 'reachable', 'masqueraded'],
  'private-mode': ['docker01/bbox1', 'docker01/bbox2', 'unreachable', 'mode-private'],
  'vepa-mode': ['docker01/bbox1', 'docker01/bbox2', 'unreachable', 'mode-vepa'],
  'passthru-mode': ['docker01/bbox1', 'docker02/bbox2', 'reachable', 'same-segment'],
  'ipvlan-l2': ['docker01/bbox1', 'docker02/bbox2', 'reachable', 'same-segment'],
  'ipvlan-l3': ['docker01/bbox1', 'docker02/bbox2', 'reachable', 'routed'],
  'host-shim': ['docker01', 'docker01/bbox1', 'reachable', 'host-shim'],
  'duplicate-address': ['docker01/bbox1', 'docker02/bbox3', 'uncertain', 'duplicate-address'],
};

it.each(Object.entries(LESSONS))('%s', (id, [from, to, verdict, code]) => {
  const prediction = predictLab(labOfTemplate(id));
  const source = prediction.endpoints.sources.find((item) => item.id === from);
  const target = prediction.endpoints.targets.find((item) => item.id === to);
  if (source === undefined || target === undefined) throw new Error('it has no such pair');
  expect(prediction.outcome(source, target)).toEqual({ verdict, code });
});

it('has ten labs and more', () => {
  expect(TEMPLATES.length).toBeGreaterThan(10);
});
