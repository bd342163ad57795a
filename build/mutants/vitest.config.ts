/**
 * The tests that mutants are judged by: those of everything that stands on the two folders, in one process without isolation. Those likely
 * to fail come first and those that take long are left out, since a mutant's end is the first failure.
 */
import type { ViteUserConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import usual from '../vitest.config.ts';

const ORDER = [
  '/shared/machine/',
  '/shared/lab/',
  '/shared/plan/',
  '/shared/resources',
  '/shared/',
  '/conformance/',
  '',
];
const rank = ({ moduleId }: TestSpecification): number => ORDER.findIndex((part) => moduleId.includes(part));

class NearestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve([...files].sort((a, b) => rank(a) - rank(b) || (a.moduleId < b.moduleId ? -1 : 1)));
  }
}

const config: ViteUserConfig = {
  root: new URL('../..', import.meta.url).pathname,
  test: {
    ...usual.test,
    include: [
      'shared/{machine,lab,rules}/**/*.test.ts',
      'shared/plan/{deploy,destroy,change,registry,mtu,foreign}.test.ts',
      'shared/reach/{stories,unknown-docker}.test.ts',
      'electron/practice/conformance/**/*.test.ts',
    ],
    exclude: [
      '**/*property.test.ts',
      'shared/{plan,reach}/laws.test.ts',
      'shared/lab/{edit,size,templates}.test.ts',
      'shared/reach/lessons.test.ts',
      'shared/plan/script-output.test.ts',
    ],
    isolate: false,
    fileParallelism: false,
    sequence: { sequencer: NearestFirst },
  },
};

export default config;
