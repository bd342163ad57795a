/** The words of a command line as getopt_long takes them apart: `-LINPUT`, `-dport` and `-nvL` are several. */

/** Options of one letter: `:` takes a value, `?` takes the word behind it only if that stands directly at the letter. */
const LETTERS: Readonly<Record<string, '' | ':' | '?'>> = {
  ...{ A: ':', D: ':', R: ':', I: ':', E: ':', N: ':', P: ':', o: ':', p: ':', s: ':', d: ':', j: ':', g: ':', i: ':' },
  ...{ t: ':', m: ':', c: ':', L: '?', S: '?', F: '?', Z: '?', X: '?', V: '', h: '?', f: '', b: '', v: '', n: '' },
  ...{ x: '', '4': '', '6': '', w: '?', W: '?', M: ':' },
};

/** One word for each option and value. An unknown letter is left as an option of its own. */
export function takenApart(words: readonly string[]): readonly string[] {
  const apart: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!/^-[^-]/.test(word)) {
      apart.push(word);
      continue;
    }
    for (let letter = 1; letter < word.length; letter += 1) {
      const name = word.charAt(letter);
      const kind = LETTERS[name];
      apart.push(`-${name}`);
      if (kind === undefined || kind === '') continue;
      const rest = word.slice(letter + 1);
      // `-w5` waits five seconds; `-vnL` has nothing behind it.
      if (rest !== '') apart.push(rest);
      else if (kind === ':' && at + 1 < words.length) {
        at += 1;
        apart.push(words[at] ?? '');
      }
      break;
    }
  }
  return apart;
}

export const isLetter = (word: string): boolean => /^-[^-]$/.test(word) && LETTERS[word.charAt(1)] !== undefined;

/** Long options may be shortened as long as it is clear which one is meant. */
export function whole(said: string, known: readonly string[]): string {
  if (!said.startsWith('--') || known.includes(said)) return said;
  const meant = known.filter((name) => name.startsWith(said));
  return meant.length === 1 ? (meant[0] ?? said) : said;
}
