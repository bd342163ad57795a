import type { HostFacts } from './state.ts';
import { excerpt } from './untrusted.ts';

export interface FactSources {
  /** Lines `NAME VALUE`; several of one name are a list. */
  readonly facts: string;
  /** Small files, by path. */
  readonly files: ReadonlyMap<string, readonly string[]>;
  /** What sudo said when it refused; empty when it was not asked. */
  readonly refusal: string;
  /** Whether it ran under sudo with a password that a person gave. */
  readonly password: boolean;
}

export interface Facts {
  readonly hostname: string;
  readonly facts: HostFacts;
  readonly root: boolean;
  /** The kernel has tables of the old iptables. */
  readonly legacyTables: boolean;
}

export function parseFacts({ facts: text, files, refusal, password }: FactSources): Facts {
  const pairs = text.split('\n').flatMap((line): (readonly [string, string])[] => {
    const space = line.indexOf(' ');
    return space === -1 ? [] : [[line.slice(0, space), line.slice(space + 1)]];
  });
  const one = (name: string): string => pairs.find(([key]) => key === name)?.[1] ?? '';
  const many = (name: string): string[] => pairs.filter(([key]) => key === name).map(([, value]) => value);
  const modules = many('module');
  const wireless = many('wireless');
  const root = one('uid') === '0';
  return {
    hostname: files.get('/proc/sys/kernel/hostname')?.[0] ?? '',
    root,
    legacyTables: one('legacy-tables') !== '',
    facts: {
      os: osName(files),
      kernel: one('kernel'),
      virtualization: one('virtualization'),
      user: one('user'),
      privilege: privilegeOf(root, one('sudo-user') !== '', refusal, password),
      ...(refusal.trim() !== '' && { refusal: excerpt(refusal) }),
      modules: {
        '8021q': modules.includes('8021q'),
        macvlan: modules.includes('macvlan'),
        ipvlan: modules.includes('ipvlan'),
      },
      managers: many('manager'),
      firewallManager: many('firewall')[0] ?? (ufwIsEnabled(files) ? 'ufw' : undefined),
      // SSH_CONNECTION: client address and port, server address and port.
      sshAddress: one('ssh').split(' ')[2],
      ...(wireless.length > 0 && { wireless }),
      commands: many('command'),
    },
  };
}

function osName(files: ReadonlyMap<string, readonly string[]>): string {
  const lines = files.get('/etc/os-release') ?? files.get('/usr/lib/os-release') ?? [];
  const line = lines.find((item) => item.startsWith('PRETTY_NAME='));
  return (line ?? '').slice('PRETTY_NAME='.length).replace(/^(["'])(.*)\1$/, '$2');
}

const ufwIsEnabled = (files: ReadonlyMap<string, readonly string[]>): boolean =>
  files.get('/etc/ufw/ufw.conf')?.some((line) => /^ENABLED=["']?yes/i.test(line)) ?? false;

function privilegeOf(root: boolean, bySudo: boolean, refusal: string, password: boolean): HostFacts['privilege'] {
  if (root) return password ? 'sudo-password' : bySudo ? 'sudo' : 'root';
  // sudo, and its successor in Rust.
  return /password is required|authentication is required/i.test(refusal) ? 'sudo-password' : 'none';
}
