import classes from './CutName.module.css';

/** A name of so many letters has room in every box; of a longer one this end is always told. */
const SHORT = 8;
const END = 4;

/** A name that is cut in its middle where it has no room: its end tells it from its neighbours. For a box that is a flex row. */
export function CutName({ name }: { readonly name: string }) {
  const at = name.length > SHORT ? name.length - END : name.length;
  return (
    <>
      <span className={classes.begin}>{name.slice(0, at)}</span>
      {name.slice(at)}
    </>
  );
}
