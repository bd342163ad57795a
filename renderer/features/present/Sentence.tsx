import classes from './Present.module.css';

const TAGGED = /((?:tag|VLAN) \d+)/;

/** A sentence in which every tag wears its hue. */
export function Sentence({ text }: { readonly text: string }) {
  return text.split(TAGGED).map((part, index) => {
    const tag = TAGGED.test(part) ? part.split(' ')[1] : undefined;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
      <span key={index}>
        {tag === undefined ? (
          part
        ) : (
          <b className={classes.tag} data-vlan={tag}>
            {part}
          </b>
        )}
      </span>
    );
  });
}
