import { expect, test } from '../fixtures/app.ts';

test('the system’s menu is the list of actions, and does them in the window', async ({ app }) => {
  const { page, electron } = app;
  await page.getByRole('main').waitFor();
  const labels = await electron?.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.items.map((menu) => [menu.label, menu.submenu?.items.map(({ label }) => label)]),
  );
  expect(labels?.find(([label]) => label === '&File')?.[1]).toEqual(
    expect.arrayContaining(['New lab', 'Open…', 'Save', 'Save as…', 'Export…']),
  );
  const choose = (id: string) =>
    electron?.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click(), id);
  await choose('add-host');
  await expect(page.getByText('Host is not possible now: no lab is open.')).toBeVisible();
  await choose('new-lab');
  await expect(page.getByRole('heading', { name: 'new-lab', level: 1 })).toBeVisible();
  await choose('add-host');
  await expect(page.getByRole('button', { name: /^Host docker01/ })).toBeVisible();
});
