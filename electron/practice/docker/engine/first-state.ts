/** A Docker engine as it is right after Docker was installed. */
import { hexId } from './ids.ts';
import { firstImages } from './images.ts';
import type { EngineState, Network } from './state.ts';

const DEFAULT_BRIDGE = {
  'com.docker.network.bridge.default_bridge': 'true',
  'com.docker.network.bridge.enable_icc': 'true',
  'com.docker.network.bridge.enable_ip_masquerade': 'true',
  'com.docker.network.bridge.host_binding_ipv4': '0.0.0.0',
  'com.docker.network.bridge.name': 'docker0',
  'com.docker.network.driver.mtu': '1500',
} as const;

export const firstState = (
  seed: string,
  images: readonly string[],
  now: number,
  sizes: Readonly<Record<string, number>> = {},
): EngineState => ({
  counter: 0,
  containers: [],
  volumes: [],
  served: [],
  images: firstImages(images, now).map((image) => ({
    ...image,
    size: image.tags.map((tag) => sizes[tag]).find((size) => size !== undefined) ?? image.size,
  })),
  networks: [
    {
      ...network(seed, 'bridge', 'bridge', now),
      options: DEFAULT_BRIDGE,
      pools: [{ subnet: '172.17.0.0/16', gateway: '172.17.0.1', taken: '172.17.0.1', range: undefined, reserved: {} }],
    },
    network(seed, 'host', 'host', now),
    { ...network(seed, 'none', 'null', now) },
  ],
});

const network = (seed: string, name: string, driver: string, now: number): Network => ({
  id: hexId(seed, `network ${name}`),
  name,
  driver,
  created: now,
  internal: false,
  attachable: false,
  labels: {},
  options: {},
  ipamOptions: null,
  pools: [],
  chosen: false,
  madeParent: false,
  lost: false,
});
