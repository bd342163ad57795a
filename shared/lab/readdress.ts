/** Every place of a lab that says an address or a subnet, and the edits that make each of them say another one. */
import { type Data, isList, isMap, type Path } from './data.ts';
import { set } from './edit/edits.ts';
import type { Edit } from './edit/language.ts';
import type { Lab } from './lab.ts';
import { labData, toLab } from './things/model.ts';
import { type FilePlace, formOf, labPlace, long } from './things/place.ts';

/** @param to what an address or a subnet is from now on; undefined: as it was */
export type Readdress = (text: string) => string | undefined;

/** The lab with other addresses, whichever of its keys say them. How hosts are reached by SSH is no part of the drawing, and stays. */
export function readdress(lab: Lab, to: Readdress): { readonly lab: Lab; readonly edits: readonly Edit[] } {
  const edits: Edit[] = [];
  const data = walk(labPlace(), labData(lab), [], { to, edits });
  return { lab: edits.length === 0 ? lab : toLab(data), edits };
}

interface Work {
  readonly to: Readdress;
  readonly edits: Edit[];
}

function walk(place: FilePlace, given: Data, path: Path, work: Work): Data {
  const data = long(place, given) ?? null;
  const form = formOf(place, data);
  if (typeof data === 'string') return said(form.note.addresses ?? place.note.addresses, data, path, work);
  if (isList(data)) {
    const { item } = form;
    return item === undefined ? data : data.map((value, index) => walk(item, value, [...path, index], work));
  }
  if (!isMap(data)) return data;
  return new Map(
    [...data].map(([key, value]): [string, Data] => {
      const inner = form.keys === undefined ? form.entry : form.keys.get(key);
      return [key, inner === undefined ? value : walk(inner, value, [...path, key], work)];
    }),
  );
}

function said(is: true | undefined, text: string, path: Path, { to, edits }: Work): string {
  const next = is === undefined ? undefined : to(text);
  if (next === undefined || next === text) return text;
  edits.push(set(path, next));
  return next;
}
