import { expect, test } from 'vitest';
import { labOf } from '../lab/testing/examples.ts';
import { registryForImages } from '../rules/registry.ts';
import { machine } from './testing/hosts.ts';
import { changes, commands, deploy, deployed, dockerOf, errors } from './testing/story.ts';

const labWith = (from: string) =>
  labOf(`
trunkline: 1
name: ways
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces: { ens33: { segment: lan, address: 192.168.1.11/24 } }
    containers: { box: { image: app, networks: { net: 10.1.0.9 } } }
networks: { net: { driver: macvlan, subnet: 10.1.0.0/24, gateway: 10.1.0.1, parents: { docker01: ens33 } } }
images: { "app:latest": { from: ${from} } }
`);

test('an image that its hosts are said to have is never fetched: where it is missing, the plan says so', () => {
  const missing = deploy(labWith('host'), 'docker01', machine('docker01', '192.168.1.11'));
  expect(errors(missing)).toEqual(['image-not-there']);
  expect(commands(missing).some((line) => line.startsWith('docker pull'))).toBe(false);
  expect(commands(deploy(labWith('pull'), 'docker01', machine('docker01', '192.168.1.11')))).toContain(
    'docker pull app',
  );
});

test('an image that is to come from a registry wants one', () => {
  expect(registryForImages.check(labWith('registry')).map(({ code }) => code)).toEqual(['image-no-registry']);
});

test('an image from the lab’s registry keeps the lab’s name for it: the registry’s own goes again', () => {
  const lab = labOf(`
trunkline: 1
name: ways
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces: { ens33: { segment: lan, address: 192.168.1.11/24 } }
    containers: { one: { image: busybox, networks: { net: 10.1.0.9 } } }
  docker02:
    ssh: { address: 192.168.1.13 }
    interfaces: { ens33: { segment: lan, address: 192.168.1.13/24 } }
    containers: { two: { image: busybox, networks: { net: 10.1.0.10 } } }
networks: { net: { driver: macvlan, subnet: 10.1.0.0/24, gateway: 10.1.0.1, parents: { docker01: ens33, docker02: ens33 } } }
images: { busybox: { from: registry } }
registry: { host: docker01, port: 5000, images: [ { image: busybox, as: busybox:v1 } ] }
`);
  const [one, has] = [machine('docker01', '192.168.1.11'), machine('docker02', '192.168.1.13')];
  const two = { ...has, docker: { ...dockerOf(has), images: [] } };
  expect(commands(deploy(lab, 'docker01', one)).filter((line) => line.startsWith('docker pull'))).toEqual([
    'docker pull registry:2',
  ]);
  const program = deploy(lab, 'docker02', two);
  expect(commands(program).filter((line) => /^docker (?:pull|tag|image)/.test(line))).toEqual([
    'docker pull 192.168.1.11:5000/busybox:v1',
    'docker tag 192.168.1.11:5000/busybox:v1 busybox',
    'docker image rm 192.168.1.11:5000/busybox:v1',
  ]);
  expect(program.steps.flatMap(({ awaits }) => awaits)).toEqual([
    { host: 'docker01', key: 'image:192.168.1.11:5000/busybox:v1' },
  ]);
  const state = deployed(lab, 'docker02', two);
  expect(dockerOf(state).images.flatMap(({ tags }) => tags)).toEqual(['busybox:latest']);
  expect(changes(deploy(lab, 'docker02', state))).toEqual([]);
});
