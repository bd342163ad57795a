/** How hosts are named on the command line. */
import { failure, type Problem, problem, type Result, success } from '../../shared/problem.ts';
import { shown } from '../../shared/shown.ts';
import type { RemoteTarget } from '../remote/remote.ts';

/**
 * All that were named. What is told of a host is told under its name, so no two have the same: those at one address are told
 * apart by their ports, and one place that is named twice is refused.
 */
export function readTargets(texts: readonly string[]): Result<readonly RemoteTarget[]> {
  const found = texts.map((text) => ({ text, target: readTarget(text) }));
  const wrong = found.find(({ target }) => target === undefined);
  if (wrong !== undefined) return failure(noHost(wrong.text));
  const targets = found.flatMap(({ target }) => target ?? []);
  const places = targets.map(placeOf);
  const twice = targets.find((target, at) => places.indexOf(placeOf(target)) !== at);
  if (twice !== undefined) return failure(namedTwice(placeOf(twice)));
  return success(
    targets.map((target) => {
      const others = targets.filter(({ address }) => address.toLowerCase() === target.address.toLowerCase());
      return { ...target, name: others.length > 1 ? placeOf(target) : target.address, key: undefined };
    }),
  );
}

const placeOf = ({ address, port }: { readonly address: string; readonly port: number }): string =>
  // The same in capitals.
  `${address.includes(':') ? `[${address}]` : address}:${port}`.toLowerCase();

const noHost = (text: string): Problem =>
  problem({
    code: 'bad-host',
    message: `${shown(text)} does not name a host.`,
    hint: 'Say --host user@address or --host user@address:port.',
  });

const namedTwice = (place: string): Problem =>
  problem({
    code: 'bad-host',
    message: `${place} is named twice.`,
    hint: 'Say --host once for each host, with the user who may become root there.',
  });

/** `user@address[:port]`, an IPv6 address in brackets. */
function readTarget(
  text: string,
): { readonly user: string; readonly address: string; readonly port: number } | undefined {
  const found =
    /^(?:([A-Za-z0-9_][A-Za-z0-9_.-]*)@)?(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9][A-Za-z0-9.-]*))(?::(\d{1,5}))?$/.exec(
      text,
    );
  const address = found?.[2] ?? found?.[3];
  const port = Number(found?.[4] ?? 22);
  if (address === undefined || port < 1 || port > 65535) return undefined;
  return { user: found?.[1] ?? 'root', address, port };
}
