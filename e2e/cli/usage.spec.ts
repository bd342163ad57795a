import { expect, test } from '@playwright/test';
import { trunkline } from '../fixtures/cli.ts';
import { makeHome } from '../fixtures/home.ts';

test('without a command it says how it is used', async () => {
  const home = makeHome();
  const { stdout, stderr } = await trunkline([], home);
  expect(stdout + stderr).toContain('trunkline COMMAND FILE');
  home.dispose();
});
