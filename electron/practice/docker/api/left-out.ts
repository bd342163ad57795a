/** Fields of Go's structs that JSON leaves out while they are empty (`omitempty`), and that templates find nevertheless. */

/** @param fields with what each is when it is empty */
export function withLeftOut(
  fields: Readonly<Record<string, unknown>>,
  json: Record<string, unknown>,
): Record<string, unknown> {
  for (const [name, value] of Object.entries(fields))
    if (!Object.hasOwn(json, name)) Object.defineProperty(json, name, { value, enumerable: false });
  return json;
}
