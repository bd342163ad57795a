import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { readWindowState } from '../../electron/desktop/window-state.ts';
import { expect, test } from '../fixtures/app.ts';
import { electronArguments, packagedProgram } from '../fixtures/shells.ts';

test('the packaged program cannot be turned into something else from outside', async () => {
  const wire = await getCurrentFuseWire(packagedProgram());
  // The wire holds the digits as characters.
  const isOn = (fuse: FuseV1Options): boolean => String.fromCharCode(wire[fuse] ?? 0) === '1';
  expect({
    runAsNode: isOn(FuseV1Options.RunAsNode),
    nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    onlyFromAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
    asarIntegrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
  }).toEqual({ runAsNode: false, nodeOptions: false, onlyFromAsar: true, asarIntegrity: true });
});

test('a second start shows the window that is there', async ({ app }) => {
  await app.page.getByRole('main').waitFor();
  await app.electron?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  const second = spawn(packagedProgram(), electronArguments(app.home), { env: app.home.env, stdio: 'ignore' });
  expect(await once(second, 'exit')).toEqual([0, null]);
  const windows = await app.electron?.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.isMinimized()),
  );
  expect(windows).toEqual([false]);
});

test('the window opens where it was closed', async ({ app }) => {
  await app.page.getByRole('main').waitFor();
  const bounds = { x: 40, y: 60, width: 1100, height: 720 };
  await app.electron?.evaluate(
    ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted),
    bounds,
  );
  // The display moves a window in its own time.
  await expect
    .poll(() => app.electron?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds()))
    .toEqual(bounds);

  const ended = app.electron?.waitForEvent('close');
  await app.electron?.evaluate(({ BrowserWindow }) => {
    setImmediate(() => BrowserWindow.getAllWindows()[0]?.close());
  });
  await ended;
  expect((await readWindowState(join(app.home.path, 'profile', 'window.json')))?.bounds).toEqual(bounds);
});
