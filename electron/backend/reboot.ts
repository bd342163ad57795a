/** A practice host is started anew: what was only in its memory is gone, and what it has in its files comes up again. */
import { failure, type Problem, problem, type Result, success } from '../../shared/problem.ts';
import { BRIEF } from '../remote/limits.ts';
import type { RemoteTarget } from '../remote/remote.ts';
import type { Place } from './place.ts';

/** Nobody is asked anything for a host that is ours. */
const nobody = {
  password: async () => undefined,
  passphrase: async () => undefined,
  hostPrompt: async () => undefined,
  hostKey: async () => false,
};

export async function rebootHost(
  { connections }: Pick<Place, 'connections'>,
  targets: readonly RemoteTarget[],
  host: string,
): Promise<Result<null>> {
  const target = targets.find(({ name }) => name === host);
  if (target === undefined) return failure(noSuchHost(host));
  const signal = new AbortController().signal;
  const remote = await connections.to({ ...target, user: 'root' }, { asker: nobody, signal });
  if (!remote.ok) return remote;
  // Whoever has typed it is thrown out with all others, so how it ends says nothing.
  await remote.value.exec('reboot', { limits: BRIEF });
  return success(null);
}

const noSuchHost = (host: string): Problem =>
  problem({
    code: 'no-such-host',
    message: `The lab has no practice host ${host}.`,
    hint: 'Choose a host of the lab that is ours to change.',
  });
