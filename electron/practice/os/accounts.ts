/** Who there is by /etc/passwd and /etc/group, and their numbers. */
import type { Files } from './files/files.ts';
import type { User } from './machine.ts';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
}

/** Of one that is not there: nothing. */
export const textOf = (files: Files, path: string): string =>
  files.status(path)?.kind === 'file' ? files.read(path) : '';

const fieldsOf = (files: Files, path: string): readonly (readonly string[])[] =>
  textOf(files, path)
    .split('\n')
    .filter((line) => line.includes(':'))
    .map((line) => line.split(':'));

export const accounts = (files: Files): readonly Account[] =>
  fieldsOf(files, '/etc/passwd').map(([name = '', , uid, gid, , home = '/', shell = '/bin/sh']) => ({
    name,
    uid: Number(uid),
    gid: Number(gid),
    home,
    shell,
  }));

/** By a name, or by a number as a name. */
export const accountOf = (files: Files, written: string): Account | undefined => {
  const all = accounts(files);
  return all.find(({ name }) => name === written) ?? all.find(({ uid }) => String(uid) === written);
};

const groups = (files: Files): readonly (readonly [string, number])[] =>
  fieldsOf(files, '/etc/group').map(([name = '', , gid]) => [name, Number(gid)] as const);

export const groupName = (files: Files, gid: number): string | undefined =>
  groups(files).find(([, number]) => number === gid)?.[0];

export const groupMembers = (files: Files, group: string): readonly string[] =>
  fieldsOf(files, '/etc/group')
    .find(([name]) => name === group)?.[3]
    ?.split(',') ?? [];

/** The group of an account first, then those that it is put among, by names; a group without a name by its number. */
export function groupsOf(files: Files, { name, gid }: Pick<Account, 'name' | 'gid'>): readonly string[] {
  const others = fieldsOf(files, '/etc/group').filter(
    ([, , number, members = '']) => Number(number) !== gid && members.split(',').includes(name),
  );
  return [groupName(files, gid) ?? String(gid), ...others.map(([group = '']) => group)];
}

/** By a name, or by a number as a name. */
export function groupOf(files: Files, written: string): number | undefined {
  const found = groups(files).find(([name]) => name === written)?.[1];
  return found ?? (/^\d+$/.test(written) ? Number(written) : undefined);
}

/** The group of a process. */
export const gidOf = (files: Files, { name, uid, gid }: User): number =>
  gid ?? accounts(files).find((item) => item.name === name)?.gid ?? uid;
