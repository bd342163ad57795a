/** `dpkg` and `apt`: they say what is there, and that nothing can be fetched. */
import type { Command, Process } from '../../os/machine.ts';
import { type Release, releaseOf } from '../../os/releases.ts';
import { Failure, program, programName } from '../core/program.ts';

interface Package {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  /** A program that it brings. */
  readonly brings?: string;
}

const packagesOf = ({ docker, iproute2, iptables, name }: Release): readonly Package[] => {
  const debian = name === 'bookworm' ? '12' : '13';
  return [
    { name: 'base-files', version: `${debian}.4`, summary: 'Debian base system miscellaneous files' },
    { name: 'bash', version: '5.2.15-2+b7', summary: 'GNU Bourne Again SHell', brings: 'bash' },
    { name: 'coreutils', version: '9.1-1', summary: 'GNU core utilities', brings: 'ls' },
    {
      name: 'curl',
      version: '7.88.1-10+deb12u14',
      summary: 'command line tool for transferring data with URL syntax',
      brings: 'curl',
    },
    { name: 'docker.io', version: docker, summary: 'Linux container runtime', brings: 'docker' },
    {
      name: 'ifupdown',
      version: '0.8.41',
      summary: 'high level tools to configure network interfaces',
      brings: 'ifup',
    },
    { name: 'iproute2', version: `${iproute2}-3`, summary: 'networking and traffic control tools', brings: 'ip' },
    {
      name: 'iptables',
      version: `${iptables}-2`,
      summary: 'administration tools for packet filtering and NAT',
      brings: 'iptables',
    },
    {
      name: 'iputils-arping',
      version: '3:20221126-1+deb12u1',
      summary: 'Tool to send ICMP echo requests to an ARP address',
      brings: 'arping',
    },
    {
      name: 'iputils-ping',
      version: '3:20221126-1+deb12u1',
      summary: 'Tools to test the reachability of network hosts',
      brings: 'ping',
    },
    {
      name: 'mawk',
      version: '1.3.4.20200120-3.1',
      summary: 'Pattern scanning and text processing language',
      brings: 'awk',
    },
    {
      name: 'openssh-server',
      version: '1:9.2p1-2+deb12u7',
      summary: 'secure shell (SSH) server, for secure access from remote machines',
    },
    { name: 'procps', version: '2:4.0.2-3', summary: '/proc file system utilities', brings: 'ps' },
    { name: 'systemd', version: '252.39-1~deb12u1', summary: 'system and service manager', brings: 'systemctl' },
  ];
};

const packages = ({ machine }: Process): readonly Package[] => packagesOf(releaseOf(machine.kernel().facts));

const matching = (process: Process, patterns: readonly string[]): readonly Package[] =>
  packages(process).filter(({ name }) =>
    patterns.some((pattern) => new RegExp(`^${pattern.replace(/[.+]/g, '\\$&').replaceAll('*', '.*')}$`).test(name)),
  );

export const dpkg: Command = program(async (process) => {
  const [, flag = '', ...names] = process.argv;
  const { stdout } = process;
  if (flag === '-l' || flag === '--list') {
    const found = names.length === 0 ? packages(process) : matching(process, names);
    if (found.length === 0) throw new Failure(`no packages found matching ${names[0]}`, 1);
    const width = (of: (item: Package) => string, least: number): number =>
      Math.max(least, ...found.map((item) => of(item).length));
    const [a, b] = [width((item) => item.name, 14), width((item) => item.version, 12)];
    const head = `Desired=Unknown/Install/Remove/Purge/Hold\n| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend\n|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)\n||/ ${'Name'.padEnd(a)} ${'Version'.padEnd(b)} Architecture Description\n+++-${'='.repeat(a)}-${'='.repeat(b)}-============-=================================\n`;
    await stdout.write(
      head +
        found
          .map(({ name, version, summary }) => `ii  ${name.padEnd(a)} ${version.padEnd(b)} amd64        ${summary}\n`)
          .join(''),
    );
    return 0;
  }
  if (flag === '-s' || flag === '--status') {
    const [found] = matching(process, names);
    if (found === undefined) {
      throw new Failure(
        `package '${names[0]}' is not installed and no information is available\nUse dpkg --info (= dpkg-deb --info) to examine archive files.`,
        1,
      );
    }
    await stdout.write(
      `Package: ${found.name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${found.version}\nDescription: ${found.summary}\n`,
    );
    return 0;
  }
  if (flag === '-S' || flag === '--search') {
    const name = (names[0] ?? '').replace(/^.*\//, '');
    const found = packages(process).find(({ brings }) => brings === name);
    if (found === undefined) throw new Failure(`no path found matching pattern ${names[0]}`);
    await stdout.write(`${found.name}: ${names[0]?.includes('/') ? names[0] : `/usr/bin/${name}`}\n`);
    return 0;
  }
  if (flag === '--print-architecture') {
    await stdout.write('amd64\n');
    return 0;
  }
  if (flag === '--version') {
    await stdout.write("Debian 'dpkg' package management program version 1.21.22 (amd64).\n");
    return 0;
  }
  throw new Failure(flag === '' ? 'need an action option' : `practice hosts do not simulate ${flag} of dpkg`, 2);
});

const FETCHING = ['update', 'upgrade', 'dist-upgrade', 'full-upgrade'];

export const apt: Command = program(async (process) => {
  const words = process.argv.slice(1).filter((word) => !word.startsWith('-'));
  const [verb = '', ...names] = words;
  const { stdout, stderr } = process;
  const release = releaseOf(process.machine.kernel().facts);
  if (verb === 'list') {
    const found = names.length === 0 ? packages(process) : matching(process, names);
    await stdout.write(
      `Listing...\n${found.map(({ name, version }) => `${name}/now ${version} amd64 [installed,local]\n`).join('')}`,
    );
    return 0;
  }
  if (verb === 'search') throw new Failure('practice hosts do not simulate search: nothing can be fetched here', 100);
  if (verb === 'policy' || verb === 'show') {
    const found = matching(process, names);
    if (found.length === 0) await stderr.write(`N: Unable to locate package ${names[0] ?? ''}\n`);
    for (const { name, version, summary } of found) {
      await stdout.write(
        verb === 'policy'
          ? `${name}:\n  Installed: ${version}\n  Candidate: ${version}\n`
          : `Package: ${name}\nVersion: ${version}\nDescription: ${summary}\n\n`,
      );
    }
    return found.length > 0 ? 0 : 100;
  }
  if (process.user.uid !== 0) {
    await stderr.write(
      'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\nE: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?\n',
    );
    return 100;
  }
  if (programName(process) === 'apt' && stdout.terminal === undefined)
    await stderr.write('\nWARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n\n');
  if (verb === 'update') {
    const source = `http://deb.debian.org/debian ${release.name} InRelease`;
    await stdout.write(
      `Ign:1 ${source}\nErr:1 ${source}\n  Temporary failure resolving 'deb.debian.org'\nReading package lists...\n`,
    );
    await stderr.write(
      `W: Failed to fetch http://deb.debian.org/debian/dists/${release.name}/InRelease  Temporary failure resolving 'deb.debian.org'\nW: Some index files failed to download. They have been ignored, or old ones used instead.\n`,
    );
    return 0;
  }
  const head = 'Reading package lists...\nBuilding dependency tree...\n';
  if (verb === 'install' || FETCHING.includes(verb)) {
    await stdout.write(head);
    const missing = names.find((name) => matching(process, [name]).length === 0);
    if (missing !== undefined) {
      await stderr.write(`E: Unable to locate package ${missing}\n`);
      return 100;
    }
    await stdout.write('Reading state information...\n');
    for (const { name, version } of matching(process, names))
      await stdout.write(`${name} is already the newest version (${version}).\n`);
    await stdout.write('0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n');
    return 0;
  }
  if (verb === '') {
    await stdout.write(`${programName(process)} 2.6.1 (amd64)\n`);
    return 0;
  }
  throw new Failure(`practice hosts do not simulate ${verb} of ${programName(process)}`, 100);
});
