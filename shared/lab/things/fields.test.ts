import { expect, it } from 'vitest';
import { fieldNamed, fieldsOf } from './fields.ts';
import { type FilePlace, labPlace } from './place.ts';

it('every key of the lab file has a field: a label, and an example where something is typed', () => {
  const without: string[] = [];
  const walk = (place: FilePlace, path: string): void => {
    for (const [key, inner] of place.keys ?? []) {
      const { field } = inner.note;
      const typed = inner.keys === undefined && inner.entry === undefined && inner.item === undefined;
      if (field === undefined || field.label === '') without.push(`${path}.${key}`);
      else if (typed && inner.forms !== undefined && field.example === undefined)
        without.push(`${path}.${key}: example`);
      walk(inner, `${path}.${key}`);
    }
    for (const inner of [...(place.forms ?? []), place.entry, place.item]) if (inner) walk(inner, path);
  };
  walk(labPlace(), '');
  expect(without).toEqual([]);
});

it('says how each is asked for', () => {
  expect(fieldsOf('nic').map(({ key, input, optional }) => [key, input, optional])).toMatchObject([
    ['segment', 'text', false],
    ['address', 'text', true],
    ...fieldsOf('nic')
      .slice(2, -1)
      .map(() => [expect.anything(), expect.anything(), true]),
    ['promiscuous', 'switch', true],
  ]);
  expect(fieldNamed('network', 'driver')).toMatchObject({ input: 'choice', choices: ['macvlan', 'ipvlan', 'bridge'] });
  expect(fieldNamed('ssh', 'port')).toMatchObject({ input: 'number', absent: 22, label: 'SSH port' });
  expect(fieldNamed('vlan', 'vlan').expected).toBe(
    'A VLAN id from 1 to 4094. Use a number from 1 to 4094; 0 and 4095 are reserved.',
  );
  expect(fieldNamed('container', 'image')).toMatchObject({ example: 'busybox', optional: false });
});
