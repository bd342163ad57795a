/** Another mode for a network, with what goes along: of a routed one, a network for each host, and routes between them. */
import { networkPath, set, unset } from '../lab/edit/edits.ts';
import type { Lab, NetworkDriver } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { isRouted } from '../machine/docker/pools.ts';
import { type Draft, draftOf, isRefusal, step } from './draft.ts';
import { newFault } from './draw.ts';
import { onNetwork } from './parts.ts';
import { oneForEachHost } from './routed.ts';
import { DEFAULTS, type Defaults, type Outcome } from './tools.ts';

type Mode = NonNullable<NetworkDriver['mode']>;

/** The network in this mode. In a routed one nobody asks for a gateway or for the addresses of the wire. */
export function changeMode(lab: Lab, name: string, mode: Mode, defaults: Defaults = DEFAULTS): Outcome {
  const network = indexOf(lab).network(name);
  if (network === undefined) return { ok: false, why: `there is no ${name}` };
  if (network.mode === mode) return { ok: false, why: `${name} is ${mode} now` };
  const draft = withMode(lab, name, mode);
  const becomes = isRouted(mode) && !isRouted(network.mode) && network.external !== true;
  const each = becomes ? oneForEachHost(withoutGateway(draft, name), name, defaults) : draft;
  if (isRefusal(each)) return { ok: false, why: each.why };
  const fault = newFault(lab, each.lab);
  if (fault !== undefined) return { ok: false, why: fault };
  const more = each.lab.networks.length > lab.networks.length ? ', a network for each host' : '';
  return { ok: true, lab: each.lab, edits: each.edits, made: [], select: '', says: `make ${name} ${mode}${more}` };
}

const withMode = (lab: Lab, name: string, mode: Mode): Draft =>
  step(
    draftOf(lab),
    onNetwork(lab, name, (item) => ({ ...item, mode }) as typeof item),
    set([...networkPath(name), 'mode'], mode),
  );

/** Ranges are of the old subnet of several hosts. */
const withoutGateway = (draft: Draft, name: string): Draft =>
  step(
    draft,
    onNetwork(draft.lab, name, (item) => ({
      ...item,
      gateway: undefined,
      range: undefined,
      ranges: undefined,
      reserved: [],
    })),
    ...(['gateway', 'range', 'ranges', 'reserved'] as const).map((key) => unset([...networkPath(name), key])),
  );
