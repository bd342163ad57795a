/** `$NAME`, `${NAME:-else}` and quotes in the words of a Dockerfile, as the builder takes them. */

/** @param settings by name; what is not there is empty */
export function substituted(word: string, settings: Readonly<Record<string, string>>): string {
  let said = '';
  for (let at = 0; at < word.length; ) {
    const letter = word[at];
    if (letter === "'") {
      const end = word.indexOf("'", at + 1);
      said += word.slice(at + 1, end < 0 ? undefined : end);
      at = end < 0 ? word.length : end + 1;
    } else if (letter === '\\') {
      said += word[at + 1] ?? '';
      at += 2;
    } else if (letter === '"') at += 1;
    else if (letter === '$') {
      const [whole = '$', value] = variableAt(word.slice(at), settings);
      said += value;
      at += whole.length;
    } else {
      said += letter;
      at += 1;
    }
  }
  return said;
}

function variableAt(text: string, settings: Readonly<Record<string, string>>): readonly [string, string] {
  const plain = /^\$(\w+)/.exec(text);
  if (plain) return [plain[0], settings[plain[1] ?? ''] ?? ''];
  const braced = /^\$\{(\w+)(?::([-+])([^}]*))?\}/.exec(text);
  if (!braced) return ['$', '$'];
  const [whole, name = '', how, other = ''] = braced;
  const value = settings[name] ?? '';
  if (how === undefined) return [whole, value];
  const isOther = how === '-' ? value === '' : value !== '';
  return [whole, isOther ? substituted(other, settings) : how === '-' ? value : ''];
}
