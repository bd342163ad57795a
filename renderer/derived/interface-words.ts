/** What kinds of interface are called in the window. */
import type { Interface } from '../../shared/lab/lab.ts';

interface Words {
  readonly short: string;
  /** Where there is room to say what it is for. */
  readonly long: string;
}

export const INTERFACE_WORDS: Readonly<Record<Interface['kind'], Words>> = {
  nic: { short: 'card', long: 'network card' },
  vlan: { short: 'sub-interface', long: 'VLAN sub-interface' },
  shim: { short: 'host shim', long: 'host shim: the host’s own interface on a macvlan network' },
  bond: { short: 'bond', long: 'bond: several cards as one' },
  bridge: { short: 'bridge', long: 'bridge: a switch in software' },
  dummy: { short: 'dummy', long: 'dummy: an interface without a wire' },
};
