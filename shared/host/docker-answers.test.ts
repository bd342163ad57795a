import { describe, expect, test } from 'vitest';
import { parseDocker } from './docker-answers.ts';
import { sections } from './sections.ts';
import type { DockerState } from './state.ts';
import { answer, nonce, section } from './testing/probe-output.ts';

const parse = (text: string): DockerState => parseDocker(sections(text, nonce));

const network = {
  Name: 'mac_net10',
  Id: 'n1',
  Driver: 'macvlan',
  Options: { parent: 'ens33.10' },
  Labels: { 'dev.trunkline.lab': 'two' },
  IPAM: { Config: [{ Subnet: '172.16.10.0/24', Gateway: '172.16.10.1' }] },
};
const container = {
  Id: 'c1',
  Name: '/bbox10',
  Config: { Image: 'busybox', Cmd: ['sh'], Labels: null },
  State: { Status: 'running', Pid: 7 },
  HostConfig: { NetworkMode: 'mac_net10' },
  NetworkSettings: {
    Networks: {
      mac_net10: { IPAMConfig: { IPv4Address: '172.16.10.10' }, IPAddress: '172.16.10.10', IPPrefixLen: 24 },
    },
  },
};
const image = { Id: 'sha256:1', RepoTags: ['busybox:latest'] };
const listed = (...ids: string[]) => ids.map((Id) => ({ Id, Names: ['/x'] }));

const byApi = (...answers: string[]): string => section('docker-answers', answers.join(''));
const networks = answer('networks', [network]);
const volumes = answer('volumes', { Volumes: [{ Name: 'data', Labels: null }], Warnings: null });
const images = answer('images/json', [
  image,
  { Id: 'sha256:2', RepoTags: null },
  { Id: 'sha256:3', RepoTags: ['<none>:<none>'] },
]);

describe('Docker that answers at its socket', () => {
  test('tells networks, containers and images, and in its headers what it is', () => {
    const docker = parse(
      byApi(
        networks,
        volumes,
        images,
        answer('containers/json?all=1', listed('c1')),
        answer('containers/c1/json', container),
      ),
    );
    expect(docker).toMatchObject({
      kind: 'ready',
      version: '20.10.24',
      rootless: false,
      podman: false,
      networks: [{ name: 'mac_net10', pools: [{ subnet: '172.16.10.0/24', reserved: {} }] }],
      containers: [{ name: 'bbox10', pid: 7, command: ['sh'], endpoints: [{ fixedAddress: '172.16.10.10' }] }],
      images: [{ tags: ['busybox:latest'] }, { tags: [] }, { tags: [] }],
    });
  });

  test('may have lost a container between two questions', () => {
    const docker = parse(
      byApi(
        networks,
        volumes,
        images,
        answer('containers/json?all=1', listed('c1')),
        answer('containers/c1/json', { message: 'No such container' }, 404),
        answer('containers/c2/json', { message: 'No such container' }, 404),
      ),
    );
    expect(docker).toMatchObject({ kind: 'ready', containers: [] });
  });

  test.each([
    ['a list is missing', byApi(networks, volumes, images)],
    ['a list is none', byApi(networks, volumes, images, answer('containers/json?all=1', {}))],
    ['it fails', byApi(networks, volumes, images, answer('containers/json?all=1', { message: 'broken' }, 500))],
    ['a container was not told', byApi(networks, volumes, images, answer('containers/json?all=1', listed('c1')))],
  ])('is not taken for ready when %s', (_what, text) => {
    const docker = parse(text);
    expect(docker.kind).toBe('stopped');
    expect(docker.kind === 'stopped' && docker.message).not.toBe('');
  });

  test('is known to be rootless by who owns the socket, and podman by its headers', () => {
    const all = byApi(networks, volumes, images, answer('containers/json?all=1', []));
    expect(parse(section('docker-rootless') + all)).toMatchObject({ kind: 'ready', rootless: true });
    expect(parse(all.replaceAll('Docker/20', 'Libpod/4'))).toMatchObject({ kind: 'ready', podman: true });
  });

  test('tells what Docker was told of registries, its file to the byte, and what a registry of a lab serves', () => {
    const config = {
      InsecureRegistryCIDRs: ['10.0.0.0/8', '127.0.0.0/8'],
      IndexConfigs: { 'docker.io': { Secure: true }, '192.168.1.11:5000': { Secure: false } },
    };
    const docker = parse(
      `\n@${nonce} docker-daemon /etc/docker/daemon.json\n/usr/bin/dockerd\n--insecure-registry=10.0.0.0/8\n\n@${nonce} docker-settings\n{ "debug": true }\v\n${byApi(
        networks,
        volumes,
        images,
        answer('containers/json?all=1', []),
        answer('info', { RegistryConfig: config }),
      )}${section('docker-registry 5000', '{"name":"b/c","tags":["2","1"]}\n{"name":"gone","tags":null}')}`,
    );
    expect(docker).toMatchObject({
      volumes: [{ name: 'data', labels: {} }],
      daemon: {
        path: '/etc/docker/daemon.json',
        file: '{ "debug": true }\r\n',
        flags: ['10.0.0.0/8'],
        insecure: ['10.0.0.0/8', '192.168.1.11:5000'],
      },
      registries: [{ port: 5000, tags: ['b/c:1', 'b/c:2'] }],
    });
  });

  test('keeps names that mean something to JavaScript as plain names', () => {
    const hostile = JSON.parse(
      '{"Name":"__proto__","Labels":{"__proto__":"x","constructor":"y"},"Options":{"toString":"z"}}',
    );
    const docker = parse(byApi(answer('networks', [hostile]), volumes, images, answer('containers/json?all=1', [])));
    const [found] = docker.kind === 'ready' ? docker.networks : [];
    expect(found && Object.entries(found.labels)).toEqual([['constructor', 'y']]);
    expect(found && Object.entries(found.options)).toEqual([['toString', 'z']]);
  });
});

describe('Docker by its command', () => {
  const client = { Client: { Version: '28.2.2', ApiVersion: '1.50' } };

  test('tells the same', () => {
    const docker = parse(
      [
        section(
          'docker-version',
          `WARNING: something\n${JSON.stringify({ ...client, Server: { Version: '20.10.24' } })}`,
        ),
        section('docker-security', '["name=seccomp,profile=default"]'),
        section('docker-networks', JSON.stringify([network], null, 4)),
        section('docker-volumes', JSON.stringify([{ Name: 'data', Labels: {} }])),
        section('docker-containers', JSON.stringify([container], null, 4)),
        section(
          'docker-images',
          '{"ID":"sha256:1","Repository":"busybox","Tag":"latest"}\n{"ID":"sha256:1","Repository":"bb","Tag":"1"}',
        ),
      ].join(''),
    );
    const same = parse(
      byApi(
        networks,
        volumes,
        images,
        answer('containers/json?all=1', listed('c1')),
        answer('containers/c1/json', container),
      ),
    );
    expect(docker).toEqual({ ...same, images: [{ id: 'sha256:1', tags: ['busybox:latest', 'bb:1'] }] });
  });

  test('says why it may not be seen', () => {
    const failed = (said: string): string => section('docker-version', said) + section('docker-failed');
    expect(parse(failed('permission denied while trying to connect')).kind).toBe('denied');
    expect(parse(section('docker-denied')).kind).toBe('denied');
    const stopped = parse(failed(`${JSON.stringify(client)}\nCannot connect to the Docker daemon`));
    expect(stopped).toEqual({ kind: 'stopped', message: 'Cannot connect to the Docker daemon' });
    expect(parse(failed('Cannot connect') + section('docker-rootless'))).toMatchObject({ rootlessOnly: true });
    expect(parse('').kind).toBe('missing');
  });

  test('may be podman in disguise', () => {
    const quiet = section('docker-version', JSON.stringify({ Client: { APIVersion: '4.3.1', Version: '4.3.1' } }));
    expect(parse(quiet)).toMatchObject({ kind: 'ready', podman: true });
  });
});
