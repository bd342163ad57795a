/** The things of the open lab that are looked for. */
import type { Lab } from '../../shared/lab/lab.ts';
import { containerId, interfaceId } from '../../shared/lab/lab.ts';
import { useDocument } from '../store/document/document-store.ts';
import { useSearch } from '../store/search.ts';
import { memo, useDerived } from './derive.ts';

const NOTHING: readonly string[] = [];

const foundFor = memo((lab: Lab | undefined, text: string): readonly string[] => {
  const wanted = text.trim().toLowerCase();
  if (!lab || wanted === '') return NOTHING;
  const found: string[] = [];
  const look = (id: string, ...words: readonly (string | undefined)[]): void => {
    if (words.some((word) => word?.toLowerCase().includes(wanted))) found.push(id);
  };
  for (const host of lab.hosts) {
    look(host.name, host.name, host.ssh.address);
    for (const item of host.containers) {
      look(containerId(host.name, item.name), item.name, ...item.attachments.map(({ address }) => address));
    }
    for (const item of host.interfaces)
      if (item.address) look(interfaceId(host.name, item.name), item.name, item.address);
  }
  for (const { name, subnet } of lab.networks) look(name, name, subnet);
  for (const { name } of lab.segments) look(name, name);
  return found;
});

export const found = (): readonly string[] => foundFor(useDocument.getState().lab, useSearch.getState().text);

export const useFound = (): readonly string[] => {
  const text = useSearch((state) => state.text);
  return useDerived(() => foundFor(useDocument.getState().lab, text));
};
