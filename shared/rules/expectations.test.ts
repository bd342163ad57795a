import { expect, it } from 'vitest';
import { examineLab } from '../lab/read.ts';
import { vlansTwoHosts } from '../lab/templates/vlans-two-hosts.ts';
import { labOf } from '../lab/testing/examples.ts';
import { problem } from '../problem.ts';
import { predictLab } from '../reach/predict.ts';
import { expectationProblems, foretoldBy, unmetExpectations } from './expectations.ts';
import { validate } from './validate.ts';

const withExpectations = (...lines: readonly string[]): string =>
  `${vlansTwoHosts.text}expect:\n${lines.map((line) => `  - { ${line} }\n`).join('')}`;

const unmet = (text: string) => unmetExpectations(labOf(text), foretoldBy(predictLab(labOf(text))));

it('says nothing of what comes as it is expected', () => {
  const text = withExpectations(
    'from: docker01/bbox10, to: docker02/bbox11, reachable: true',
    'from: docker01/bbox10, to: docker01:ens33, reachable: false',
  );
  expect(unmet(text)).toEqual([]);
  expect(validate(text)).toEqual([]);
});

it('tells what is not, with its place in the file and the reason', () => {
  const text = withExpectations(
    'from: docker01/bbox10, to: docker02/bbox11, reachable: false',
    'from: docker01/bbox10, to: docker01:ens33, reachable: true',
  );
  expect(unmet(text)).toMatchObject([
    {
      code: 'expectation-unmet',
      severity: 'warning',
      subject: 'docker01/bbox10',
      path: ['expect', 0],
      message: expect.stringMatching(/^docker01\/bbox10 is expected not to reach docker02\/bbox11, and does: /),
    },
    { path: ['expect', 1], message: expect.stringMatching(/is expected to reach docker01:ens33, and does not: /) },
  ]);
  const [first] = validate(text);
  expect(first).toMatchObject({ code: 'expectation-unmet', at: { line: text.split('\n').length - 2 } });
});

it('says nothing of a lab with an error: that one is to be mended first', () => {
  const text = withExpectations('from: docker01/bbox10, to: docker02/bbox11, reachable: false');
  const foretold = foretoldBy(predictLab(labOf(text)));
  const error = problem({ code: 'x', message: 'X.', hint: 'Y.' });
  expect(expectationProblems(examineLab(text), [error], foretold)).toEqual([]);
});
