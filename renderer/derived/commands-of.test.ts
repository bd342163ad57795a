import { expect, it } from 'vitest';
import { vlanLab } from '../../shared/drawing/testing/labs.ts';
import { commandsOf } from './commands-of.ts';

it('says what deploy runs for a thing, on each of its hosts', () => {
  const [only, ...others] = commandsOf(vlanLab, 'docker01/bbox10');
  expect(others).toEqual([]);
  expect(only?.host).toBe('docker01');
  expect(only?.commands.join('\n')).toMatch(/docker .*bbox10/s);
  expect(commandsOf(vlanLab, 'mac_net10').map(({ host }) => host)).toEqual(['docker01', 'docker02']);
  expect(commandsOf(vlanLab, 'docker01:ens33.10')[0]?.commands[0]).toContain('ip link add');
  expect(commandsOf(vlanLab, 'lan')).toEqual([]);
});
