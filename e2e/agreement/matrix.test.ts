import { expect, test } from 'vitest';
import { generatedLabs } from './generated-labs.ts';
import { agreementLabs } from './labs.ts';
import { kindsOn, matrixText } from './matrix.ts';

test('a lab’s kinds are told host by host', () => {
  const kinds = (title: string, host: string) => {
    const lab = agreementLabs.find((one) => one.title === title);
    if (!lab) throw new Error(`no lab ${title}`);
    return kindsOn(lab.file, host);
  };
  expect(kinds('ipvlan L3', 'docker01')).toEqual(['ipvlan l3', 'no gateway stated', 'a route']);
  expect(kinds('one container on two networks', 'docker01')).toEqual([
    'macvlan bridge',
    'a sub-interface',
    'a container on two networks',
  ]);
  expect(kinds('one container on two networks', 'router')).toEqual(['a sub-interface', 'a router', 'forward rules']);
  expect(kinds('hosts, their own and foreign containers, and a shim', 'docker01')).toContain('a shim');
});

test('generated labs hold every kind', () => {
  const kinds = new Set(
    generatedLabs(24).flatMap(({ file }) => Object.keys(file.hosts ?? {}).flatMap((host) => kindsOn(file, host))),
  );
  expect([...kinds]).toEqual(
    expect.arrayContaining(['macvlan passthru', 'a tag within a tag', 'masquerade', 'a range']),
  );
});

test('the matrix has a line for each kind and a column for each version, in their order', () => {
  const text = matrixText([
    { kind: 'a route', docker: '26.1.5', verdicts: 3 },
    { kind: 'a route', docker: '26.1.5', verdicts: 4 },
    { kind: 'macvlan bridge', docker: '20.10.24', verdicts: 12 },
  ]);
  expect(text.split('\n')).toEqual([
    '                20.10.24  26.1.5',
    'a route                .       7',
    'macvlan bridge        12       .',
  ]);
});
