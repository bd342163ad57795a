import { expect, it } from 'vitest';
import { linesOf } from './lines.ts';

const text = `# a lab
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
`;

it('finds the lines of a thing by its keys', () => {
  expect(linesOf(text, ['hosts', 'docker01'])).toEqual({ first: 3, last: 7 });
  expect(linesOf(text, ['hosts', 'docker01', 'containers', 'bbox10'])).toEqual({ first: 5, last: 5 });
  expect(linesOf(text, ['networks', 'docker01'])).toEqual({ first: 10, last: 11 });
});

it('finds nothing for what is not there, or not YAML', () => {
  expect(linesOf(text, ['hosts', 'docker03'])).toBeUndefined();
  expect(linesOf(text, [])).toBeUndefined();
  expect(linesOf('hosts: [', ['hosts', 'a'])).toBeUndefined();
});
