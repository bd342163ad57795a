/** `docker network create`, `rm`, `prune`, `connect` and `disconnect`. */

import { commandWords28 } from '../../../../shared/machine/docker/facts.ts';
import type { AskedPool } from '../../../../shared/machine/docker/ipam.ts';
import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { holds } from '../../../../shared/machine/fact.ts';
import { addressPart, cidrContains, ipFamily, isCidr6 } from '../../../../shared/net/ip.ts';
import { containsAddress, parseCidr, parseIpv4 } from '../../../../shared/net/ipv4.ts';
import { connect, disconnect, unusedNetworks } from '../../docker/engine/containers.ts';
import { createNetwork, removeNetwork } from '../../docker/engine/networks.ts';
import type { UnusedPool } from '../../docker/engine/state.ts';
import { confirmed } from './confirm.ts';
import { linksOf } from './container-options.ts';
import { prunable } from './filters.ts';
import { flags } from './flags.ts';
import { optionsOf, pairsOf } from './pairs.ts';
import { anyNumber, type Call, CliError, exactly, type Subcommand, saidOf } from './subcommand.ts';

const create: Subcommand = {
  paths: ['network create'],
  usage: '[OPTIONS] NETWORK',
  summary: 'Create a network',
  flags: flags(
    `driver,d:string opt,o:list label:list internal ipv6 attachable ingress scope:string config-only config-from:string
     ipam-driver:string subnet:list ip-range:list gateway:list aux-address:list ipam-opt:list`,
  ),
  words: exactly(1),
  async run({ engine, flags: given, words: [name = ''], say }) {
    const separate = (flag: string): readonly string[] => given.list(flag).flatMap((text) => text.split(','));
    const written = {
      subnets: separate('subnet'),
      ranges: separate('ip-range'),
      gateways: separate('gateway'),
      reserved: pairsOf(given.list('aux-address')),
    };
    const pools = poolsOf(written);
    if (given.on('ipv6')) {
      throw new Refusal(
        'could not find an available, non-overlapping IPv6 address pool among the defaults to assign to the network',
        404,
      );
    }
    const options = optionsOf(given.list('opt'));
    const untold = UNSIMULATED.find((option) => options[option] === 'false');
    if (untold !== undefined)
      throw new CliError(`docker network create: practice hosts do not simulate ${untold}=false`);
    const { id } = engine.make((world) =>
      createNetwork(world, {
        name,
        driver: given.text('driver') || 'bridge',
        internal: given.on('internal'),
        attachable: given.on('attachable'),
        labels: pairsOf(given.list('label')),
        options,
        ipamOptions: pairsOf(given.list('ipam-opt')),
        pools,
        unused6: unused6Of(written),
      }),
    );
    await say(id);
    return 0;
  },
};

/** What bridges of practice hosts do in any case. */
const UNSIMULATED = ['com.docker.network.bridge.enable_icc', 'com.docker.network.bridge.enable_ip_masquerade'];

interface Written {
  readonly subnets: readonly string[];
  readonly ranges: readonly string[];
  readonly gateways: readonly string[];
  readonly reserved: Readonly<Record<string, string>>;
}

/** Which range, gateway and address belongs to which subnet; the command finds that out by itself. */
function poolsOf(written: Written): readonly AskedPool[] {
  if (written.subnets.length < written.ranges.length || written.subnets.length < written.gateways.length) {
    throw new CliError('every ip-range or gateway must have a corresponding subnet');
  }
  const { ranges, reserved } = written;
  const subnets = written.subnets.filter((text) => !isOf6(text));
  const gateways = written.gateways.filter((text) => !isOf6(text));
  if ([...ranges, ...Object.values(reserved)].some(isOf6))
    throw new CliError('docker network create: practice hosts do not simulate ranges and reserved addresses of IPv6');
  const pools = new Map(
    subnets.map((subnet) => [subnet, { range: '', gateway: '', reserved: {} as Record<string, string> }]),
  );
  for (const [at, subnet] of subnets.entries()) {
    if (subnets.slice(0, at).some((other) => matches(subnet, other) || matches(other, subnet))) {
      throw new CliError('multiple overlapping subnet configuration is not supported');
    }
  }
  for (const range of ranges) {
    const pool = poolFor(pools, range, 'range', range);
    if (pool.range !== '')
      throw new CliError(`cannot configure multiple ranges (${range}, ${pool.range}) on the same subnet`);
    pool.range = range;
  }
  for (const gateway of gateways) {
    const pool = poolFor(pools, gateway, 'gateway', gateway);
    if (pool.gateway !== '') {
      throw new CliError(`cannot configure multiple gateways (${gateway}, ${pool.gateway}) for the same subnet`);
    }
    pool.gateway = gateway;
  }
  for (const [name, address] of Object.entries(reserved)) {
    poolFor(pools, address, 'aux-address', address).reserved[name] = address;
  }
  return [...pools].map(([subnet, pool]) => ({
    subnet,
    range: pool.range || undefined,
    gateway: pool.gateway || undefined,
    reserved: pool.reserved,
  }));
}

const isOf6 = (text: string): boolean => ipFamily(addressPart(text)) === 6;

/** Subnets of IPv6, which Docker keeps and shows, and does not use without `--ipv6`. */
function unused6Of({ subnets, gateways }: Written): readonly UnusedPool[] {
  const blocks = subnets.filter(isOf6);
  for (const text of blocks) if (!isCidr6(text)) throw new CliError(`invalid subnet: invalid CIDR address: ${text}`);
  for (const gateway of gateways.filter(isOf6))
    if (!blocks.some((subnet) => cidrContains(subnet, gateway)))
      throw new CliError(`no matching subnet for gateway ${gateway}`);
  return blocks.map((subnet) => ({ subnet, gateway: gateways.find((text) => cidrContains(subnet, text)) }));
}

function poolFor<Pool>(pools: ReadonlyMap<string, Pool>, text: string, what: string, shown: string): Pool {
  for (const [subnet, pool] of pools) if (matches(subnet, text)) return pool;
  throw new CliError(`no matching subnet for ${what} ${shown}`);
}

function matches(subnet: string, text: string): boolean {
  const block = parseCidr(subnet);
  if (block === undefined) throw new CliError(`invalid subnet: invalid CIDR address: ${subnet}`);
  if (!text.includes('/')) {
    const address = parseIpv4(text);
    return address !== undefined && containsAddress(block, address);
  }
  const other = parseCidr(text);
  if (other === undefined) throw new CliError(`invalid CIDR address: ${text}`);
  return containsAddress(block, other.address);
}

const remove: Subcommand = {
  paths: ['network rm', 'network remove'],
  usage: 'NETWORK [NETWORK...]',
  summary: 'Remove one or more networks',
  flags: [],
  words: anyNumber,
  async run({ engine, words, say, complain }) {
    let status = 0;
    for (const name of words) {
      try {
        engine.change((world) => removeNetwork(world, name));
        await say(name);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        await complain(saidOf(engine, error, 'network', name));
        status = 1;
      }
    }
    if (status !== 0 && holds(commandWords28, engine.version)) await complain('exit status 1');
    return status;
  },
};

export async function pruneNetworks({ engine, say, flags: given }: Call): Promise<void> {
  const fits = prunable(given.list('filter'), engine.host.clock.now());
  const { networks } = engine.full;
  const names = engine
    .make((world) => ({ world, names: unusedNetworks(world) }))
    .names.filter((name) => networks.some((item) => item.name === name && fits(item)));
  for (const name of names) engine.change((world) => removeNetwork(world, name));
  if (names.length > 0) await say(`Deleted Networks:\n${names.join('\n')}\n`);
}

const prune: Subcommand = {
  paths: ['network prune'],
  usage: '[OPTIONS]',
  summary: 'Remove all unused networks',
  flags: flags('force,f filter:list'),
  words: exactly(0),
  async run(call) {
    const warning = `WARNING! This will remove all custom networks not used by at least one container.
Are you sure you want to continue?`;
    if (call.flags.on('force') || (await confirmed(call, warning))) await pruneNetworks(call);
    return 0;
  },
};

const connectTo: Subcommand = {
  paths: ['network connect'],
  usage: '[OPTIONS] NETWORK CONTAINER',
  summary: 'Connect a container to a network',
  flags: flags('ip:string ip6:string link:list alias:list link-local-ip:list driver-opt:list'),
  words: exactly(2),
  async run({ engine, flags: given, words: [network = '', container = ''] }) {
    const address = given.text('ip') || undefined;
    if (address !== undefined && parseIpv4(address) === undefined)
      throw new Refusal(`Invalid IPv4 address: ${address})`, 400);
    for (const flag of ['driver-opt', 'ip6', 'link-local-ip'])
      if (given.has(flag)) throw new CliError(`docker network connect: practice hosts do not simulate --${flag}`);
    engine.change((world) =>
      connect(world, network, container, { address, aliases: given.list('alias'), links: linksOf(given) }),
    );
    return 0;
  },
};

const disconnectFrom: Subcommand = {
  paths: ['network disconnect'],
  usage: '[OPTIONS] NETWORK CONTAINER',
  summary: 'Disconnect a container from a network',
  flags: flags('force,f'),
  words: exactly(2),
  async run({ engine, flags: given, words: [network = '', container = ''] }) {
    try {
      engine.change((world) => disconnect(world, network, container));
    } catch (error) {
      const absent = error instanceof Refusal && error.message === `No such container: ${container}`;
      if (!given.on('force') || !absent) throw error;
      // By force an endpoint is looked for, whoever it was.
      throw new Refusal(`endpoint ${container} not found`, 404);
    }
    return 0;
  },
};

export const networkCommands: readonly Subcommand[] = [connectTo, create, disconnectFrom, prune, remove];
