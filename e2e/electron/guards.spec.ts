import { expect, test } from '../fixtures/app.ts';

test('the window has no way to the machine but the requests of our own contract', async ({ app }) => {
  const reachable = await app.page.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((name) => name in globalThis),
    trunkline: Object.keys((globalThis as unknown as { trunkline: object }).trunkline).sort(),
  }));
  expect(reachable).toEqual({
    node: [],
    trunkline: [
      'answer',
      'cancel',
      'closeTerminal',
      'dropDraft',
      'exportLab',
      'followFile',
      'hello',
      'keepDraft',
      'onAction',
      'onEvents',
      'openFile',
      'openTerminal',
      'plan',
      'practiceNow',
      'rebootPractice',
      'recentFiles',
      'resetPractice',
      'resizeTerminal',
      'run',
      'saveFile',
      'typeInTerminal',
      'verify',
    ],
  });
});

test('the window cannot be led elsewhere, open others, or be given rights', async ({ app }) => {
  const { page } = app;
  expect(page.url()).toBe('app://trunkline/');
  expect(await page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state)).toBe(
    'denied',
  );
  expect(await page.evaluate(() => window.open('about:blank') === null)).toBe(true);
  await app.electron?.evaluate(({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    contents?.once('will-navigate', (event, url) =>
      setImmediate(() => Object.assign(globalThis, { decided: [url, event.defaultPrevented] })),
    );
  });
  await page.evaluate(() => {
    location.href = 'http://127.0.0.1:9/';
  });
  await expect
    .poll(() => app.electron?.evaluate(() => (globalThis as { decided?: unknown }).decided))
    .toEqual(['http://127.0.0.1:9/', true]);
});

test('requests that do not follow the contract get no answer', async ({ app }) => {
  const refused = await app.page.evaluate(async () => {
    const { trunkline } = globalThis as unknown as { trunkline: { run(input: unknown): Promise<unknown> } };
    return trunkline.run({ plan: 7, command: 'id' }).then(
      () => 'answered',
      (error: Error) => error.message,
    );
  });
  expect(refused).toContain('not a valid run request');
});
