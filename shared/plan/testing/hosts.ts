import { freshHost } from '../../host/fresh-host.ts';
import type { HostState } from '../../host/state.ts';

/** A fresh machine with Docker and two network cards, whose forwarding somebody has switched off. */
export function machine(hostname: string, address: string, dockerVersion = '20.10.24+dfsg1'): HostState {
  const nics = [{ name: 'ens33', address: `${address}/24` }, { name: 'ens34' }];
  const fresh = freshHost(hostname, { nics, dockerVersion, images: ['busybox:latest', 'alpine:latest'] });
  return { ...fresh, sysctls: { ...fresh.sysctls, 'net.ipv4.ip_forward': '0' } };
}
