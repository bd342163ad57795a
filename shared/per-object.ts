/**
 * What follows from an object that never changes: computed once for each, and forgotten with it.
 * @param make asked again only for another object, also when it found nothing
 */
export function perObject<K extends object, V>(make: (of: K) => V): (of: K) => V {
  const made = new WeakMap<K, { readonly value: V }>();
  return (of) => {
    const known = made.get(of);
    if (known !== undefined) return known.value;
    const value = make(of);
    made.set(of, { value });
    return value;
  };
}
