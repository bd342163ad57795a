/** Hosts that take their time to be looked at: a question stands meanwhile, and the keyboard stays where it was. */
import { expect, test } from '../fixtures/app.ts';
import { LONG } from '../fixtures/lab-window.ts';

test('the question before Destroy has the focus on keeping the lab, while the hosts are looked at and after', async ({
  app,
}) => {
  const { page } = app;
  let goOn = (): void => undefined;
  const looked = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  // What the hosts were found to have is held back, and all that comes after it.
  await page.routeWebSocket(/.*/, (window) => {
    const program = window.connectToServer();
    let told = Promise.resolve();
    program.onMessage((message) => {
      if (message.toString().includes('"planned"')) told = told.then(() => looked);
      told = told.then(() => window.send(message));
    });
  });
  await page.reload();
  await page.getByRole('button', { name: /One network across two hosts/ }).click();
  await page.getByRole('button', { name: 'Destroy', exact: true }).click();
  const question = page.getByRole('dialog', { name: /^Destroy/ });
  await expect(question.getByRole('status')).toContainText('Looking for what this lab put on the hosts');
  const cancel = question.getByRole('button', { name: 'Cancel', exact: true });
  await expect(cancel).toBeFocused();
  await expect(question.getByRole('button', { name: 'Destroy' })).toBeDisabled();
  goOn();
  await expect(question).toContainText('Nothing of this lab is on its hosts.', { timeout: LONG });
  await expect(question.getByRole('button', { name: 'Close' }).last()).toBeFocused();
});
