import { expect, test } from 'vitest';
import { MADE_FOR } from '../../shared/lab/limits.ts';
import { scripted } from './testing/scripted.ts';

const segments = Array.from({ length: MADE_FOR.segments + 1 }, (_, at) => `  s${at}:\n`).join('');
const LARGE = `trunkline: 1\nname: large\nsegments:\n${segments}`;
const told =
  /^lab\.yaml.*warning: The lab has 501 segments, and Trunkline is made for up to 500|^warning: The lab has 501/;

test.each([['predict'], ['plan'], ['verify'], ['deploy', '--yes'], ['destroy', '--yes']])(
  '%s says first that a lab is larger than the program is made for',
  async (command, ...options) => {
    const refused = { kind: 'refused', problems: [] } as const;
    const { said } = await scripted(
      [command, 'lab.yaml', ...options],
      { plan: refused, verify: refused },
      { file: LARGE },
    );
    expect(said[0]).toMatch(told);
    expect(said.filter((line) => told.test(line))).toHaveLength(1);
  },
);
