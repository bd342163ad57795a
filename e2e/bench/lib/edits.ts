/** Edits as a person makes them, and how long the drawing takes to have each. */
import type { Page } from '@playwright/test';
import { type Drawn, editUntil } from './in-browser.ts';

/** Of each kind of edit the times that it took, in milliseconds. */
export type EditTimes = ReadonlyMap<string, readonly number[]>;

/** On so many hosts each. */
const HOSTS = ['node02', 'node04', 'node06', 'node08'];

/** Each by the field, the button or the key that a person would take, on a folded drawing as on a whole one. */
export async function editTimes(page: Page): Promise<EditTimes> {
  const times = new Map<string, number[]>();
  const timed = async (what: string, act: () => Promise<void>, drawn: Drawn): Promise<void> => {
    times.set(what, [...(times.get(what) ?? []), await editUntil(page, act, drawn)]);
  };
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const entered = async (label: string, text: string): Promise<() => Promise<void>> => {
    await inspector.getByLabel(label, { exact: true }).fill(text);
    return () => page.keyboard.press('Enter');
  };
  const add = page.getByRole('toolbar', { name: 'Palette' }).getByRole('button', { name: 'Container', exact: true });
  await page.getByRole('tab', { name: /^YAML/ }).click();
  for (const [index, host] of HOSTS.entries()) {
    await page.locator(`[data-thing=${host}]`).dispatchEvent('click');
    await inspector.getByRole('heading', { name: host }).waitFor();
    await timed('a host renamed', await entered('Name', `host${index}`), {
      selector: `[data-thing=host${index}]`,
      words: '',
    });
    await timed('a container added', () => add.click(), made(index, 'bbox'));
    // Its name stands ready to be typed over.
    await page.keyboard.press('Escape');
    const line = page.locator('.cm-marked', { hasText: 'bbox' });
    await line.waitFor();
    const address = (await inspector.getByLabel('Address', { exact: true }).inputValue()).replace(/\d+$/, '');
    await timed('an address entered', await entered('Address', `${address}99`), made(index, ` ${address}99,`));
    await line.filter({ hasText: `${address}99` }).click();
    await page.keyboard.press('End');
    for (const _ of ' } }') await page.keyboard.press('ArrowLeft');
    await timed('a key in the YAML', () => page.keyboard.press('Backspace'), made(index, ` ${address}9,`));
    await timed('undone', () => page.keyboard.press('Control+z'), made(index, ` ${address}99,`));
  }
  return times;
}

/** The container that was added there is the chosen one. */
const made = (index: number, words: string): Drawn => ({
  selector: `[data-thing^="host${index}/"][data-kind=container][data-selected=true]`,
  words,
});
