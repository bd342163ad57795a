/** What stands in `[…]` after a name, expanded. */
import type { Word } from 'unbash';
import { elementsOf, keyOf } from './arrays.ts';
import { joinPieces, type Piece } from './pieces.ts';
import type { Shell } from './state.ts';

/** A word outside double quotes that is not split. */
export async function wordPieces(shell: Shell, word: Word): Promise<Piece[]> {
  return await shell.interpreter.expand(
    shell,
    word.parts ?? [{ type: 'Literal', pos: word.pos, end: word.end, text: word.text, value: word.value }],
    'word',
  );
}

/** The key that a subscript comes to: those of an associative array are texts, all others are computed. @throws ShellError */
export async function keyIn(shell: Shell, name: string, index: Word): Promise<string> {
  const plain = elementsOf(shell, name)?.kind !== 'associative' && !/[$`'"\\]/.test(index.text);
  return keyOf(shell, name, plain ? index.text : joinPieces(await wordPieces(shell, index)));
}
