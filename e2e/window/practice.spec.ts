/** Somebody without any machine: a template, one click on Deploy, and hosts to type at and to break. */
import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';
import { allPinged, destroy, pressDeploy } from '../fixtures/lab-window.ts';

async function deployedTemplate(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Two VLANs, two hosts and a router/ }).click();
  await expect(page.getByRole('button', { name: 'Practice: simulated hosts' })).toBeVisible();
  await pressDeploy(page);
  await allPinged(page, 'simulated practice hosts', 54);
}

/** Opens a terminal by double click, and waits for its prompt. */
async function terminalOn(page: Page, thing: RegExp, at: string, prompt: string) {
  await page.getByRole('button', { name: thing }).dblclick();
  const terminal = page.getByRole('region', { name: `Terminal on ${at}, simulated` });
  await expect(terminal).toContainText(prompt);
  return terminal;
}

async function type(page: Page, line: string): Promise<void> {
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
}

test('a template is deployed on practice hosts without a question, and they say what they are', async ({ app }) => {
  const { page } = app;
  await deployedTemplate(page);
  await app.screen('practice-deployed');
  await page.getByRole('button', { name: 'Practice: simulated hosts' }).click();
  await expect(page.getByRole('dialog')).toContainText('Not simulated');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await destroy(page);
});

test('what lies over the drawing goes by Escape, and by a click on the drawing, and keeps no key from it', async ({
  app,
}) => {
  const { page } = app;
  await page.getByRole('button', { name: /Two VLANs, two hosts and a router/ }).click();
  const notes = [
    { opener: page.getByRole('button', { name: 'Practice: simulated hosts' }), what: page.getByRole('dialog') },
    { opener: page.getByRole('button', { name: 'File', exact: true }), what: page.getByRole('menu') },
  ];
  for (const { opener, what } of notes) {
    await opener.click();
    await expect(what).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(what).toBeHidden();
    await opener.click();
    await expect(what).toBeVisible();
    // Where nothing is drawn.
    await page.getByRole('region', { name: 'Drawing' }).click({ position: { x: 500, y: 8 } });
    await expect(what).toBeHidden();
  }
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Find anything' })).toBeVisible();
});

test('a practice host that stands otherwise than a bond on it needs is set up again from the plan', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: /One network across two hosts/ }).click();
  await page.getByRole('button', { name: 'Plan', exact: true }).click();
  const plan = page.getByRole('tabpanel', { name: 'Plan' });
  await expect(plan.getByRole('region', { name: 'Plan for docker01' })).toBeVisible();
  await page.getByRole('button', { name: /^Host docker01/ }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Bond' }).click();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Plan', exact: true }).click();
  await expect(plan).toContainText('Our SSH connection comes in on');
  await plan.getByRole('button', { name: 'Set this host up again' }).first().click();
  await expect(plan).not.toContainText('Our SSH connection comes in on');
});

test('typed at a host and in a container, side by side', async ({ app }) => {
  const { page } = app;
  await deployedTemplate(page);
  const container = await terminalOn(page, /^Container bbox10 on docker01/, 'docker01/bbox10', '/ #');
  await type(page, 'ping -c 1 172.16.20.21');
  await expect(container).toContainText('1 packets transmitted, 1 packets received');
  const host = await terminalOn(page, /^Host docker02/, 'docker02', 'root@docker02:~#');
  await type(page, 'docker ps');
  await expect(host).toContainText('bbox21');
  // The shell knows names, and what was typed before.
  await page.keyboard.type('docker inspect -f {{.Name}} bbox2');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(host).toContainText('/bbox21');
  await expectAccessible(page);
  await app.screen('practice-terminals');
  await page.keyboard.press('F6');
  await expect(page.getByRole('button', { name: 'Close the terminal on docker02' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(host).toBeHidden();
  await expect(container).toBeVisible();
});

test('what a student breaks is seen on the drawing at once, and gone when it is mended', async ({ app }) => {
  const { page } = app;
  await deployedTemplate(page);
  await terminalOn(page, /^Host docker01/, 'docker01', 'root@docker01:~#');
  await type(page, 'ip link set ens33.10 down');
  const sub = page.getByRole('button', { name: /^Interface ens33\.10 on docker01/ });
  await expect(sub).toHaveAttribute('data-state', 'differs');
  await page.getByRole('tab', { name: 'Reachability' }).click();
  const pair = page.getByRole('button', { name: /^docker01\/bbox10 to docker02\/bbox11:/ });
  await expect(pair).toHaveAttribute('data-verdict', 'disagrees');
  await pair.click();
  await expect(page.getByRole('note', { name: 'What has changed' })).toBeVisible();
  // The packet gets no further than to what is down, and its way says so.
  await expect(page.getByRole('list', { name: 'Way of the request' }).getByRole('listitem').last()).toHaveAttribute(
    'data-outcome',
    'stop',
  );
  await app.screen('practice-broken');

  await page.getByRole('tab', { name: 'Terminal' }).click();
  await page.getByRole('region', { name: 'Terminal on docker01, simulated' }).click();
  await type(page, 'ip link set ens33.10 up');
  await expect(sub).toHaveAttribute('data-state', 'present');
  await page.getByRole('tab', { name: 'Reachability' }).click();
  await expect(pair).toHaveAttribute('data-verdict', 'reachable');
});

test('a host that a student has wrecked is broken alone, and can be had as new', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: /One network across two hosts/ }).click();
  const broken = await terminalOn(page, /^Host docker01/, 'docker01', 'root@docker01:~#');
  await type(page, 'rm -rf /* 2>/dev/null; ls');
  await expect(broken).toContainText('ls: command not found');
  const other = await terminalOn(page, /^Host docker02/, 'docker02', 'root@docker02:~#');
  await type(page, 'hostname');
  await expect(other).toContainText('docker02');

  await page.getByRole('button', { name: 'Plan', exact: true }).click();
  // It is said once, and what cures it beside it.
  await expect(page.getByText('docker01 has no POSIX shell (sh), which every step needs.')).toHaveCount(1);
  const reset = page.getByRole('tabpanel', { name: 'Plan' }).getByRole('button', { name: 'Set this host up again' });
  await reset.click();
  for (const host of ['docker01', 'docker02'])
    await expect(page.getByRole('region', { name: `Plan for ${host}` })).toContainText('changes');
  await expect(reset).toBeHidden();
});
