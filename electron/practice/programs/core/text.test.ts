import { describe, expect, it } from 'vitest';
import { RegularError, regular } from '../../posix/regular.ts';
import { bash } from '../../shell/sh.ts';
import { fakeMachine, runShell } from '../../shell/testing/fake-machine.ts';
import { debianPrograms } from '../programs.ts';

const clock = { now: () => Date.UTC(2026, 10, 24, 12), sleep: async () => {} };
const run = async (script: string, files: Readonly<Record<string, string>> = {}) =>
  await runShell(fakeMachine({ commands: Object.fromEntries(debianPrograms), files, clock }), ['sh', '-c', script]);

describe('regular expressions', () => {
  it('find the longest of the leftmost matches, with its groups', () => {
    expect(regular('a|ab|abc', { extended: true }).exec('xabcd')).toEqual([1, 4]);
    expect(regular('\\(a*\\)b').exec('caab')).toEqual([1, 4, 1, 3]);
    expect(regular('^x').exec('ax')).toBeUndefined();
    expect(regular('[[:digit:]]+$', { extended: true }).exec('a12b345')).toEqual([4, 7]);
    expect(regular('HELLO', { ignoreCase: true }).exec('say hello')).toEqual([4, 9]);
  });

  it('say what is wrong with them', () => {
    expect(() => regular('[a')).toThrow(RegularError);
    expect(() => regular('\\(a')).toThrow('Unmatched');
    expect(() => regular('(((((a{200}){200}){200}){200}){200})', { extended: true })).toThrow('too big');
  });

  it('take no longer than the text is long, whatever they are', () => {
    const text = 'a'.repeat(20_000);
    expect(regular('(a*)*b', { extended: true }).exec(text)).toBeUndefined();
    expect(regular('(a|aa)+(a|aa)+(a|aa)+c', { extended: true }).exec(text)).toBeUndefined();
  });
});

describe('programs of a host', () => {
  it('list files as ls does', async () => {
    const ran = await run('cd /etc; ls; ls -l hosts; ls -d /etc; ls -la | head -n 1; ls none', {
      '/etc/hosts': '127.0.0.1 localhost\n',
      '/etc/apt/x': '',
    });
    expect(ran.stdout).toBe('apt\nhosts\n-rw-r--r-- 1 root root 20 Nov 24 12:00 hosts\n/etc\ntotal 16\n');
    expect(ran.stderr).toBe("ls: cannot access 'none': No such file or directory\n");
  });

  it('say honestly that there is no editor', async () => {
    const ran = await run('nano notes');
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain('a practice host has no editor. Write a file with `cat > notes`');
  });

  it('let an ordinary user change only what is his', async () => {
    const machine = fakeMachine({ commands: { ...Object.fromEntries(debianPrograms), bash } });
    machine.files.setOwner('/home/ada', 'ada');
    const how = { user: { name: 'ada', uid: 1000 }, cwd: '/home/ada' };
    const ran = await runShell(machine, ['bash', '-c', 'echo mine > f; cat f; echo > /etc/f; rm -r /var/lib; id'], how);
    expect(ran.stdout).toBe('mine\nuid=1000(ada) gid=1000(ada) groups=1000(ada)\n');
    expect(ran.stderr).toBe(
      "bash: line 1: /etc/f: Permission denied\nrm: cannot remove '/var/lib': Permission denied\n",
    );
  });

  it('show what they have while more is to come', async () => {
    const ran = await run(
      'yes | sed -n "s/y/line/p;3q" ; yes | grep -m 2 y; yes | tr y n | head -n 1; yes | cut -c1 | head -c 0',
    );
    expect(ran.stdout).toBe('line\nline\nline\ny\ny\nn\n');
  });

  it.each([
    ['yes | sort', 'memory exhausted'],
    ['yes | tail', 'Cannot allocate memory'],
    ['x=$(yes)', 'Out of space'],
    ['yes > /tmp/f', 'No space left on device'],
    ['cat /dev/zero | tail', 'Cannot allocate memory'],
  ])('give up when the memory is full: %s', async (script, words) => {
    const ran = await run(script);
    expect(ran.stderr).toContain(words);
  });
});
