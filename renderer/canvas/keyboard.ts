/** Arrow keys on the drawing: the nearest thing in that direction takes the focus, across hosts and segments. */
const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export const stepOf = (key: string): readonly [number, number] | undefined => DIRECTIONS[key];

interface Centre {
  readonly x: number;
  readonly y: number;
}

/** The index of the nearest centre in a direction; what lies off to the side counts double. */
export function nearestInDirection(
  from: Centre,
  centres: readonly Centre[],
  [dx, dy]: readonly [number, number],
): number {
  let best = -1;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const [index, centre] of centres.entries()) {
    const along = (centre.x - from.x) * dx + (centre.y - from.y) * dy;
    const aside = Math.abs((centre.x - from.x) * dy) + Math.abs((centre.y - from.y) * dx);
    if (along < 2 || aside > along * 3) continue;
    const cost = along + 2 * aside;
    if (cost < bestCost) {
      best = index;
      bestCost = cost;
    }
  }
  return best;
}

/** True: the focus moved. */
export function moveFocus(canvas: HTMLElement, key: string): boolean {
  const direction = DIRECTIONS[key];
  const focused = document.activeElement;
  if (!direction || !(focused instanceof HTMLElement) || focused.dataset.thing === undefined) return false;
  const others = [...canvas.querySelectorAll<HTMLElement>('[data-thing]')].filter((element) => element !== focused);
  const from = centreOf(focused);
  // A bar is as near as its nearest place, though its middle may be far off.
  const target =
    others[
      nearestInDirection(
        from,
        others.map((other) => beside(other, from, direction)),
        direction,
      )
    ];
  target?.focus();
  return target !== undefined;
}

function beside(element: HTMLElement, from: Centre, [dx]: readonly [number, number]): Centre {
  const { left, top, width, height } = element.getBoundingClientRect();
  const within = (value: number, least: number, size: number): number =>
    Math.min(Math.max(value, least + size / 4), least + (size * 3) / 4);
  return dx === 0
    ? { x: within(from.x, left, width), y: top + height / 2 }
    : { x: left + width / 2, y: within(from.y, top, height) };
}

function centreOf(element: HTMLElement): Centre {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}
