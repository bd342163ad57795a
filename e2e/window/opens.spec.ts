import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';

test('the window opens, says what it is, and can be used by everyone', async ({ app }) => {
  await expect(app.page).toHaveTitle(/Trunkline/);
  await expect(app.page.getByRole('main')).toBeVisible();
  await expectAccessible(app.page);
  await app.screen('opened');
});
