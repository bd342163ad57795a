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
    {
      path: ['expect', 1],
      message: expect.stringMatching(/is expected to reach docker01:ens33, and does not: /),
      ping: { from: 'docker01/bbox10', to: 'docker01:ens33' },
    },
  ]);
  expect(unmet(text)[0]?.ping).toBeUndefined();
  const [first] = validate(text);
  expect(first).toMatchObject({ code: 'expectation-unmet', at: { line: text.split('\n').length - 2 } });
});

it('tells it of a host and of an address too, and what is said of one address counts more', () => {
  const toHost = withExpectations('from: docker01/bbox10, to: docker02, reachable: true');
  expect(unmet(toHost)).toMatchObject([
    {
      message: expect.stringMatching(
        /^docker01\/bbox10 is expected to reach docker02 \(docker02:ens33\), and does not: /,
      ),
      ping: { from: 'docker01/bbox10', to: 'docker02:ens33' },
    },
  ]);
  const toAddress = withExpectations(
    'from: docker01/bbox10, to: 192.168.1.13, reachable: true',
    'from: docker01/bbox10, to: 8.8.8.8, reachable: true',
  );
  expect(unmet(toAddress)).toMatchObject([
    { message: expect.stringMatching(/to reach 192\.168\.1\.13 \(docker02:ens33\), and does not: /) },
    { message: expect.stringMatching(/to reach 8\.8\.8\.8, and does not: /) },
  ]);
  const both = withExpectations(
    'from: docker01/bbox10, to: router, reachable: false',
    'from: docker01/bbox10, to: router:ens33.10, reachable: true',
    'from: docker01/bbox10, to: 192.168.1.254, reachable: true',
  );
  expect(unmet(both).map(({ message }) => message)).toEqual([
    expect.stringMatching(/not to reach router \(router:ens33\.20\), and does: /),
  ]);
});

it('says nothing of a lab with an error: that one is to be mended first', () => {
  const text = withExpectations('from: docker01/bbox10, to: docker02/bbox11, reachable: false');
  const foretold = foretoldBy(predictLab(labOf(text)));
  const error = problem({ code: 'x', message: 'X.', hint: 'Y.' });
  expect(expectationProblems(examineLab(text), [error], foretold)).toEqual([]);
});

it('looks at each end a few times, however many expectations there are', () => {
  const names = Array.from({ length: 200 }, (_, at) => `c${at}x`);
  const text = `trunkline: 1
name: long
segments: { lan: }
hosts:
  h:
    ssh: { address: 127.0.0.1 }
    interfaces: { e0: { segment: lan } }
    containers:
${names.map((name, at) => `      ${name}: { image: busybox, networks: { net: 10.0.0.${at + 2} } }`).join('\n')}
networks:
  net: { driver: macvlan, subnet: 10.0.0.0/24, gateway: 10.0.0.1, parents: { h: e0 } }
expect:
${names.map((name, at) => `  - { from: h/${name}, to: h/${names[(at + 1) % 200]}, reachable: true }`).join('\n')}
`;
  const lab = labOf(text);
  const foretold = foretoldBy(predictLab(lab));
  let looks = 0;
  const targets = foretold.targets.map(({ id, address }) => ({
    address,
    get id() {
      looks++;
      return id;
    },
  }));
  expect(unmetExpectations(lab, { ...foretold, targets })).toEqual([]);
  expect(looks).toBeLessThan(10 * names.length);
});
