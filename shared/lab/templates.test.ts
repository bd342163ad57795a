import { describe, expect, it } from 'vitest';
import { newLab } from './new-lab.ts';
import { readLab } from './read.ts';
import { TEMPLATES, templateNamed } from './templates.ts';

const read = (id: string) => {
  const result = readLab(templateNamed(id)?.text ?? '');
  if (!result.ok) throw new Error(result.problems.map((item) => item.message).join('\n'));
  return result.value;
};

describe.each(TEMPLATES.map((template) => [template.id, template] as const))('the template %s', (id, template) => {
  it('is a sound lab without a warning', () => {
    expect(readLab(template.text)).toMatchObject({ ok: true, warnings: [] });
  });

  it('says what it is in a title and one sentence', () => {
    expect(template.title).not.toBe('');
    expect(template.description).toMatch(/^[A-Z].*\.$/);
    expect(id === 'empty' || read(id).name === id).toBe(true);
  });
});

it('macvlan-two-hosts is one network with a container on each of two hosts', () => {
  const lab = read('macvlan-two-hosts');
  expect(lab.hosts.map((host) => [host.name, host.ssh.address, host.ssh.user])).toEqual([
    ['docker01', '192.168.1.11', 'root'],
    ['docker02', '192.168.1.13', 'root'],
  ]);
  expect(lab.networks).toHaveLength(1);
  expect(lab.hosts.map((host) => host.containers[0]?.attachments[0]?.address)).toEqual([
    '172.22.16.10',
    '172.22.16.20',
  ]);
});

it('vlans-two-hosts is two networks on two VLANs, four containers, and a router that is their gateway', () => {
  const lab = read('vlans-two-hosts');
  const containers = lab.hosts.flatMap((host) => host.containers.map((item) => `${host.name}/${item.name}`));
  expect(containers).toEqual(['docker01/bbox10', 'docker01/bbox20', 'docker02/bbox11', 'docker02/bbox21']);
  const router = lab.hosts.find((host) => host.name === 'router');
  const addresses = router?.interfaces.map((item) => item.address?.replace(/\/.*/, ''));
  expect(lab.networks.map((network) => network.gateway).every((gateway) => addresses?.includes(gateway))).toBe(true);
  expect(router?.routing).toMatchObject({ forward: true, allow: [expect.anything(), expect.anything()] });
});

it('a new lab has the name it is given, whatever word that is', () => {
  for (const name of ['my-lab', 'null', 'true', '10', '1e3', '0x1f', '0o7', 'no']) {
    expect(readLab(newLab(name)), name).toMatchObject({ ok: true, value: { name } });
  }
});
