/**
 * How many characters two texts begin and end with alike; no character counts for both ends. In UTF-16 units.
 * @param start so many at their beginning are known to be alike
 * @param same likewise, at their end
 */
export function commonEnds(before: string, after: string, start = 0, same = 0): readonly [start: number, same: number] {
  const most = Math.min(before.length, after.length);
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  same = Math.min(same, most - start);
  while (
    same < most - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  )
    same++;
  return [start, same];
}
