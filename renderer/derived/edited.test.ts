import { expect, test } from 'vitest';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { labOf } from '../../shared/lab/testing/examples.ts';
import { untriedPlan } from '../../shared/plan/plan-host.ts';
import { marksAfterEdit } from './edited.ts';

const { text } = vlansTwoHosts;
const after = (edited: string) => marksAfterEdit(untriedPlan, labOf(edited), text, new Map());

test('a drawing that only moved changes nothing', () => {
  expect(after(`${text}\nlayout: { docker01: { x: 10, y: 20 } }\n`)).toEqual(new Map());
});

test('what is new will be created, what is otherwise differs, and of what is gone the host says that it has things to remove', () => {
  const added = after(
    text.replace(
      '      bbox10:',
      '      extra: { image: busybox, command: sh, networks: { mac_net10: 172.16.10.50 } }\n      bbox10:',
    ),
  );
  expect(added?.get('docker01/extra')).toBe('planned');
  expect(added?.get('docker02')).toBeUndefined();
  const readdressed = after(text.replace('172.16.10.11', '172.16.10.12'));
  expect(readdressed?.get('docker02/bbox11')).toBe('differs');
  const less = after(text.replace(/ {6}bbox21:[\s\S]*?(?=\n {2}\S|\n\S)/, ''));
  expect(less?.get('docker02')).toBe('leaving');
});
