/** A lab with its own registry: what a plan does for it on each host, and that all of it goes again. */
import { describe, expect, test } from 'vitest';
import { namedIn } from '../host/daemon.ts';
import { inventory, residue } from '../host/inventory.ts';
import type { HostState } from '../host/state.ts';
import type { Lab } from '../lab/lab.ts';
import { vlans, withHost } from '../lab/testing/examples.ts';
import { phased } from './phases.ts';
import { planDestroy, planHost } from './plan-host.ts';
import { type HostProgram, phasesOf } from './program.ts';
import { machine } from './testing/hosts.ts';
import { runProgram } from './testing/machine.ts';
import { changes, commands, deploy, deployed, dockerOf, errors } from './testing/story.ts';

const image = '192.168.1.11:5000/busybox:v1';
const fromRegistry = (lab: Lab, host: string): Lab =>
  withHost(lab, host, (item) => ({ ...item, containers: item.containers.map((box) => ({ ...box, image })) }));

/** The manual procedure's second part. */
const lab: Lab = {
  ...fromRegistry(fromRegistry(vlans, 'docker01'), 'docker02'),
  registry: { host: 'docker01', port: 5000, images: [{ image: 'busybox', as: 'busybox:v1' }] },
};

const docker01 = machine('docker01', '192.168.1.11');
const docker02 = machine('docker02', '192.168.1.13');

const withFile = (state: HostState, file: string | undefined, flags: readonly string[] = []): HostState => ({
  ...state,
  docker: {
    ...dockerOf(state),
    daemon: { ...dockerOf(state).daemon, file, flags, insecure: [...flags, ...(namedIn(file) ?? [])] },
  },
});

test('the registry’s host runs it, waits until it answers, and gives it the image', () => {
  const program = deploy(lab, 'docker01', docker01);
  expect(errors(program)).toEqual([]);
  expect(changes(program).filter((line) => /registry|volume|image|trust/.test(line))).toEqual([
    'create volume:trunkline-vlans-registry',
    'create image:registry:2',
    'create container:registry',
    'create image:192.168.1.11:5000/busybox:v1',
  ]);
  expect(commands(program)).toEqual(
    expect.arrayContaining([
      'docker volume create --label dev.trunkline.lab=vlans trunkline-vlans-registry',
      'docker run -dit --name registry --label dev.trunkline.lab=vlans --label dev.trunkline.registry=5000 --restart always -p 5000:5000 -v trunkline-vlans-registry:/var/lib/registry --network bridge registry:2',
      'docker tag busybox 127.0.0.1:5000/busybox:v1',
      'docker push 127.0.0.1:5000/busybox:v1',
      `docker tag busybox ${image}`,
    ]),
  );
  const state = deployed(lab, 'docker01', docker01);
  expect(dockerOf(state).registries).toEqual([{ port: 5000, tags: ['busybox:v1'] }]);
  expect(changes(deploy(lab, 'docker01', state))).toEqual([]);
});

test('an edition of the registry that the host has is taken', () => {
  const { images } = dockerOf(docker01);
  const has = {
    ...docker01,
    docker: { ...dockerOf(docker01), images: [...images, { id: 'sha256:r', tags: ['registry:latest'] }] },
  };
  const program = deploy(lab, 'docker01', has);
  expect(changes(program)).not.toContain('create image:registry:2');
  expect(commands(program).find((line) => line.includes('--name registry'))).toMatch(/ registry:latest$/);
});

test('other hosts speak plain HTTP with it, in the settings that are there, and pull only then', () => {
  const file = '{ "debug": true }';
  const program = deploy(lab, 'docker02', withFile(docker02, file));
  expect(errors(program)).toEqual([]);
  const order = changes(program).filter((line) => /trust|image|bbox11/.test(line));
  expect(order).toEqual(['create trust:192.168.1.11:5000', `create image:${image}`, 'create container:bbox11']);
  const state = deployed(lab, 'docker02', withFile(docker02, file));
  expect(JSON.parse(dockerOf(state).daemon.file ?? '')).toEqual({
    debug: true,
    'insecure-registries': ['192.168.1.11:5000'],
  });
  expect(dockerOf(state).daemon.insecure).toEqual(['192.168.1.11:5000']);
  expect(changes(deploy(lab, 'docker02', state))).toEqual([]);
});

describe('phases', () => {
  const states: Readonly<Record<string, HostState>> = {
    docker01,
    docker02,
    router: machine('router', '192.168.1.254'),
  };
  const parts = (of: Lab, found = states): readonly (readonly string[])[] =>
    phasesOf(phased(of.hosts.map((host) => planHost(of, host, found[host.name] ?? docker01, 'deploy')))).map((phase) =>
      phase.map(({ host, steps }) => `${host} ${steps.length}`),
    );

  test('there is one where nobody waits for another host', () => {
    expect(parts(vlans)).toHaveLength(1);
  });

  test('what pulls from the registry waits for it, and nothing else does', () => {
    const programs = phased(lab.hosts.map((host) => planHost(lab, host, states[host.name] ?? docker01, 'deploy')));
    const late = programs.flatMap(({ plan, steps }) =>
      steps.flatMap(({ index, phase }) => (phase > 0 ? [`${plan.host} ${plan.changes[index]?.resource}`] : [])),
    );
    expect(late).toEqual([`docker02 image:${image}`, 'docker02 container:bbox11', 'docker02 container:bbox21']);
    expect(phasesOf(programs)).toHaveLength(2);
  });

  test('a registry that serves already is not waited for', () => {
    expect(parts(lab, { ...states, docker01: deployed(lab, 'docker01', docker01) })).toHaveLength(1);
  });
});

describe('destroy', () => {
  test.each([
    ['was not there', undefined],
    ['has other settings', '{\n  "debug": true,\n  "log-opts": {"max-size":"10m"}}'],
    ['names another registry', '{"insecure-registries": ["10.0.0.0/8"]}\n'],
  ])('leaves nothing where daemon.json %s', (_what, file) => {
    for (const [name, fresh] of [
      ['docker01', docker01],
      ['docker02', withFile(docker02, file)],
    ] as const) {
      const state = deployed(lab, name, fresh);
      const program = planDestroy(state, lab.name, name);
      expect(errors(program)).toEqual([]);
      const after = runProgram(state, program);
      expect(residue(inventory(fresh, lab.name), inventory(after, lab.name))).toEqual([]);
      expect(dockerOf(after)).toEqual({
        ...dockerOf(fresh),
        daemon: { ...dockerOf(after).daemon, file: dockerOf(fresh).daemon.file },
      });
      expect(dockerOf(after).daemon.insecure).not.toContain('192.168.1.11:5000');
    }
  });

  test('asks the daemon to forget the registry while the list is still there', () => {
    const state = deployed(lab, 'docker02', docker02);
    const change = planDestroy(state, lab.name, 'docker02').plan.changes.find(({ kind }) => kind === 'trust');
    expect(change?.commands.map((line) => line.split(' ')[0])).toEqual(['cat', 'systemctl', 'while', 'rm']);
    expect(change?.commands[0]).toContain('"insecure-registries": []');
    expect(change?.commands[3]).toBe('rm /etc/docker/daemon.json');
  });
});

describe('what is there already', () => {
  const plan = (state: HostState): HostProgram => deploy(lab, 'docker02', state);

  test('a flag that names the registry is enough, and is never doubled', () => {
    const state = withFile(docker02, undefined, ['192.168.1.11:5000']);
    expect(changes(plan(state)).some((line) => line.includes('trust'))).toBe(false);
    const standing = deployed(lab, 'docker02', state);
    expect(changes(planDestroy(standing, lab.name, 'docker02')).some((line) => line.includes('trust'))).toBe(false);
  });

  test('a flag that names others, a flag and a file, and a file that is no JSON are errors of the plan', () => {
    expect(errors(plan(withFile(docker02, undefined, ['10.0.0.1:5000'])))).toEqual(['daemon-flag']);
    expect(errors(plan(withFile(docker02, '{"insecure-registries":[]}', ['10.0.0.1:5000'])))).toEqual([
      'daemon-flag-and-file',
    ]);
    expect(errors(plan(withFile(docker02, '{ "debug": true')))).toEqual(['daemon-file-unreadable']);
  });

  test('a registry that somebody took out of the settings is put back', () => {
    const state = deployed(lab, 'docker02', docker02);
    const { daemon } = dockerOf(state);
    const emptied: HostState = { ...state, docker: { ...dockerOf(state), daemon: { ...daemon, file: '{}' } } };
    expect(changes(plan(emptied))).toEqual(['update trust:192.168.1.11:5000']);
    const mended = runProgram(emptied, plan(emptied));
    expect(changes(plan(mended))).toEqual([]);
  });

  test('a registry that lost an image is given it again; one that does not answer is started again', () => {
    const state = deployed(lab, 'docker01', docker01);
    const docker = dockerOf(state);
    const of = (registries: typeof docker.registries): HostState => ({ ...state, docker: { ...docker, registries } });
    expect(changes(deploy(lab, 'docker01', of([{ port: 5000, tags: [] }])))).toEqual([`create image:${image}`]);
    expect(changes(deploy(lab, 'docker01', of([])))).toEqual(['update container:registry', `create image:${image}`]);
  });

  test('a container that is called registry and is not ours is an error of the plan', () => {
    const foreign = runProgram(docker01, {
      plan: { host: 'docker01', changes: [], standing: [], forgets: [], problems: [] },
      steps: [
        {
          index: 0,
          phase: 0,
          awaits: [],
          after: [],
          undo: [],
          marks: [],
          instructions: [
            {
              kind: 'run',
              argv: ['docker', 'run', '-dit', '--name', 'registry', '--network', 'none', 'busybox', 'sh'],
            },
          ],
        },
      ],
    });
    expect(errors(deploy(lab, 'docker01', foreign))).toEqual(['registry-taken']);
  });

  test('of two labs on a host each takes its own registry with it', () => {
    const second: Lab = {
      ...lab,
      name: 'second',
      registry: { ...lab.registry, host: 'docker01', port: 5001, images: [] },
    };
    const only: Lab = {
      ...withHost(second, 'docker02', (item) => ({
        ...item,
        interfaces: [],
        containers: item.containers
          .slice(0, 1)
          .map((box) => ({ ...box, name: 'other', image: '192.168.1.11:5001/x', attachments: [] })),
      })),
      networks: [],
    };
    const both = deployed(only, 'docker02', deployed(lab, 'docker02', withFile(docker02, '{ "debug": true }')));
    expect(dockerOf(both).daemon.insecure).toEqual(['192.168.1.11:5000', '192.168.1.11:5001']);
    for (const [first, last] of [
      ['vlans', 'second'],
      ['second', 'vlans'],
    ] as const) {
      const one = runProgram(both, planDestroy(both, first, 'docker02'));
      const none = runProgram(one, planDestroy(one, last, 'docker02'));
      expect(dockerOf(none).daemon.file).toBe('{ "debug": true }');
    }
  });

  test('its port can be changed', () => {
    const state = deployed(lab, 'docker02', docker02);
    const moved: Lab = {
      ...withHost(lab, 'docker02', (item) => ({
        ...item,
        containers: item.containers.map((box) => ({ ...box, image: '192.168.1.11:5001/busybox:v1' })),
      })),
      registry: { host: 'docker01', port: 5001, images: [{ image: 'busybox', as: 'busybox:v1' }] },
    };
    const moved01 = withHost(moved, 'docker01', (item) => ({
      ...item,
      containers: item.containers.map((box) => ({ ...box, image: '192.168.1.11:5001/busybox:v1' })),
    }));
    const after = deployed(moved01, 'docker02', state);
    expect(dockerOf(after).daemon.insecure).toEqual(['192.168.1.11:5001']);
    expect(changes(deploy(moved01, 'docker02', after))).toEqual([]);
    const host = deployed(moved01, 'docker01', deployed(lab, 'docker01', docker01));
    expect(changes(deploy(moved01, 'docker01', host))).toEqual([]);
    expect(dockerOf(host).registries).toEqual([{ port: 5001, tags: ['busybox:v1'] }]);
  });
});
