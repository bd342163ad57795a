import { expect, test } from '@playwright/test';
import { trunkline } from '../fixtures/cli.ts';
import { makeHome } from '../fixtures/home.ts';

test('it says how it is used, and what is wrong with a command that it does not know', async () => {
  const home = makeHome();
  expect(await trunkline(['--help'], home)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('trunkline COMMAND FILE'),
  });
  expect(await trunkline(['depoly', 'lab.yaml'], home)).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('There is no command "depoly"'),
  });
  home.dispose();
});
