/** The article's docker commands, on two practice hosts: each does what the article says, and its slip fails as in reality. */
import { expect, test } from 'vitest';
import { type DockerHost, dockerHosts } from '../hosts/testing/docker-host.ts';

async function works(host: DockerHost, line: string): Promise<string> {
  const said = await host.run(line, { terminal: true });
  expect(said, `${line}\n${said.stderr}`).toMatchObject({ status: 0 });
  return said.stdout;
}

test('a macvlan network and a container on each host', async () => {
  const [docker01, docker02] = dockerHosts();
  for (const host of [docker01, docker02]) {
    await works(host, 'systemctl daemon-reload; systemctl restart docker');
    await works(host, 'ip link set ens33 promisc on');
    await works(
      host,
      'docker network create -d macvlan --subnet 172.22.16.0/24 --gateway 172.22.16.1 -o parent=ens33 mac_net1',
    );
    expect(await works(host, 'docker network ls')).toContain('mac_net1   macvlan   local');
  }
  await works(docker01, 'docker run -itd --name bbox1 --ip 172.22.16.10 --network mac_net1 busybox');
  await works(docker02, 'docker run -itd --name bbox2 --network mac_net1 --ip 172.22.16.20 busybox');
  const { machine, engine } = docker02;
  const net = { kind: 'container', id: engine.full.containers[0]?.id ?? '' } as const;
  expect(machine.wires.echo(machine, net, '172.22.16.10').kind).toBe('reply');
});

test('networks on sub-interfaces, a private registry, and containers from its image', async () => {
  const [docker01, docker02] = dockerHosts();
  for (const host of [docker01, docker02]) {
    for (const vlan of [10, 20]) {
      await works(host, `ip link add link ens33 name ens33.${vlan} type vlan id ${vlan}; ip link set ens33.${vlan} up`);
      await works(
        host,
        `docker network create -d macvlan --subnet 172.16.${vlan}.0/24 --gateway 172.16.${vlan}.1 -o parent=ens33.${vlan} mac_net${vlan}`,
      );
    }
  }
  expect(await works(docker01, 'docker pull registry')).toContain('docker.io/library/registry:latest');
  await works(docker01, 'docker run -itd --name registry -p 5000:5000 --restart=always registry:latest');
  await works(docker01, 'docker tag busybox:latest 192.168.1.11:5000/busybox:v1');
  expect(await works(docker01, 'docker ps')).toContain('0.0.0.0:5000->5000/tcp, :::5000->5000/tcp   registry');

  const push = 'docker push 192.168.1.11:5000/busybox:v1';
  expect(await docker01.run(push)).toMatchObject({
    status: 1,
    stderr: 'Get "https://192.168.1.11:5000/v2/": http: server gave HTTP response to HTTPS client\n',
  });
  for (const { machine } of [docker01, docker02]) {
    const path = '/usr/lib/systemd/system/docker.service';
    const lines = machine.userland.files.read(path).split('\n');
    // The 14th, as on a real host (recorded).
    expect(lines[13]).toMatch(/^ExecStart=/);
    lines[13] = 'ExecStart=/usr/bin/dockerd --insecure-registry 192.168.1.11:5000';
    machine.userland.files.write(path, lines.join('\n'));
  }
  await works(docker01, 'systemctl daemon-reload; systemctl restart docker.service');
  await works(docker02, 'systemctl daemon-reload; systemctl restart docker.service');
  expect(await works(docker01, "docker ps --format '{{.Names}}'")).toBe('registry\n');
  expect(await works(docker01, push)).toMatch(/: Pushed\nv1: digest: sha256:[0-9a-f]{64} size: 527\n$/);
  expect(await works(docker01, 'docker images')).toMatch(/192\.168\.1\.11:5000\/busybox +v1 /);

  const slip = await docker02.run('docker pull 192.168.1.11/busybox:v1');
  expect(slip).toMatchObject({
    status: 1,
    stderr:
      'Error response from daemon: Get "https://192.168.1.11/v2/": dial tcp 192.168.1.11:443: connect: connection refused\n',
  });
  const pulled = await works(docker02, 'docker pull 192.168.1.11:5000/busybox:v1');
  expect(pulled).toContain('Status: Downloaded newer image for 192.168.1.11:5000/busybox:v1');

  await works(
    docker01,
    'docker run -itd --name bbox10 --network mac_net10 --ip 172.16.10.10 192.168.1.11:5000/busybox:v1',
  );
  await works(
    docker01,
    'docker run -itd --name bbox20 --network mac_net20 --ip 172.16.20.20 192.168.1.11:5000/busybox:v1',
  );
  await works(
    docker02,
    'docker run -itd --name bbox10 --network mac_net10 --ip 172.16.10.11 192.168.1.11:5000/busybox:v1',
  );
  await works(
    docker02,
    'docker run -itd --name bbox20 --network mac_net20 --ip 172.16.20.21 192.168.1.11:5000/busybox:v1',
  );
  const { machine, engine } = docker02;
  const id = engine.full.containers.find(({ name }) => name === 'bbox10')?.id ?? '';
  expect(machine.wires.echo(machine, { kind: 'container', id }, '172.16.10.10').kind).toBe('reply');
  expect(machine.wires.echo(machine, { kind: 'container', id }, '172.16.20.20').kind).not.toBe('reply');
});

test('the registry tells what it has', async () => {
  const [docker01, docker02] = dockerHosts();
  await works(docker01, 'docker run -d --name registry -p 5000:5000 registry');
  await works(docker01, 'docker tag busybox localhost:5000/busybox:v1; docker push localhost:5000/busybox:v1');
  expect(await works(docker02, 'curl -s http://192.168.1.11:5000/v2/_catalog')).toBe('{"repositories":["busybox"]}\n');
  expect(await works(docker02, 'curl -s http://192.168.1.11:5000/v2/busybox/tags/list')).toBe(
    '{"name":"busybox","tags":["v1"]}\n',
  );
  await works(docker01, 'docker rm -f registry');
  expect((await docker02.run('curl -s http://192.168.1.11:5000/v2/')).status).toBe(7);
});

test('the same setting in the file and on the command line keeps Docker from starting', async () => {
  const [docker01] = dockerHosts();
  await works(docker01, `echo '{ "insecure-registries": ["192.168.1.11:5000"] }' > /etc/docker/daemon.json`);
  await works(docker01, 'systemctl reload docker');
  expect(await works(docker01, 'docker info')).toContain('  192.168.1.11:5000\n  127.0.0.0/8\n');
  const { files } = docker01.machine.userland;
  const unit = '/usr/lib/systemd/system/docker.service';
  files.write(
    unit,
    files.read(unit).replace(/^ExecStart=.*$/m, 'ExecStart=/usr/bin/dockerd --insecure-registry=192.168.1.11:5000'),
  );
  const restarted = await docker01.run('systemctl restart docker');
  expect(restarted.status).toBe(1);
  expect(restarted.stderr).toContain('Job for docker.service failed');
  expect((await docker01.run('docker ps')).stderr).toContain('Cannot connect to the Docker daemon');
  files.remove('/etc/docker/daemon.json');
  await works(docker01, 'systemctl start docker; docker ps');
});

test('what a registry was given is in its volume, and goes with that', async () => {
  const [docker01] = dockerHosts();
  const run = 'docker run -d --name registry -p 5000:5000 -v images:/var/lib/registry registry';
  await works(docker01, `docker volume create --label by=hand images; ${run}`);
  await works(docker01, 'docker tag busybox localhost:5000/busybox:v1; docker push localhost:5000/busybox:v1');
  expect((await docker01.run('docker volume rm images')).stderr).toMatch(
    /^Error response from daemon: remove images: volume is in use - \[[0-9a-f]{64}\]\n$/,
  );
  await works(docker01, `docker rm -f registry; ${run}`);
  expect(await works(docker01, 'curl -s http://localhost:5000/v2/_catalog')).toBe('{"repositories":["busybox"]}\n');
  expect(await works(docker01, "docker volume ls --filter label=by=hand --format '{{.Name}}'")).toBe('images\n');
  await works(docker01, `docker rm -f registry; docker volume rm images; ${run}`);
  expect(await works(docker01, 'curl -s http://localhost:5000/v2/_catalog')).toBe('{"repositories":[]}\n');
});

test('a daemon that runs goes on with the arguments that it was started with, and takes its file anew by a reload', async () => {
  const [docker01] = dockerHosts();
  const words = "tr '\\0' '\\n' <\"/proc/$(cat /var/run/docker.pid)/cmdline\"";
  const { files } = docker01.machine.userland;
  const unit = '/usr/lib/systemd/system/docker.service';
  files.write(
    unit,
    files.read(unit).replace(/^ExecStart=.*$/m, 'ExecStart=/usr/bin/dockerd --insecure-registry=10.0.0.0/8'),
  );
  await works(docker01, `echo '{ "insecure-registries": ["192.168.1.11:5000"] }' > /etc/docker/daemon.json`);
  expect(await works(docker01, words)).toContain('/usr/sbin/dockerd\n-H\nfd://\n');
  await works(docker01, 'systemctl reload docker');
  expect(await works(docker01, 'docker info')).toContain('  192.168.1.11:5000\n');
  await works(docker01, 'rm /etc/docker/daemon.json; systemctl restart docker');
  expect(await works(docker01, words)).toBe('/usr/bin/dockerd\n--insecure-registry=10.0.0.0/8\n');
  expect((await docker01.run('docker pull 10.1.2.3:5000/busybox')).stderr).toContain('Get "http://10.1.2.3:5000/v2/"');
});
