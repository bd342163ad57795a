/** A sentence in which what stands between backticks is code. */
export function WithCode({ text }: { readonly text: string }) {
  return text.split('`').map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
      <code key={index}>{part}</code>
    ) : (
      part
    ),
  );
}
