import { expect, it } from 'vitest';
import { editText } from '../lab/edit.ts';
import { validate } from './validate.ts';

const lab = (port: string): string => `trunkline: 1
name: ports
segments: { lan: { vlans: all } }
hosts:
  one:
    ssh: { address: 10.9.0.11 }
    interfaces: { eth0: { segment: lan, address: 10.9.0.11/24, port: ${port} } }
`;
const found = (port: string) => validate(lab(port)).filter(({ code }) => code === 'tagged-and-untagged');

it('says what a port does with a VLAN that it is given both ways, and mends it', () => {
  const [problem] = found('{ tagged: [10, 20], untagged: 20 }');
  expect(problem?.severity).toBe('warning');
  expect(problem?.message).toBe(
    'The port of one:eth0 has VLAN 20 tagged and untagged: a port sends its frames untagged then, and tagged ones do not reach eth0.',
  );
  const mended = editText(lab('{ tagged: [10, 20], untagged: 20 }'), problem?.fix?.edits ?? []);
  expect(mended).toMatchObject({ ok: true });
  expect(mended.ok && mended.value).toContain('port: { tagged: [10], untagged: 20 }');
});

it('has nothing against a VLAN that goes one way', () => {
  expect(
    ['{ tagged: [10], untagged: 20 }', '{ tagged: all, untagged: 20 }', '{ tagged: [20] }', '{ access: 20 }'].flatMap(
      found,
    ),
  ).toEqual([]);
});
