/** Images that somebody builds from a Dockerfile, as Docker's own builder makes them. */
import { expect, test } from 'vitest';
import { type DockerHost, dockerHost } from '../../../hosts/testing/docker-host.ts';

/** Ids in the order in which they come: `<1>`. */
function plain(text: string): string {
  const ids: string[] = [];
  return text.replace(/\b[0-9a-f]{64}\b|\b(?=\d*[a-f])[0-9a-f]{12}\b/g, (id) => {
    if (!ids.includes(id)) ids.push(id);
    return `<${ids.indexOf(id) + 1}>`;
  });
}

async function hostWith(dockerfile: string, ...commands: readonly string[]): Promise<DockerHost> {
  const host = dockerHost({ publicRegistry: false });
  await host.run('mkdir -p /root/b; cat > /root/b/Dockerfile', { stdin: dockerfile });
  for (const line of commands) await host.run(line);
  return host;
}

test('a build says its steps, and the second one has them already', async () => {
  const host = await hostWith(
    'FROM busybox\nRUN echo hi; echo built > /hello\nENV GREETING=hi\nCMD ["cat", "/hello"]\n',
  );
  const first = await host.run('docker build -t hello /root/b');
  expect(first.status).toBe(0);
  expect(plain(first.stdout)).toBe(`Sending build context to Docker daemon  2.048kB\r\r
Step 1/4 : FROM busybox
 ---> <1>
Step 2/4 : RUN echo hi; echo built > /hello
 ---> Running in <2>
hi
Removing intermediate container <2>
 ---> <3>
Step 3/4 : ENV GREETING=hi
 ---> Running in <4>
Removing intermediate container <4>
 ---> <5>
Step 4/4 : CMD ["cat", "/hello"]
 ---> Running in <6>
Removing intermediate container <6>
 ---> <7>
Successfully built <7>
Successfully tagged hello:latest
`);
  expect((await host.run('docker build -t hello /root/b | grep -c "Using cache"')).stdout).toBe('3\n');
  expect((await host.run('docker run --rm hello; docker ps -aq; docker images -q | wc -l')).stdout).toBe('built\n4\n');
});

test('what a RUN has made of the disk is in the image: folders, permissions, links, and what is gone', async () => {
  const host = await hostWith(
    'FROM busybox\nCOPY go.sh .\nRUN mkdir /data && chmod +x go.sh && ln -s /go.sh /go && touch /old\nRUN rm /old\nCMD ["/go"]\n',
    "printf '#!/bin/sh\\nls -d /data /old\\n' > /root/b/go.sh",
    'docker build -q -t it /root/b',
  );
  const { stdout, stderr } = await host.run('docker run --rm it');
  expect([stdout, stderr]).toEqual(['/data\n', 'ls: /old: No such file or directory\n']);
});

test('a RUN that fails ends the build with its status, and its container stays', async () => {
  const host = await hostWith('FROM busybox\nRUN exit 3\n');
  const said = await host.run('docker build /root/b');
  expect([said.status, said.stderr]).toEqual([3, "The command '/bin/sh -c exit 3' returned a non-zero code: 3\n"]);
  expect((await host.run("docker ps -a --format '{{.Status}}'")).stdout).toMatch(/^Exited \(3\) /);
});

test.each([
  ['RUN true\n', 'Error response from daemon: no build stage in current context\n'],
  ['FROM busybox\nFROB x\n', 'Error response from daemon: dockerfile parse error line 2: unknown instruction: FROB\n'],
  ['', 'Error response from daemon: the Dockerfile (Dockerfile) cannot be empty\n'],
  ['FROM busybox\nHEALTHCHECK CMD true\n', 'practice hosts do not simulate HEALTHCHECK of a Dockerfile\n'],
  ['FROM busybox\nADD http://x/y /y\n', 'practice hosts do not simulate ADD of archives and addresses: http://x/y\n'],
  [
    'FROM busybox\nCOPY nosuch /x\n',
    'COPY failed: file not found in build context or excluded by .dockerignore: stat nosuch: file does not exist\n',
  ],
])('%j is refused', async (dockerfile, stderr) => {
  const host = await hostWith(dockerfile);
  const said = await host.run('docker build /root/b');
  expect([said.status, said.stderr]).toEqual([1, stderr]);
});

test('arguments, stages and labels', async () => {
  const host = await hostWith(
    'ARG BASE=busybox\nFROM $BASE AS one\nARG V=2\nRUN echo v=$V > /v\nFROM busybox\nLABEL class=net\nCOPY --from=one /v /w\n',
    'docker build -q --build-arg V=7 -t two /root/b',
  );
  expect((await host.run('docker run --rm two cat /w')).stdout).toBe('v=7\n');
  expect((await host.run("docker images -f label=class=net --format '{{.Repository}}'")).stdout).toBe('two\n');
  expect((await host.run('docker build --build-arg W=1 /root/b | grep Warning')).stdout).toBe(
    '[Warning] One or more build-args [W] were not consumed\n',
  );
});

test('what .dockerignore names is not sent', async () => {
  const host = await hostWith(
    'FROM busybox\nCOPY . /all/\nCMD ls /all\n',
    'touch /root/b/a.log /root/b/b.txt; echo "*.log" > /root/b/.dockerignore',
    'docker build -q -t all /root/b',
  );
  expect((await host.run('docker run --rm all')).stdout).toBe('b.txt\nDockerfile\n');
});

test('history tells the steps, and removing an image takes them along', async () => {
  const host = await hostWith('FROM busybox\nRUN echo 1 > /one\nCMD ["sh"]\n', 'docker build -q -t it /root/b');
  expect((await host.run("docker history it --format '{{.CreatedBy}}|{{.Size}}|{{.Comment}}'")).stdout).toBe(
    '/bin/sh -c #(nop)  CMD ["sh"]|0B|\n/bin/sh -c echo 1 > /one|2B|\n|1.98MB|Imported from -\n',
  );
  expect((await host.run('docker images -aq | sort -u | wc -l; docker images -q | wc -l')).stdout).toBe('4\n4\n');
  const id = (await host.run('docker images -q busybox')).stdout.trim();
  expect((await host.run(`docker rmi ${id}`)).stderr).toBe(
    `Error response from daemon: conflict: unable to delete ${id} (cannot be forced) - image has dependent child images\n`,
  );
  const { stdout } = await host.run('docker rmi it');
  expect(stdout.replaceAll(/[0-9a-f]{64}/g, 'x')).toBe(
    'Untagged: it:latest\nDeleted: sha256:x\nDeleted: sha256:x\nDeleted: sha256:x\n',
  );
  expect((await host.run('docker images -aq | wc -l')).stdout).toBe('3\n');
});
