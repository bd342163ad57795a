import { expect, it } from 'vitest';
import { articleVlans } from '../../shared/lab/testing/examples.ts';
import { commandsOf } from './commands-of.ts';

it('says what deploy runs for a thing, on each of its hosts', () => {
  const [only, ...others] = commandsOf(articleVlans, 'docker01/bbox10');
  expect(others).toEqual([]);
  expect(only?.host).toBe('docker01');
  expect(only?.commands.join('\n')).toMatch(/docker .*bbox10/s);
  expect(commandsOf(articleVlans, 'mac_net10').map(({ host }) => host)).toEqual(['docker01', 'docker02']);
  expect(commandsOf(articleVlans, 'docker01:ens33.10')[0]?.commands[0]).toContain('ip link add');
  expect(commandsOf(articleVlans, 'lan')).toEqual([]);
});
