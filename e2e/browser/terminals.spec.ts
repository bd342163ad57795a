import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expect, test } from '../fixtures/app.ts';
import { choosePractice } from '../fixtures/lab-window.ts';

test.use({ labFile: vlansTwoHosts.text });

test('a terminal takes the colours of the window, also when they change while it is open', async ({ app }) => {
  const { page } = app;
  await page.emulateMedia({ colorScheme: 'light' });
  await choosePractice(page);
  await page.getByRole('button', { name: /^Host docker02/ }).dblclick();
  const terminal = page.getByRole('region', { name: 'Terminal on docker02, simulated' });
  await expect(terminal).toContainText('root@docker02:~#');
  const paper = () =>
    terminal.evaluate((element) => {
      const screen = element.querySelector('.xterm-scrollable-element');
      return screen && getComputedStyle(screen).backgroundColor;
    });
  await expect.poll(paper).toBe('rgb(255, 255, 255)');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(paper).not.toBe('rgb(255, 255, 255)');
});

test('a terminal is of one window: another has none of it, and it ends some seconds after its own was closed', async ({
  app,
}) => {
  // Two windows, and the seconds in which one is expected back.
  test.slow();
  const { page } = app;
  await choosePractice(page);
  const other = await app.secondWindow();
  await choosePractice(other);
  await other.getByRole('button', { name: /^Host docker02/ }).dblclick();
  const terminal = other.getByRole('region', { name: 'Terminal on docker02, simulated' });
  await expect(terminal).toContainText('root@docker02:~#');
  await other.keyboard.type('echo $$ > /tmp/shell; trap "" TERM');
  await other.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Host docker02/ }).dblclick();
  const own = page.getByRole('region', { name: 'Terminal on docker02, simulated' });
  await expect(own).toHaveCount(1);
  // Whoever types before there is a prompt types past it.
  await expect(own).toContainText('root@docker02:~#');
  await own.click();
  await page.keyboard.type('kill -0 $(cat /tmp/shell) && echo there-$?');
  await page.keyboard.press('Enter');
  await expect(own).toContainText('there-0');
  await other.close();
  await expect(async () => {
    await page.keyboard.type('clear; kill -0 $(cat /tmp/shell) 2>/dev/null || echo gone-$?');
    await page.keyboard.press('Enter');
    await expect(own).toContainText('gone-1', { timeout: 1_000 });
  }).toPass({ timeout: 40_000 });
});
