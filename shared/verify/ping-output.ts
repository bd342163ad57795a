/** Reads what `pingScript` prints, as it comes: results in any order, each whole. */
export interface PingSaid {
  readonly index: number;
  readonly exitCode: number;
  /** What ping printed, on both of its streams. */
  readonly text: string;
}

export interface PingOutput {
  /** Takes what came, in pieces of any size, and returns the results that are complete with it. */
  push(chunk: string): readonly PingSaid[];
  /** Whether the script came to its end. */
  isDone(): boolean;
}

/** The script prints shorter lines. */
const LONGEST = 16_384;
const SEPARATOR = '\u001e';

export function pingOutput(nonce: string): PingOutput {
  const result = new RegExp(`^@${nonce} ping (\\d{1,9}) (\\d{1,3}) (.*)$`, 's');
  let held = '';
  let done = false;
  return {
    push(chunk) {
      const lines = (held + chunk).split('\n');
      held = (lines.pop() ?? '').slice(-LONGEST);
      done ||= lines.includes(`@${nonce} done`);
      return lines.flatMap((line) => {
        const [whole, index, exitCode, text = ''] = result.exec(line) ?? [];
        if (whole === undefined) return [];
        return [
          {
            index: Number(index),
            exitCode: Number(exitCode),
            text: text
              .split(SEPARATOR)
              .filter((said) => said !== '')
              .join('\n'),
          },
        ];
      });
    },
    isDone: () => done,
  };
}
