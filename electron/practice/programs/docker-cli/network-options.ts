/** `--network` of `docker run` and `docker create`, in its short form and in its long one. */
import { severalNetworksInRun } from '../../../../shared/machine/docker/facts.ts';
import { holds } from '../../../../shared/machine/fact.ts';
import { parseMac } from '../../../../shared/net/mac.ts';
import type { AskedPlace } from '../../docker/engine/containers.ts';
import type { Flags } from './flags.ts';
import { OptionError } from './option-error.ts';

/** The networks that are named, in their order; before Docker 25 there is one at most. @throws OptionError */
export function networksOf(version: string, given: Flags): readonly AskedPlace[] {
  const several = holds(severalNetworksInRun, version);
  const named = [...given.list('net'), ...given.list('network')].map((text) => placeOf(text, several));
  if (named.length > 1 && !several) {
    throw new OptionError(
      `Error response from daemon: Container cannot be connected to network endpoints: ${named.map(({ network }) => network).join(', ')}`,
    );
  }
  return named;
}

function placeOf(text: string, several: boolean): AskedPlace {
  if (!/^\w[\w-]*=/.test(text)) return { network: text, address: undefined, mac: undefined, aliases: [] };
  const fields = text.split(',').map((field) => {
    const at = field.indexOf('=');
    return at < 0 ? { key: field, value: '' } : { key: field.slice(0, at), value: field.slice(at + 1) };
  });
  const refuse = (why: string): never => {
    throw new OptionError(`invalid argument "${text}" for "--network" flag: ${why}`);
  };
  for (const { key } of fields) {
    if (NAMES.includes(key)) continue;
    if (!several || !NAMES_OF_25.includes(key)) refuse(`invalid field key ${key}`);
    if (key === 'ip6' || key === 'link-local-ip')
      throw new OptionError(`practice hosts do not simulate --network ${key}`);
  }
  const value = (key: string): string | undefined => fields.findLast((item) => item.key === key)?.value;
  const mac = value('mac-address');
  if (mac !== undefined && parseMac(mac) === undefined) refuse(`${mac} is not a valid mac address`);
  return {
    network: value('name') ?? '',
    address: value('ip'),
    mac: parseMac(mac ?? ''),
    aliases: fields.flatMap((item) => (item.key === 'alias' ? [item.value] : [])),
  };
}

/** What the long form knows everywhere, and what since Docker 25. */
const NAMES: readonly string[] = ['name', 'alias', 'driver-opt'];
const NAMES_OF_25: readonly string[] = ['ip', 'ip6', 'mac-address', 'link-local-ip', 'gw-priority'];
