import { expect, it } from 'vitest';
import { labJsonSchema } from './json-schema.ts';

it('says of every key what it may be, in the words of the reader', () => {
  const without: string[] = [];
  const walk = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const { properties = {}, description, ...rest } = node as { properties?: object; description?: string };
    for (const [key, value] of Object.entries(properties)) {
      const text = JSON.stringify(value);
      if (!text.includes('description') && !text.includes('$ref') && key !== 'trunkline')
        without.push(`${path}.${key}`);
      walk(value, `${path}.${key}`);
    }
    for (const [key, value] of Object.entries(rest)) walk(value, `${path}.${key}`);
  };
  const schema = JSON.parse(labJsonSchema()) as {
    properties: object;
    required: readonly string[];
    additionalProperties: unknown;
  };
  walk(schema, '');
  expect(without).toEqual([]);
  expect(schema.required).toEqual(['trunkline', 'name']);
  expect(schema.additionalProperties).toBe(false);
  expect(labJsonSchema()).toContain('A VLAN id from 1 to 4094. Use a number from 1 to 4094; 0 and 4095 are reserved.');
});
