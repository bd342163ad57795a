/** Where the frames of a card are on its segment, by the port of the switch that it is plugged into (IEEE 802.1Q). */
import { expect, it } from 'vitest';
import { onWire, type Port } from './port.ts';

/** The tags that frames have on the wire; in brackets where the port does not let them pass. */
const wire = (port: Port | undefined, ...tags: readonly number[]): string => {
  const { tags: outside, passes } = onWire(port, tags);
  return passes ? outside.join('.') || 'untagged' : `(${outside.join('.') || 'untagged'})`;
};

it('without a port frames go as they are', () => {
  expect([wire(undefined), wire(undefined, 10), wire(undefined, 10, 20), wire({ macs: 'any' }, 10)]).toEqual([
    ...['untagged', '10', '10.20', '10'],
  ]);
});

it('an access port puts all into its VLAN, and tagged frames do not pass', () => {
  const port = { access: 10 };
  expect([wire(port), wire(port, 10), wire(port, 20, 30)]).toEqual(['10', '(10)', '(20.30)']);
  // VLAN 1 is where the untagged frames of others are.
  expect(wire({ access: 1 })).toBe('untagged');
});

it('a trunk takes untagged frames for one VLAN, which pass untagged alone', () => {
  const port = { untagged: 20 };
  expect([wire(port), wire(port, 10), wire(port, 20)]).toEqual(['20', '10', '(20)']);
  expect([wire({ ...port, tagged: 'all' }, 10), wire({ ...port, tagged: 'all' }, 20)]).toEqual(['10', '(20)']);
  expect(wire({ untagged: 1 })).toBe('untagged');
});

it('a trunk of some VLANs lets these pass', () => {
  const port: Port = { tagged: [10, 20], untagged: 20 };
  expect([wire(port), wire(port, 10), wire(port, 20), wire(port, 30), wire(port, 10, 30)]).toEqual([
    ...['20', '10', '(20)', '(30)', '10.30'],
  ]);
  expect(wire({ tagged: [10] }, 20)).toBe('(20)');
});

it('a tag of VLAN 1 that passes is taken off: what is untagged elsewhere is of it', () => {
  expect([wire({ tagged: [1, 10] }, 1), wire({ tagged: [1] }, 1, 30), wire({ tagged: [10] }, 1)]).toEqual([
    ...['untagged', '30', '(1)'],
  ]);
});
