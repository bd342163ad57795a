/**
 * `PATH:LINE`, as grep shows the lines of several files.
 * @param known the paths that were asked for, where one of them has a colon itself
 */
export function linesByFile(text: string, known?: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const most = Math.max(0, ...[...(known ?? [])].map((path) => path.split(':').length - 1));
  const files = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const end = endOfPath(line, known, most);
    if (end === -1) continue;
    const path = line.slice(0, end);
    const lines = files.get(path) ?? [];
    lines.push(line.slice(end + 1));
    files.set(path, lines);
  }
  return files;
}

/** @param most colons in a path; -1: the line is of no file */
function endOfPath(line: string, known: ReadonlySet<string> | undefined, most: number): number {
  let end = line.indexOf(':');
  if (known === undefined) return end;
  for (let colons = 0; end !== -1 && colons <= most; colons += 1) {
    if (known.has(line.slice(0, end))) return end;
    end = line.indexOf(':', end + 1);
  }
  return -1;
}
