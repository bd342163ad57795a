import { expect, it } from 'vitest';
import { parseSource } from '../../../shared/lab/source.ts';
import { linesOf } from './lines.ts';

const { source } = parseSource(`# a lab
hosts:
  docker01:
    containers:
      bbox10: { image: busybox }
      bbox20:
        image: busybox
  docker01b: {}
networks:
  docker01:
    subnet: 10.0.0.0/24
`);
if (source === undefined) throw new Error('it is YAML');

it('finds the lines of a thing by its keys', () => {
  expect(linesOf(source, ['hosts', 'docker01'])).toEqual({ first: 3, last: 7 });
  expect(linesOf(source, ['hosts', 'docker01', 'containers', 'bbox10'])).toEqual({ first: 5, last: 5 });
  expect(linesOf(source, ['networks', 'docker01'])).toEqual({ first: 10, last: 11 });
});

it('finds nothing for what is not there', () => {
  expect(linesOf(source, ['hosts', 'docker03'])).toBeUndefined();
  expect(linesOf(source, [])).toBeUndefined();
});
