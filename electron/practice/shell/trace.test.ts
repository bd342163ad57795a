/** `set -x`, held against bash 5.2. */
import { expect, test } from 'vitest';
import { dockerHost } from '../hosts/testing/docker-host.ts';

test.each([
  ['for a in 1 "2 3"; do :; done', '+ for a in 1 "2 3"\n+ :\n+ for a in 1 "2 3"\n+ :\n'],
  ['case abc in a*) :;; esac', '+ case abc in\n+ :\n'],
  ['for ((i=0;i<1;i++)); do :; done', '+ (( i=0 ))\n+ (( i<1 ))\n+ :\n+ (( i++ ))\n+ (( i<1 ))\n'],
])('bash -xc %s', async (script, said) => {
  expect((await dockerHost().run(`bash -xc '${script}'`)).stderr).toBe(said);
});

test('sh tells of commands alone', async () => {
  expect((await dockerHost().run("sh -xc 'for a in 1; do echo $a; done'")).stderr).toBe('+ echo 1\n');
});

test('a script whose interpreter is not there is told of by the shell that started it', async () => {
  const { stderr } = await dockerHost().run("printf '#!/nosuch\\n' > /root/a; chmod +x /root/a; /root/a");
  expect(stderr).toBe('bash: line 1: /root/a: cannot execute: required file not found\n');
});
