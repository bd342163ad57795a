/** Addresses that go by themselves when their time is over (devinet.c, check_lifetime). */
import { deleteAddress } from './addresses.ts';
import { type KernelState, linkOf } from './kernel.ts';
import { kernelIn, withKernelIn } from './namespaces.ts';

/** The next moment at which one goes; undefined: none does. */
export function nextExpiry({ links, namespaces = [] }: Pick<KernelState, 'links' | 'namespaces'>): number | undefined {
  let next: number | undefined;
  for (const all of [links, ...namespaces.map((space) => space.links)])
    for (const { addresses } of all)
      for (const { until } of addresses) if (until !== undefined) next = Math.min(next ?? until.valid, until.valid);
  return next;
}

/** Without those whose time is over, each as if somebody had deleted it. */
export function withoutExpired(kernel: KernelState, now: number): KernelState {
  const own = withoutOwn(kernel, now);
  return (own.namespaces ?? []).reduce(
    (next, { name }) => withKernelIn(next, name, withoutOwn(kernelIn(next, name), now)),
    own,
  );
}

function withoutOwn(kernel: KernelState, now: number): KernelState {
  let next = kernel;
  for (const { name, addresses } of kernel.links) {
    for (const { address, prefix, until } of addresses) {
      if (until === undefined || until.valid > now) continue;
      // With the first of a subnet the others have gone already.
      const there = linkOf(next, name).addresses.some((item) => item.address === address && item.prefix === prefix);
      if (there) next = deleteAddress(next, name, `${address}/${prefix}`);
    }
  }
  return next;
}
