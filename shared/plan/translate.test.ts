import { describe, expect, test } from 'vitest';
import type { Change } from './plan.ts';
import { lockedProblem, lostProblem, stepProblem, unableProblem } from './translate.ts';

const change: Change = {
  action: 'create',
  resource: 'container:bbox10',
  kind: 'container',
  subject: 'docker01/bbox10',
  summary: 'Run the container bbox10 from busybox on mac_net10.',
  commands: [],
  after: [],
};

const said = (command: string, output: string, exitCode = 1) =>
  stepProblem(change, command, { host: 'docker01', output, exitCode });

const daemon = (text: string): string => `docker: Error response from daemon: ${text}.\nSee 'docker run --help'.\n`;

describe('what a command printed, in words', () => {
  test.each([
    [
      'docker network create x',
      'Error response from daemon: network with name mac_net10 already exists',
      'network-exists',
      'docker01 has a Docker network mac_net10 already.',
    ],
    [
      'docker network create x',
      'Error response from daemon: invalid subinterface vlan name ens99, example formatting is eth0.10',
      'parent-missing',
      'docker01 has no interface ens99 for the Docker network to stand on.',
    ],
    [
      'docker network create x',
      'Error response from daemon: network dm-4e0d1b60e2f3 is already using parent interface ens33.10',
      'parent-taken',
      'ens33.10 of docker01 is the parent of another Docker network already (its id begins with 4e0d1b60e2f3).',
    ],
    [
      'docker network create x',
      "Error response from daemon: requested ipvlan mode 'l3s' is not valid, 'l2' mode is the ipvlan driver default",
      'mode-unknown',
      'The Docker on docker01 does not know the ipvlan mode l3s.',
    ],
    [
      'docker network create x',
      'Error response from daemon: Pool overlaps with other one on this address space',
      'pool-overlap',
      "The network's subnet overlaps with that of another Docker network on docker01.",
    ],
    [
      'docker network create x',
      'Error response from daemon: failed to allocate gateway (172.16.10.1): Address already in use',
      'address-in-use',
      'Docker on docker01 has given one of these addresses away already.',
    ],
    [
      'docker run x',
      daemon('Address already in use'),
      'address-in-use',
      'Docker on docker01 has given one of these addresses away already.',
    ],
    [
      'docker run x',
      daemon("Invalid address 10.0.0.9: It does not belong to any of this network's subnets"),
      'address-outside',
      "10.0.0.9 lies outside of the network's subnet on docker01.",
    ],
    [
      'docker run x',
      daemon(
        'invalid config for network mac_net10: invalid endpoint settings:\nno configured subnet contains IP address 10.0.0.9',
      ),
      'address-outside',
      "10.0.0.9 lies outside of the network's subnet on docker01.",
    ],
    [
      'docker network rm x',
      'Error response from daemon: error while removing network: network mac_net10 id 4e0d1b60e2f3 has active endpoints',
      'network-in-use',
      'There are still running containers on the Docker network mac_net10 of docker01.',
    ],
    [
      'docker run x',
      daemon('failed to create the macvlan port: device or resource busy'),
      'parent-busy',
      "The network's parent interface on docker01 is in use in another way already.",
    ],
    [
      'docker run x',
      daemon('the requested parent interface ens33.10 was not found on the Docker host'),
      'parent-missing',
      "The interface ens33.10 of docker01, on which the container's network stands, is gone.",
    ],
    [
      'docker run x',
      'docker: Error response from daemon: Conflict. The container name "/bbox10" is already in use by container "4e0d". You have to remove (or rename) that container to be able to reuse that name.',
      'container-exists',
      'docker01 has a container bbox10 already.',
    ],
    [
      'docker run x',
      daemon('network mac_net10 not found'),
      'network-lost',
      'Docker on docker01 does not find the network mac_net10.',
    ],
    [
      'docker run x',
      'Unable to find image \'busybox:latest\' locally\ndocker: Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: Temporary failure in name resolution.',
      'image-unreachable',
      'docker01 does not have the image busybox:latest and could not fetch it.',
    ],
    [
      'docker run x',
      "Unable to find image 'nosuch:latest' locally\ndocker: Error response from daemon: pull access denied for nosuch, repository does not exist or may require 'docker login': denied: requested access to the resource is denied.",
      'image-not-found',
      'docker01 does not have the image nosuch, and no registry gave it.',
    ],
    [
      'docker run x',
      "Unable to find image 'busybox:nosuch' locally\ndocker: Error response from daemon: manifest for busybox:nosuch not found: manifest unknown: manifest unknown.",
      'image-not-found',
      'docker01 does not have the image busybox:nosuch, and no registry gave it.',
    ],
    [
      'docker start two',
      'Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error running hook #0: error running hook: exit status 1, stdout: , stderr: time="2026-11-24T12:53:02Z" level=fatal msg="failed to add interface veth1765532 to sandbox: error setting interface \\"veth1765532\\" routes to [\\"0.0.0.0/0\\"]: file exists": unknown\nError: failed to start containers: two',
      'two-default-routes',
      'On docker01 two networks of this container both want to be its way to everywhere else.',
    ],
    [
      'docker run x',
      "Unable to find image 'r:5000/b:v1' locally\ndocker: Error response from daemon: Get https://r:5000/v2/: http: server gave HTTP response to HTTPS client.",
      'registry-plain-http',
      'The registry speaks plain HTTP, which Docker on docker01 does not accept from it.',
    ],
    [
      'docker login -u lab --password-stdin 192.168.1.11:5000 && docker pull 192.168.1.11:5000/busybox:v1',
      'Error response from daemon: login attempt to https://192.168.1.11:5000/v2/ failed with status: 401 Unauthorized',
      'registry-refuses',
      'The registry does not take the password that was typed for lab: docker01 was not let in.',
    ],
    [
      'docker pull 192.168.1.11:5000/busybox:v1',
      'Error response from daemon: Get "https://192.168.1.11:5000/v2/busybox/manifests/v1": no basic auth credentials',
      'registry-login',
      'The registry wants to know who docker01 is.',
    ],
    [
      'docker run x',
      'docker: Error response from daemon: toomanyrequests: You have reached your pull rate limit.',
      'image-pull-limit',
      'The image registry lets docker01 pull no more for now.',
    ],
    [
      'docker run x',
      daemon(
        'OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "nosuch": executable file not found in $PATH: unknown',
      ),
      'command-not-in-image',
      'The image has no program nosuch, which the container should run.',
    ],
    [
      'docker run x',
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
      'docker-stopped',
      'Docker does not answer on docker01.',
    ],
    [
      'docker run x',
      'docker: Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: dial unix /var/run/docker.sock: connect: permission denied.',
      'docker-denied',
      'We may not use Docker on docker01.',
    ],
    [
      'docker rm -f -v bbox10',
      'Error: No such container: bbox10',
      'no-such-container',
      'The container bbox10 of docker01 is gone already.',
    ],
    [
      'ip link add link ens33 name ens33.10 type vlan id 10',
      'RTNETLINK answers: File exists',
      'exists',
      'docker01 has an interface of this name, or one with this tag on the same parent, already.',
    ],
    [
      'ip addr add 10.0.0.1/24 dev ens33',
      'RTNETLINK answers: File exists',
      'exists',
      'docker01 has this address already.',
    ],
    [
      'ip route add 10.0.0.0/8 via 10.1.1.1',
      'RTNETLINK answers: File exists',
      'exists',
      'docker01 has this route already.',
    ],
    [
      'ip link set dev ens99 promisc on',
      'Cannot find device "ens99"',
      'no-such-interface',
      'docker01 has no interface ens99.',
    ],
    [
      'ip link set dev ens33.10 up',
      'RTNETLINK answers: Network is down',
      'parent-down',
      'The parent interface on docker01 is down, so nothing on it can come up.',
    ],
    [
      'ip link add link ens33 name s type macvlan mode bridge',
      'RTNETLINK answers: Device or resource busy',
      'parent-busy',
      'The parent interface on docker01 is in use in another way already.',
    ],
    [
      'ip link add link ens33 name ens33.10 type vlan id 10',
      'Error: Unknown device type.',
      'no-module',
      'The kernel of docker01 cannot make an interface of this type.',
    ],
    [
      'ip route add 10.0.0.0/8 via 10.1.1.1',
      'Error: Nexthop has invalid gateway.',
      'gateway-not-neighbour',
      "The route's next hop is in no subnet that docker01 has an address in.",
    ],
    [
      'ip link add link ens33 name ens33.10 type vlan id 10',
      'RTNETLINK answers: Operation not permitted',
      'not-root',
      'We do not have the rights for this on docker01.',
    ],
    [
      'iptables -w -I DOCKER-USER -j ACCEPT',
      'iptables: No chain/target/match by that name.',
      'no-such-chain',
      'The chain for this rule, or something the rule needs, is not there on docker01.',
    ],
    [
      'iptables -w -I FORWARD -j ACCEPT',
      "iptables v1.8.9 (legacy): can't initialize iptables table `filter': Permission denied (you must be root)",
      'not-root',
      'We do not have the rights for this on docker01.',
    ],
    [
      'sysctl -w net.ipv4.ip_forward=1',
      'sysctl: permission denied on key "net.ipv4.ip_forward"',
      'not-root',
      'We do not have the rights for this on docker01.',
    ],
    ['docker run x', 'write /var/lib/docker/x: no space left on device', 'disk-full', 'The disk of docker01 is full.'],
    [
      'docker start registry',
      'Error response from daemon: driver failed programming external connectivity on endpoint registry (f82e): Error starting userland proxy: listen tcp4 0.0.0.0:5000: bind: address already in use',
      'port-taken',
      'Port 5000 of docker01 is in use already.',
    ],
    [
      'docker load -q < ./app.tar',
      'Error processing tar file(exit status 1): write /layer.tar: no space left on device',
      'disk-full',
      'The disk of docker01 is full.',
    ],
    [
      'docker load -q < ./app.tar',
      'gzip: stdin: unexpected end of file\narchive/tar: invalid tar header',
      'copy-not-whole',
      'The image did not come to docker01 whole, so Docker took nothing of it.',
    ],
    [
      'docker load -q < ./app.tar',
      'Nothing has come for 60 s\narchive/tar: invalid tar header',
      'copy-silent',
      'Nothing of the copy had come to docker01 for a minute, so it ended that and took nothing of it.',
    ],
    ...[
      'sh: 14: cannot create /var/lib/trunkline/lab/x: No space left on device',
      'bash: line 3: printf: write error: No space left on device',
      'sh: write error: No space left on device',
      "cp: error writing '/var/lib/trunkline/lab/x': No space left on device",
      "sync: error syncing '/var/lib/trunkline/lab/x': No space left on device",
      'tee: /etc/docker/daemon.json: No space left on device',
      'tar: layer.tar: Cannot write: No space left on device',
      'gzip: stdout: No space left on device',
      'docker: Error response from daemon: mkdir /var/lib/docker/overlay2/1f-init: no space left on device.',
      'failed to register layer: Error processing tar file(exit status 1): database or disk is full',
    ].map((said): [string, string, string, string] => ['sh -c x', said, 'disk-full', 'The disk of docker01 is full.']),
    ...[
      'sh: 77: printf: I/O error',
      'sh: 3: echo: I/O error',
      'bash: line 3: echo: write error',
      'tar: layer.tar: Wrote only 4096 of 10240 bytes\ntar: Exiting with failure status due to previous errors',
    ].map((said): [string, string, string, string] => [
      'keep what was there',
      said,
      'disk-full',
      'Something could not be written whole on docker01: its disk is full, or fails.',
    ]),
    [
      'docker start bbox10',
      'Error response from daemon: failed to create task for container: mkdir /sys/fs/cgroup/memory/docker/1f: no space left on device: unknown',
      'no-control-group',
      'The kernel of docker01 has no room for another control group, which each container needs.',
    ],
    [
      'keep what was there',
      'sh: 3: cannot create /var/lib/trunkline/lab/x: Disk quota exceeded',
      'disk-full',
      'What we may write on the disk of docker01 is used up.',
    ],
    [
      'docker pull busybox',
      'failed to register layer: open /var/lib/docker/tmp/1f: input/output error',
      'disk-fails',
      'A disk of docker01 cannot be read or written.',
    ],
    [
      'mkdir -p /var/lib/trunkline/lab/saved',
      "mkdir: cannot create directory '/var/lib/trunkline': Read-only file system",
      'read-only',
      'The file system of docker01 can only be read.',
    ],
  ])('%s: %s', (command, output, code, message) => {
    const problem = said(command, output);
    expect({ code: problem.code, message: problem.message }).toEqual({ code, message });
    expect(problem.hint).toMatch(/[.]$/);
    expect(problem.subject).toBe('docker01/bbox10');
    expect(problem.detail).toEqual({ command, output: output.trim() });
  });

  test('a program that is not there is named', () => {
    expect(said('iptables -w -I FORWARD -j ACCEPT', 'sh: 12: iptables: not found', 127).message).toBe(
      'docker01 has no command iptables.',
    );
  });

  test('a program that was killed says so', () => {
    expect(said('docker run x', '', 137).message).toBe('On docker01 something ended the command docker (signal 9).');
  });

  test('what nobody has met yet is shown with what failed and what was printed', () => {
    const problem = said('docker run x', 'a new kind of trouble');
    expect(problem.message).toBe('On docker01 this failed: Run the container bbox10 from busybox on mac_net10.');
    expect(problem.detail?.output).toBe('a new kind of trouble');
  });

  test('of a long output its end is kept, of progress bars the last state', () => {
    const problem = said(
      'docker run x',
      `${'Downloading 1%\rDownloading 99%\r\u001b[31mDone\u001b[0m\n'.repeat(2000)}the end`,
    );
    expect(problem.detail?.output).toMatch(/^…\nDone\n(Done\n)*the end$/);
  });
});

test('what concerns a whole host', () => {
  expect(lockedProblem('docker01', 'ada@laptop deploys vlans since 14:05').message).toBe(
    'Somebody is at work on docker01: ada@laptop deploys vlans since 14:05.',
  );
  expect(lostProblem('docker01').code).toBe('connection-lost');
  expect(unableProblem('docker01', 'sh: 1: printf: I/O error\n')).toMatchObject({
    code: 'disk-full',
    detail: { output: 'sh: 1: printf: I/O error' },
  });
  expect(unableProblem('docker01', 'sh: flock: not found\n').detail).toEqual({ output: 'sh: flock: not found' });
});
