import { describe, expect, it } from 'vitest';
import { FileError } from './files.ts';
import { makeDirectories, memoryFiles } from './memory-files.ts';
import { syntheticFiles } from './synthetic-files.ts';

const now = (): number => 1000;

describe('files in memory', () => {
  it('keeps what is written, in directories that are there', () => {
    const files = memoryFiles({ now, initial: { '/etc/hostname': 'docker01\n' } });
    files.write('/etc/motd', 'Hello\n');
    files.write('/etc/motd', 'again\n', { append: true });
    expect(files.read('/etc/motd')).toBe('Hello\nagain\n');
    expect(files.list('/etc')).toEqual(['hostname', 'motd']);
    expect(files.status('/etc/motd')).toMatchObject({ kind: 'file', size: 12, owner: 'root', mode: 0o644 });
    expect(() => files.write('/nowhere/x', '')).toThrow(new FileError('ENOENT'));
    expect(() => files.write('/etc/motd/x', '')).toThrow(new FileError('ENOTDIR'));
    expect(() => files.read('/etc')).toThrow(new FileError('EISDIR'));
  });

  it('moves files and refuses to remove what holds something', () => {
    const files = memoryFiles({ now, initial: { '/a/b': '1' } });
    expect(() => files.remove('/a')).toThrow(new FileError('ENOTEMPTY'));
    files.rename('/a/b', '/a/c');
    expect(files.read('/a/c')).toBe('1');
    files.rename('/a', '/d');
    expect(files.read('/d/c')).toBe('1');
    expect(() => files.rename('/d', '/d/e')).toThrow(new FileError('EINVAL'));
    files.remove('/d/c');
    files.remove('/d');
    expect(files.list('/')).toEqual([]);
  });

  it('gives what is new in a directory with the set-group-ID bit to its group', () => {
    const files = memoryFiles({ now });
    files.makeDirectory('/project', 0o755);
    files.setOwner('/project', undefined, 'devs');
    files.setMode('/project', 0o2770);
    files.write('/project/own', 'x', { owner: 'alice' });
    files.makeDirectory('/project/below', 0o755, 'alice');
    files.write('/project/below/own', 'x', { owner: 'devs' });
    expect(files.status('/project/own')).toMatchObject({ owner: 'alice', group: 'devs', mode: 0o644 });
    expect(files.status('/project/below')).toMatchObject({ owner: 'alice', group: 'devs', mode: 0o2755 });
    expect(files.status('/project/below/own')).not.toHaveProperty('group');
  });

  it('shows what a kernel has in its own part of the tree', () => {
    const values = new Map([['/net/ipv4/ip_forward', '0\n']]);
    const sysctls = syntheticFiles({
      read: (path) => values.get(path),
      list: (path) => ({ '/': ['net'], '/net': ['ipv4'], '/net/ipv4': ['ip_forward'] })[path],
      write: (path, text) => {
        if (!/^[01]\n?$/.test(text)) throw new FileError('EINVAL');
        values.set(path, `${text.trim()}\n`);
      },
    });
    const files = memoryFiles({ now, mounts: [{ path: '/proc/sys', files: sysctls }] });
    expect(files.list('/proc')).toEqual(['sys']);
    expect(files.list('/proc/sys/net/ipv4')).toEqual(['ip_forward']);
    files.write('/proc/sys/net/ipv4/ip_forward', '');
    files.write('/proc/sys/net/ipv4/ip_forward', '1\n', { append: true });
    expect(files.read('/proc/sys/net/ipv4/ip_forward')).toBe('1\n');
    expect(() => files.write('/proc/sys/net/ipv4/ip_forward', 'yes')).toThrow(new FileError('EINVAL'));
    expect(() => files.write('/proc/sys/net/ipv4/other', '1')).toThrow(new FileError('ENOENT'));
    expect(() => files.remove('/proc/sys/net')).toThrow(new FileError('EACCES'));
  });

  it('is full at some point, and has room again for what is removed', () => {
    const files = memoryFiles({ now, limit: 2000 });
    files.write('/a', 'x'.repeat(1000));
    expect(() => files.write('/b', 'x'.repeat(1000))).toThrow(new FileError('ENOSPC'));
    files.remove('/a');
    files.write('/b', 'x'.repeat(1000));
  });

  it('has sockets, and makes directories above each other', () => {
    const files = memoryFiles({ now });
    files.makeSocket('/var/run/docker.sock');
    expect(files.status('/var/run/docker.sock')).toMatchObject({ kind: 'socket', mode: 0o660 });
    makeDirectories(files, '/var/lib/docker');
    expect(files.list('/var/lib')).toEqual(['docker']);
  });
});
