/** Keys that are pressed before what they are meant for is there. */
import type { Page } from '@playwright/test';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expect, test } from '../fixtures/app.ts';
import { choosePractice } from '../fixtures/lab-window.ts';

test.use({ labFile: vlansTwoHosts.text });

/** Holds back what is fetched under such a name until the answer is called. */
async function heldBack(page: Page, name: RegExp): Promise<() => void> {
  let come = (): void => undefined;
  const typed = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route(name, async (route) => {
    await typed;
    await route.continue();
  });
  return come;
}

test('what is typed right after Ctrl+K is found and done, though the field comes later', async ({ app: { page } }) => {
  const docker02 = page.getByRole('button', { name: /^Host docker02/ });
  await docker02.click();
  const come = await heldBack(page, /CommandPalette/);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('bbox12', { delay: 0 });
  await page.keyboard.press('Backspace');
  await page.keyboard.type('1');
  come();
  const field = page.getByRole('textbox', { name: 'Find anything' });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('bbox11');
  await page.keyboard.type(' ');
  await expect(field).toHaveValue('bbox11 ');
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();

  // Nothing of that went to what had the focus before, and the name is looked for anew.
  await expect(page.getByRole('button', { name: /^Undo/ })).toHaveCount(0);
  await page.getByRole('button', { name: /^Host docker01/ }).click();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('bbox11');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'bbox11', level: 2 })).toBeVisible();
});

test('what is dropped before that which moves it has come is moved when it has', async ({ app: { page } }) => {
  const come = await heldBack(page, /\/hold-/);
  const bbox10 = page.getByRole('button', { name: /^Container bbox10 on docker01/ });
  await bbox10.hover();
  await page.mouse.down();
  await page.getByRole('button', { name: /^Network mac_net20 on docker02/ }).hover();
  await page.mouse.up();
  await expect(bbox10).toBeVisible();
  come();
  await expect(page.getByRole('button', { name: /^Container bbox10 on docker02, 172\.16\.20\./ })).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'Undo move bbox10 to mac_net20 on docker02', exact: true }),
  ).toBeVisible();
});

test('what is typed right after Move to… or Connect… is looked for and done, though the sheet comes later', async ({
  app: { page },
}) => {
  await page.getByRole('button', { name: /^Container bbox10 on docker01/ }).click();
  const come = await heldBack(page, /HoldSheet/);
  await page.keyboard.press('m');
  await page.keyboard.type('mac_net21', { delay: 0 });
  await page.keyboard.press('Backspace');
  await page.keyboard.type('0');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  come();
  await expect(page.getByRole('button', { name: /^Container bbox10 on docker02, 172\.16\.20\.22/ })).toBeVisible();

  await page.keyboard.press('l');
  await page.keyboard.type('mac_net10 on docker02', { delay: 0 });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Undo connect bbox10 to mac_net10 on docker02' })).toBeVisible();
});

test('what is typed right after Connect many… or Renumber… stands in its field, and Enter answers', async ({
  app: { page },
}) => {
  await page.getByRole('button', { name: /^Network mac_net20 on docker01/ }).click();
  const come = await heldBack(page, /ManySheet|RenumberSheet/);
  await page.keyboard.press('Shift+L');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('02', { delay: 0 });
  come();
  const many = page.getByRole('dialog', { name: 'Connect many' });
  await expect(many.getByRole('textbox', { name: 'With names like' })).toHaveValue('docker02');
  await page.keyboard.press('Escape');
  await expect(many).toBeHidden();

  await page.keyboard.press('Shift+M');
  for (const _ of '20.0.0/16') await page.keyboard.press('Backspace');
  await page.keyboard.type('99.0.0/16', { delay: 0 });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Renumber' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Undo move mac_net20 to 10.99.20.0/24' })).toBeVisible();
});

test('Escape gives up a sheet that is not there yet', async ({ app: { page } }) => {
  const docker02 = page.getByRole('button', { name: /^Host docker02/ });
  await docker02.click();
  const come = await heldBack(page, /KeySheet/);
  await page.keyboard.press('?');
  await page.keyboard.press('Escape');
  const fetched = page.waitForResponse(/KeySheet/);
  come();
  await fetched;
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // The key was for the sheet alone.
  await expect(docker02).toHaveAttribute('aria-pressed', 'true');
});

test('what is typed right after a terminal was asked for is typed in it, and draws nothing', async ({
  app: { page },
}) => {
  await choosePractice(page);
  let come = (): void => undefined;
  const typed = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route(/\/screen-.*\.js/, async (route) => {
    await typed;
    await route.continue();
  });
  await page.getByRole('button', { name: /^Host docker01/ }).click();
  await page.keyboard.press('Control+Enter');
  await page.keyboard.type('hostnane', { delay: 0 });
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('me');
  await page.keyboard.press('Enter');
  come();
  const terminal = page.getByRole('region', { name: 'Terminal on docker01, simulated' });
  // Its prompt, the command and the answer.
  await expect(terminal).toContainText(/hostname\s*docker01\s*root@docker01/);
  await expect(page.getByRole('button', { name: /^Undo/ })).toHaveCount(0);
});
