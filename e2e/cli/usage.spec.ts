import { expect, test } from '@playwright/test';
import { templateNamed } from '../../shared/lab/templates.ts';
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
  expect(await trunkline(['--version'], home)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
  home.dispose();
});

test('- is standard input', async () => {
  const home = makeHome();
  const input = templateNamed('macvlan-two-hosts')?.text ?? '';
  expect(await trunkline(['validate', '-'], home, { input })).toMatchObject({ code: 0, stdout: 'No problems.\n' });
  const wrong = await trunkline(['predict', '-'], home, { input: 'trunkline: 1\nname: A b\n' });
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringMatching(/^standard input:\d+:\d+: error: /) });
  home.dispose();
});
