/** Elements of XML and HTML as text: whatever a name is made of, it is a name. */

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** As content or within a double-quoted attribute. Characters that XML cannot hold are shown as a mark. */
export const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what XML has no way to write
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '\ufffd')
    .replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);

/** @param inside markup */
export function element(name: string, attributes: Attributes, ...inside: readonly string[]): string {
  const words = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(typeof value === 'number' ? rounded(value) : value)}"`],
  );
  const content = inside.join('');
  return content === '' ? `<${name}${words.join('')}/>` : `<${name}${words.join('')}>${content}</${name}>`;
}

const rounded = (value: number): string => String(Math.round(value * 100) / 100);
