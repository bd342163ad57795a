import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pingOutput } from './ping-output.ts';

const nonce = 'n0nce0123456789abcdef';
const says = (index: number, text: string): string =>
  `\n@${nonce} ping ${index} 1 ${text.replaceAll('\n', '\u001e')}\u001e\n`;

test('however the stream is cut, it says the same', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\u001e', '').replaceAll('\n', '')),
    fc.constantFrom('', 'a\nb', `@${nonce}`, `@${nonce} ping 9 1 x`),
  );
  fc.assert(
    fc.property(fc.array(text), fc.array(fc.nat(60)), (texts, sizes) => {
      const stream = `${texts.map((said, index) => says(index, said)).join('')}\n@${nonce} done\n`;
      const reader = pingOutput(nonce);
      const heard = [];
      let rest = stream;
      for (const size of sizes) {
        heard.push(...reader.push(rest.slice(0, size)));
        rest = rest.slice(size);
      }
      heard.push(...reader.push(rest));
      expect(heard).toEqual(texts.map((said, index) => ({ index, exitCode: 1, text: said })));
      expect(reader.isDone()).toBe(true);
    }),
  );
});

test('what is said between results is passed over', () => {
  const reader = pingOutput(nonce);
  expect(reader.push(`Welcome!\n${says(3, 'hello')}Terminated\n`)).toEqual([{ index: 3, exitCode: 1, text: 'hello' }]);
  expect(reader.isDone()).toBe(false);
});

test('a host that only prints rubbish is not remembered for ever', () => {
  const reader = pingOutput(nonce);
  for (let count = 0; count < 200; count += 1) expect(reader.push('x'.repeat(10_000))).toEqual([]);
  expect(reader.push(says(0, 'after all'))).toHaveLength(1);
});
