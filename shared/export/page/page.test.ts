import { expect, test } from 'vitest';
import { container, host, lab, network, nic, nicOn, on, vlan } from '../../lab/testing/examples.ts';
import { exportPage } from './page.ts';

const pageOf = (...parameters: Parameters<typeof exportPage>) => {
  const made = exportPage(...parameters);
  if (!made.ok) throw new Error('a page can always be made');
  return made.value;
};

test('whatever a name is made of, it is a name', () => {
  const evil = `</script><img src=x onerror=alert(1)>"'&\u2028`;
  const page = pageOf(
    lab({
      name: evil,
      segments: [{ name: evil, vlans: 'all' }],
      hosts: [
        host(evil, evil, {
          interfaces: [nicOn(evil, 'ens33'), vlan('ens33', 10)],
          containers: [container(evil, on('net', '10.1.0.2'))],
        }),
      ],
      networks: [network('net', '10.1.0.0/24', { [evil]: 'ens33.10' })],
    }),
  ).whole;
  expect(page).not.toContain('<img');
  expect(page.match(/<\/script>/g)).toHaveLength(2);
  const data = JSON.parse(/<script type="application\/json"[^>]*>(.*)<\/script>\n/.exec(page)?.[1] ?? '');
  expect(data.sources).toContain(evil);
});

test('a large lab says what is left out', () => {
  const hosts = Array.from({ length: 60 }, (_, at) =>
    host(`h${at}`, `10.0.0.${at + 1}`, { interfaces: [nic('ens33', `10.0.0.${at + 1}/24`)] }),
  );
  const { whole, unsaid } = pageOf(lab({ hosts }));
  expect(unsaid.join(' ')).toContain('Of 3540 pings only the first 2500 can be walked');
  expect(whole).toContain('Of 3540 pings only the first 2500 can be walked');
});
