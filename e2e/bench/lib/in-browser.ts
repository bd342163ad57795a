/** What a person would feel of a page, measured in it. */
import type { CDPSession, Page } from '@playwright/test';

/** Frames a second while something goes on. */
export async function framesDuring(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const counter = { frames: 0, begun: performance.now(), on: true };
    (window as unknown as { counter: typeof counter }).counter = counter;
    const count = (): void => {
      counter.frames++;
      if (counter.on) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  await work();
  return page.evaluate(() => {
    const { counter } = window as unknown as { counter: { frames: number; begun: number; on: boolean } };
    counter.on = false;
    return (counter.frames * 1000) / (performance.now() - counter.begun);
  });
}

const STEPS = 60;

/** By the wheel, over the middle of the window. */
export const pan = (page: Page): Promise<number> =>
  framesDuring(page, async () => {
    await page.mouse.move(500, 250);
    for (let step = 0; step < STEPS; step++) await page.mouse.wheel(step % 20 < 10 ? 8 : -8, step % 2 === 0 ? 6 : -6);
  });

export async function drag(page: Page, selector: string): Promise<number> {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`${selector} is not seen`);
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 14)];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const frames = await framesDuring(page, async () => {
    for (let step = 0; step < STEPS; step++) await page.mouse.move(x + step, y + (step % 20));
  });
  await page.mouse.up();
  return frames;
}

/** In bytes, after what nobody holds has been taken away. */
export async function heap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

/** From a click to the frame that shows what it did, in milliseconds. `shown` is a heading in the inspector, or beside the matrix. */
export const clickUntil = (page: Page, selector: string, shown: string): Promise<number> =>
  page.evaluate(
    ([what = '', wanted = '']) =>
      new Promise<number>((resolve, reject) => {
        const element = document.querySelector<HTMLElement>(what);
        if (!element) return reject(new Error(`no ${what}`));
        const begun = performance.now();
        element.click();
        const look = (): void => {
          const there = [...document.querySelectorAll('aside h2, section h2')].some(
            ({ textContent }) => textContent === wanted,
          );
          if (there) requestAnimationFrame(() => resolve(performance.now() - begun));
          else requestAnimationFrame(look);
        };
        look();
      }),
    [selector, shown],
  );

/** A thing of the drawing, and words that it has there. */
export interface Drawn {
  readonly selector: string;
  readonly words: string;
}

/**
 * From the key or the click with which `act` ends to the frame in which the drawing has what it did, in milliseconds: from the
 * time that the event itself tells, so that what is still at work then is counted too.
 */
export async function editUntil(page: Page, act: () => Promise<void>, drawn: Drawn): Promise<number> {
  const edit = await page.evaluateHandle(({ selector, words }) => {
    let begun = Number.NaN;
    for (const kind of ['keydown', 'click'])
      addEventListener(kind, ({ timeStamp }) => (begun = timeStamp), { capture: true, once: true });
    const there = (): boolean =>
      [...document.querySelectorAll(`section[aria-label="Drawing"] ${selector}`)].some(({ textContent }) =>
        textContent.includes(words),
      );
    const took = new Promise<number>((resolve) => {
      const look = (): void => {
        if (there()) requestAnimationFrame(() => resolve(performance.now() - begun));
        else requestAnimationFrame(look);
      };
      look();
    });
    return { took };
  }, drawn);
  await act();
  return edit.evaluate(({ took }) => took);
}

/**
 * When a button whose words begin so was on the screen first, in milliseconds since the visit began. The page looks by itself: finding
 * things by role takes as long as the page does on a slow processor.
 */
export const buttonShown = (page: Page, words: string): Promise<number> =>
  page
    .waitForFunction(
      (wanted) =>
        [...document.querySelectorAll('button')].some(({ textContent }) => textContent.includes(wanted)) &&
        performance.now(),
      words,
      { polling: 'raf', timeout: 120_000 },
    )
    .then((handle) => handle.jsonValue() as Promise<number>);

/** How long the window's own thread is at work, in milliseconds of its processor's time: without its waits, though a busy machine works slower too. */
export async function workOf<T>(
  session: CDPSession,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly work: number }> {
  await session.send('Performance.disable');
  await session.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' });
  await session.send('Performance.enable');
  const before = await busy(session);
  const result = await work();
  return { result, work: (await busy(session)) - before };
}

async function busy(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}
