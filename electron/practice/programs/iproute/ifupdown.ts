/** `ifup`, `ifdown`, `ifquery`: interfaces as /etc/network/interfaces says. */

import { findLink } from '../../../../shared/machine/kernel/kernel.ts';
import { broadcastOf, formatIpv4, maskOf, parseCidr, parseIpv4 } from '../../../../shared/net/ipv4.ts';
import { vlanOfName } from '../../../../shared/net/vlan.ts';
import type { Command, Process } from '../../os/machine.ts';
import { compilePattern, matches } from '../../posix/pattern.ts';

const FILE = '/etc/network/interfaces';
/** Which are configured, as ifupdown keeps it. */
const STATE = '/run/network/ifstate';

interface Stanza {
  readonly name: string;
  readonly method: string;
  readonly options: readonly (readonly [string, string])[];
}

interface Interfaces {
  readonly auto: readonly string[];
  readonly stanzas: readonly Stanza[];
  /** Lines that stand where they mean nothing, as ifupdown tells of them. */
  readonly wrong: readonly string[];
}

function readInterfaces({ userland: { files } }: Process): Interfaces {
  const auto: string[] = [];
  const stanzas: (Stanza & { readonly options: (readonly [string, string])[] })[] = [];
  const wrong: string[] = [];
  const read = (path: string, depth: number): void => {
    if (files.status(path)?.kind !== 'file' || depth > DEEPEST) return;
    let within = false;
    for (const [at, line] of files.read(path).split('\n').entries()) {
      const [first = '', ...rest] = line.replace(/#.*/, '').trim().split(/\s+/);
      if (first === '') continue;
      if (first === 'auto' || first === 'allow-auto' || first === 'allow-hotplug') auto.push(...rest);
      else if (first === 'iface') {
        within = true;
        stanzas.push({ name: rest[0] ?? '', method: rest[2] ?? 'manual', options: [] });
      } else if (first === 'source' || first === 'source-directory') {
        for (const other of named(first === 'source' ? (rest[0] ?? '') : `${rest[0]}/*`)) read(other, depth + 1);
      } else if (within) stanzas.at(-1)?.options.push([first, rest.join(' ')]);
      else wrong.push(`${path}:${at + 1}: misplaced option`);
    }
  };
  /** Files by a path whose last name may be a pattern; of a folder those with plain names, as run-parts takes them. */
  const named = (pattern: string): readonly string[] => {
    const path = pattern.startsWith('/') ? pattern : `/etc/network/${pattern}`;
    if (!/[*?[]/.test(path)) return [path];
    const folder = path.slice(0, path.lastIndexOf('/')) || '/';
    if (files.status(folder)?.kind !== 'directory') return [];
    const compiled = compilePattern(path.slice(path.lastIndexOf('/') + 1));
    return files
      .list(folder)
      .filter((name) => !name.startsWith('.') && matches(compiled, name))
      .map((name) => `${folder}/${name}`);
  };
  read(FILE, 0);
  return { auto, stanzas, wrong };
}

/** Files that name files that name each other. */
const DEEPEST = 10;

const option = ({ options }: Stanza, name: string): string | undefined => options.find(([key]) => key === name)?.[1];
const all = ({ options }: Stanza, name: string): readonly string[] =>
  options.flatMap(([key, value]) => (key === name ? [value] : []));

function configured({ userland: { files } }: Process): readonly string[] {
  const text = files.status(STATE)?.kind === 'file' ? files.read(STATE) : '';
  return text.split('\n').flatMap((line) => (line === '' ? [] : [line.split('=')[0] ?? '']));
}

const remember = ({ userland: { files } }: Process, names: readonly string[]): void =>
  files.write(STATE, names.map((name) => `${name}=${name}\n`).join(''));

interface Asked {
  readonly names: readonly string[];
  readonly force: boolean;
}

function asked(process: Process, known: readonly string[]): Asked {
  const words = process.argv.slice(1);
  const excluded = words.flatMap((word) => /^(?:--exclude=|-X)(.+)$/.exec(word)?.[1] ?? []);
  const names = words.some((word) => word === '-a' || word === '--all')
    ? known
    : words.filter((word) => !word.startsWith('-'));
  return { names: names.filter((name) => !excluded.includes(name)), force: words.includes('--force') };
}

async function forRoot(process: Process): Promise<boolean> {
  if (process.user.uid === 0) return true;
  await process.stderr.write(
    `${process.argv[0]}: failed to open lockfile /run/network/.ifstate.lock: Permission denied\n`,
  );
  return false;
}

export const ifup: Command = async (process) => {
  if (!(await forRoot(process))) return 1;
  const { auto, stanzas, wrong } = readInterfaces(process);
  const { names, force } = asked(process, auto);
  const isAll = process.argv.includes('-a') || process.argv.includes('--all');
  if (names.length === 0 && !isAll) {
    await process.stderr.write('ifup: no interface(s) specified\nifup: Use --help for help\n');
    return 1;
  }
  const telling = tellingOf(process);
  for (const line of wrong) await process.stderr.write(`ifup: ${line}\n`);
  let status = 0;
  for (const name of names) {
    const stanza = stanzas.find((item) => item.name === name);
    if (stanza === undefined) {
      await process.stderr.write(`ifup: unknown interface ${name}\n`);
      status = 1;
    } else if (configured(process).includes(name) && !force) {
      if (!isAll) await process.stderr.write(`ifup: interface ${name} already configured\n`);
    } else if (telling.only) await telling.tell(stanza);
    else if ((await telling.tell(stanza)) && (await bringUp(process, stanza)))
      remember(process, [...configured(process), name]);
    else {
      await process.stderr.write(`ifup: failed to bring up ${name}\n`);
      status = 1;
    }
  }
  return status;
};

interface Telling {
  /** `-n`: nothing is done. */
  readonly only: boolean;
  /** Says what is done, where that is asked. */
  tell(stanza: Stanza): Promise<true>;
}

/** `-n` and `-v`: the commands that ifupdown runs for an interface, on standard error. */
function tellingOf({ argv, stderr, userland: { files } }: Process): Telling {
  const has = (letter: string, long: string): boolean =>
    argv.slice(1).some((word) => word === long || (/^-[a-z]+$/.test(word) && word.includes(letter)));
  const [only, verbose] = [has('n', '--no-act'), has('v', '--verbose')];
  const parts = (folder: string): readonly string[] => {
    const path = `/etc/network/${folder}`;
    const found = verbose && files.status(path)?.kind === 'directory' ? files.list(path) : [];
    return [
      `run-parts --exit-on-error${verbose ? ' --verbose' : ''} ${path}`,
      ...(only ? [] : [...found].sort().map((name) => `run-parts: executing ${path}/${name}`)),
    ];
  };
  return {
    only,
    async tell(stanza) {
      if (!only && !verbose) return true;
      const lines = [...all(stanza, 'pre-up'), ...parts('if-pre-up.d'), ...commandsOf(stanza)];
      const after = [...all(stanza, 'up'), ...parts('if-up.d'), ...all(stanza, 'post-up')];
      const head = verbose ? `ifup: configuring interface ${stanza.name}=${stanza.name} (inet)\n` : '';
      await stderr.write(`${head}${vlanCommand(stanza)}${[...lines, ...after].map((line) => `${line}\n`).join('')}`);
      return true;
    },
  };
}

/** What ifupdown's own script for VLANs is. */
function vlanCommand(stanza: Stanza): string {
  const tagged = vlanOfName(stanza.name);
  const raw = option(stanza, 'vlan-raw-device') ?? tagged?.parent;
  const vlan = option(stanza, 'vlan-id') ?? tagged?.vlan;
  if (raw === undefined || vlan === undefined) return '';
  const { name } = stanza;
  return `if test -d /sys/class/net/${raw} &&         ! ip link show ${name} >/dev/null 2>&1;     then         if test \`cat /sys/class/net/${raw}/type\` -eq 32; then             echo 0x${vlan} > /sys/class/net/${raw}/create_child;         else             ip link set up dev ${raw};             ip link add link ${raw} name ${name} type vlan id ${vlan}; \tfi;     fi\n\n`;
}

function commandsOf(stanza: Stanza): readonly string[] {
  const { name, method } = stanza;
  const address = option(stanza, 'address');
  const set = `ip link set dev ${name}   up\n`;
  if (method !== 'static' || address === undefined) return [set];
  const mask = option(stanza, 'netmask');
  const cidr = parseCidr(address.includes('/') ? address : `${address}/${mask === undefined ? 24 : prefixOf(mask)}`);
  if (cidr === undefined) return [set];
  const [own = ''] = address.split('/');
  const add = `ip addr add ${own}/${formatIpv4(maskOf(cidr.prefix))} broadcast ${formatIpv4(broadcastOf(cidr))} \t  dev ${name} label ${name}`;
  const gateway = option(stanza, 'gateway');
  return [add, set, ...(gateway === undefined ? [] : [` ip route add default via ${gateway}  dev ${name} onlink`])];
}

async function bringUp(process: Process, stanza: Stanza): Promise<boolean> {
  const { name, method } = stanza;
  const ip = async (...words: readonly string[]): Promise<boolean> => (await process.run(['ip', ...words])) === 0;
  const commands = async (key: string): Promise<boolean> => {
    for (const command of all(stanza, key)) if ((await process.run(['sh', '-c', command])) !== 0) return false;
    return true;
  };
  if (method === 'static' && option(stanza, 'address') === undefined) {
    await process.stderr.write(
      `ifup: missing required variable: address\nifup: missing required configuration variables for interface ${name}/inet\n`,
    );
    return false;
  }
  if (!(await commands('pre-up'))) return false;
  const tagged = vlanOfName(name);
  const raw = option(stanza, 'vlan-raw-device') ?? tagged?.parent;
  const vlan = option(stanza, 'vlan-id') ?? tagged?.vlan ?? /^vlan(\d+)$/.exec(name)?.[1];
  if (findLink(process.machine.kernel(), name) === undefined && raw !== undefined && vlan !== undefined) {
    if (!(await ip('link', 'set', 'up', 'dev', raw))) return false;
    if (!(await ip('link', 'add', 'link', raw, 'name', name, 'type', 'vlan', 'id', String(vlan)))) return false;
  }
  if (!(await ip('link', 'set', 'dev', name, 'up'))) return false;
  const address = option(stanza, 'address');
  if (method === 'static' && address !== undefined) {
    const mask = option(stanza, 'netmask');
    const prefix = address.includes('/') || mask === undefined ? '' : `/${prefixOf(mask)}`;
    if (!(await ip('addr', 'replace', `${address}${prefix}`, 'broadcast', '+', 'dev', name))) return false;
    const gateway = option(stanza, 'gateway');
    if (gateway !== undefined && !(await ip('route', 'replace', 'default', 'via', gateway, 'dev', name, 'onlink')))
      return false;
  }
  return (await commands('up')) && (await commands('post-up'));
}

/** Of `255.255.255.0`; a length stays one. */
function prefixOf(mask: string): string {
  const number = parseIpv4(mask);
  return number === undefined ? mask : String(number.toString(2).replaceAll('0', '').length);
}

export const ifdown: Command = async (process) => {
  if (!(await forRoot(process))) return 1;
  const { stanzas } = readInterfaces(process);
  const { names, force } = asked(process, configured(process));
  let status = 0;
  for (const name of names) {
    if (!configured(process).includes(name) && !force) {
      await process.stderr.write(`ifdown: interface ${name} not configured\n`);
      continue;
    }
    const stanza = stanzas.find((item) => item.name === name);
    for (const command of stanza === undefined
      ? []
      : [...all(stanza, 'pre-down'), ...all(stanza, 'down'), ...all(stanza, 'post-down')]) {
      await process.run(['sh', '-c', command]);
    }
    const link = findLink(process.machine.kernel(), name);
    if (link !== undefined) await process.run(['ip', 'addr', 'flush', 'dev', name]);
    const isVlan = link?.kind === 'vlan';
    if (
      link !== undefined &&
      (await process.run(isVlan ? ['ip', 'link', 'del', name] : ['ip', 'link', 'set', 'dev', name, 'down'])) !== 0
    )
      status = 1;
    remember(
      process,
      configured(process).filter((item) => item !== name),
    );
  }
  return status;
};

/** An address with a length is shown as three. */
function optionsShown({ options }: Stanza): Stanza['options'] {
  return options.flatMap(([key, value]): Stanza['options'] => {
    const cidr = key === 'address' ? parseCidr(value) : undefined;
    if (cidr === undefined || !value.includes('/')) return [[key, value]];
    return [
      ['address', value.split('/')[0] ?? ''],
      ['broadcast', formatIpv4(broadcastOf(cidr))],
      ['netmask', formatIpv4(maskOf(cidr.prefix))],
    ];
  });
}

export const ifquery: Command = async (process) => {
  const { auto, stanzas } = readInterfaces(process);
  const words = process.argv.slice(1);
  if (words.includes('--list') || words.includes('-l')) {
    await process.stdout.write(auto.map((name) => `${name}\n`).join(''));
    return 0;
  }
  if (words.includes('--state')) {
    await process.stdout.write(
      configured(process)
        .map((name) => `${name}=${name}\n`)
        .join(''),
    );
    return 0;
  }
  const name = words.find((word) => !word.startsWith('-'));
  const stanza = stanzas.find((item) => item.name === name);
  if (stanza === undefined) {
    await process.stderr.write(`ifquery: unknown interface ${name ?? ''}\n`);
    return 1;
  }
  await process.stdout.write(
    optionsShown(stanza)
      .map(([key, value]) => `${key}: ${value}\n`)
      .join(''),
  );
  return 0;
};
