import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ScriptEvent, scriptOutput } from './script-output.ts';

const nonce = 'n0nce0123456789abcdef';
const says = (words: string): string => `\n@${nonce} ${words}\n`;

function read(...chunks: readonly string[]): readonly ScriptEvent[] {
  const reader = scriptOutput(nonce);
  return [...chunks.flatMap((chunk) => reader.push(chunk)), ...reader.end()];
}

/** Events with neighbouring text put together, however it was cut on its way. */
function whole(events: readonly ScriptEvent[]): readonly ScriptEvent[] {
  const result: ScriptEvent[] = [];
  for (const event of events) {
    const last = result.at(-1);
    if (last !== undefined && 'text' in last && 'text' in event && last.type === event.type) {
      result[result.length - 1] = { ...last, text: last.text + event.text };
    } else result.push(event);
  }
  return result;
}

describe("what a plan's script prints", () => {
  test('is read as steps with their output', () => {
    expect(
      read(
        `Welcome\n${says('started')}${says('begin 0')}one\ntwo${says('end 0 0 1')}`,
        `${says('begin 1')}no${says('undo 1')}cleaned\n${says('end 1 125 2')}${says('finished failed')}`,
      ),
    ).toEqual([
      { type: 'noise', text: 'Welcome\n' },
      { type: 'started' },
      { type: 'step-started', step: 0 },
      { type: 'step-output', step: 0, text: 'one\ntwo' },
      { type: 'step-ended', step: 0, exitCode: 0, command: 1 },
      { type: 'step-started', step: 1 },
      { type: 'step-output', step: 1, text: 'no' },
      { type: 'step-undoing', step: 1 },
      { type: 'step-output', step: 1, text: 'cleaned\n' },
      { type: 'step-ended', step: 1, exitCode: 125, command: 2 },
      { type: 'finished', outcome: 'failed' },
    ]);
  });

  test('output is passed on at once, without waiting for the end of a line', () => {
    const reader = scriptOutput(nonce);
    reader.push(says('begin 0'));
    expect(reader.push('Pulling 10%')).toEqual([{ type: 'step-output', step: 0, text: 'Pulling 10%' }]);
  });

  test('a line that ends as terminals end it is the same line', () => {
    expect(read(`${says('begin 0')}a\r\nb\r\n${says('end 0 0 0')}`.replace(/(?<!\r)\n/g, '\r\n'))).toEqual([
      { type: 'step-started', step: 0 },
      { type: 'step-output', step: 0, text: 'a\r\nb\r\n' },
      { type: 'step-ended', step: 0, exitCode: 0, command: 0 },
    ]);
  });

  test.each([
    '\n@wrong end 0 0 0\n',
    `@${nonce} end 0 0 0`,
    `\n@${nonce}`,
    `\n @${nonce} end 0 0 0\n`,
    `\n@${nonce.slice(0, -1)} end 0 0 0\n`,
    `\n@${nonce.toUpperCase()} end 0 0 0\n`,
  ])('%j is output and no announcement', (text) => {
    expect(whole(read(says('begin 0'), text, says('end 0 0 0')))[1]).toEqual({ type: 'step-output', step: 0, text });
  });

  test('what lanes side by side say may stand right after each other, however it is cut: no shell writes two lines at once', () => {
    const stream = `${says('started')}@${nonce} lane begin 0\n@${nonce} lane begin 1\n@${nonce} lane out 0 one\n@${nonce} lane out 1 @${nonce} end 0 0 0\n@${nonce} lane end 0 0 0\n@${nonce} lane end 1 0 0\n${says('finished done')}`;
    const once = read(stream);
    expect(once).toEqual([
      { type: 'started' },
      { type: 'step-started', step: 0 },
      { type: 'step-started', step: 1 },
      { type: 'step-output', step: 0, text: 'one\n' },
      { type: 'step-output', step: 1, text: `@${nonce} end 0 0 0\n` },
      { type: 'step-ended', step: 0, exitCode: 0, command: 0 },
      { type: 'step-ended', step: 1, exitCode: 0, command: 0 },
      { type: 'finished', outcome: 'done' },
    ]);
    for (const size of [1, 2, 3, 7]) {
      expect(read(...(stream.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []))).toEqual(once);
    }
  });

  test.each(['end 0 0', 'end x 0 0', 'end -1 0 0', 'begin', 'finished maybe', 'begin 99999999999', '', 'what 1'])(
    'an announcement that makes no sense, %j, is only text',
    (words) => {
      const [, event] = whole(read(says('begin 0'), says(words)));
      expect(event?.type).toBe('step-output');
    },
  );

  test('who holds the host is shown as one short line, whatever the host says', () => {
    const [event] = read(says(`locked ada\u001b[31m\u0007 \u202e deploys ${'x'.repeat(1000)}`));
    expect(event).toEqual({ type: 'locked', by: `ada?[31m? ? deploys ${'x'.repeat(179)}…` });
  });

  test('an announcement that never ends is not waited for', () => {
    const reader = scriptOutput(nonce);
    reader.push(says('begin 0'));
    const text = reader
      .push(`\n@${nonce} end ${'0'.repeat(5000)}`)
      .map((event) => ('text' in event ? event.text : ''))
      .join('');
    expect(text.length).toBeGreaterThan(5000);
  });

  test('a line of a megabyte passes in pieces', () => {
    const piece = '\u0000\ufffd'.repeat(500);
    const reader = scriptOutput(nonce);
    reader.push(says('begin 0'));
    for (let count = 0; count < 1000; count += 1) {
      expect(reader.push(piece)).toEqual([{ type: 'step-output', step: 0, text: piece }]);
    }
  });
});

test('however the stream is cut, it says the same', () => {
  const output = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\n', '\r', '\r\n', '\n@', `\n@${nonce}`, `@${nonce} end 0 0 0`, '\n\n', 'Downloading\r'),
  );
  fc.assert(
    fc.property(fc.array(output), fc.array(fc.nat(40)), (outputs, sizes) => {
      const stream = outputs.map((text, step) => `${says(`begin ${step}`)}${text}${says(`end ${step} 0 0`)}`).join('');
      const chunks: string[] = [];
      let rest = stream;
      for (const size of sizes) {
        chunks.push(rest.slice(0, size));
        rest = rest.slice(size);
      }
      expect(whole(read(...chunks, rest))).toEqual(whole(read(stream)));
      expect(whole(read(stream)).filter(({ type }) => type === 'step-ended')).toHaveLength(outputs.length);
    }),
  );
});
