import { keptFile, trustKind, withoutRegistry } from './daemon.ts';
import { isLinkSetting, setBack } from './link-settings.ts';
import { type HostState, ownerLabel, registryLabel } from './state.ts';

/**
 * The host as it would be without some labs: what carries their mark is taken out, and what they have changed has the old
 * value that was kept for it.
 */
export function withoutLabs(state: HostState, gone: (lab: string) => boolean): HostState {
  return state.records
    .filter(({ lab }) => gone(lab))
    .flatMap(({ saved }) => Object.entries(saved))
    .reduce((before, [key, old]) => restored(before, key, old), withoutMarked(state, gone));
}

/** Labs come and go independently of each other; none is a residue of another. */
export const withoutOtherLabs = (state: HostState, lab: string): HostState =>
  withoutLabs(state, (other) => other !== lab);

function withoutMarked(state: HostState, isGone: (lab: string) => boolean): HostState {
  const other = (owner: string | undefined): boolean => owner !== undefined && isGone(owner);
  const gone = state.links.filter(({ alias }) => other(markedBy(alias))).map(({ name }) => name);
  const unmarked = <T extends { readonly rules: HostState['firewall']['filter'][number]['rules'] }>(chain: T): T => ({
    ...chain,
    rules: chain.rules.filter(({ comment }) => !other(markedBy(comment))),
  });
  const labelled = ({ labels }: { readonly labels: Readonly<Record<string, string>> }): boolean =>
    other(Object.hasOwn(labels, ownerLabel) ? labels[ownerLabel] : undefined);
  const { docker, firewall } = withoutLinks(state, gone);
  return {
    ...withoutLinks(state, gone),
    firewall: { ...firewall, filter: firewall.filter.map(unmarked), nat: firewall.nat.map(unmarked) },
    docker:
      docker.kind !== 'ready'
        ? docker
        : {
            ...docker,
            networks: docker.networks.filter((item) => !labelled(item)),
            containers: docker.containers.filter((item) => !labelled(item)),
            volumes: docker.volumes.filter((item) => !labelled(item)),
            registries: docker.registries.filter(
              ({ port }) =>
                !docker.containers.some((item) => labelled(item) && item.labels[registryLabel] === String(port)),
            ),
          },
  };
}

const markedBy = (text: string | undefined): string | undefined => /^trunkline:(.+)$/.exec(text ?? '')?.[1];

const withoutLinks = (state: HostState, names: readonly string[]): HostState => ({
  ...state,
  links: state.links.filter(({ name }) => !names.includes(name)),
  routes: state.routes.filter(({ dev }) => dev === undefined || !names.includes(dev)),
});

const ipForward = 'net.ipv4.ip_forward';
const acceptRedirects = 'net.ipv4.conf.all.accept_redirects';

/** What the kernel sets by itself when forwarding is switched (inet_forward_change). */
const followers = ({ sysctls }: HostState, old: string): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    Object.keys(sysctls)
      .filter((name) => name.startsWith('net.ipv4.conf.') && name.endsWith('.forwarding'))
      .map((name) => [name, old]),
  ),
  ...(Object.hasOwn(sysctls, acceptRedirects) && { [acceptRedirects]: old === '0' ? '1' : '0' }),
});

/** Keys are those of the resources that keep old values; `absent` stands for something that was not there. */
function restored(state: HostState, key: string, old: string): HostState {
  const colon = key.indexOf(':');
  const rest = key.slice(colon + 1);
  const [first = '', second = ''] = rest.split('=');
  const kind = key.slice(0, colon);
  if (isLinkSetting(kind)) {
    const back = new Map((old === 'absent' ? [] : setBack(kind, state, rest, old)).map((one) => [one.name, one]));
    return { ...state, links: state.links.map((link) => ({ ...link, ...back.get(link.name) })) };
  }
  switch (kind) {
    case 'sysctl':
      return { ...state, sysctls: { ...state.sysctls, ...(rest === ipForward && followers(state, old)), [rest]: old } };
    case 'address':
      return old === 'absent' ? withoutAddress(state, first, second) : state;
    case 'route':
      return {
        ...state,
        routes: state.routes.filter(({ to, via }) => old !== 'absent' || to !== block(first) || via !== second),
      };
    case trustKind:
      return withoutTrust(state, rest, keptFile(old));
    case 'image':
      return old === 'absent' ? withoutImage(state, rest) : state;
    case 'vlan':
      return old === 'absent' ? withoutLinks(state, [rest]) : state;
    default:
      return state;
  }
}

function withoutTrust(state: HostState, registry: string, before: string | undefined): HostState {
  const { docker } = state;
  if (docker.kind !== 'ready') return state;
  const { daemon } = docker;
  return {
    ...state,
    docker: {
      ...docker,
      daemon: {
        ...daemon,
        file: withoutRegistry(daemon.file, registry, before),
        insecure: daemon.insecure.filter((item) => item !== registry),
      },
    },
  };
}

/** With the route to its subnet, which the kernel takes away with it. */
const withoutAddress = (state: HostState, name: string, cidr: string): HostState => ({
  ...state,
  links: state.links.map((link) =>
    link.name === name
      ? { ...link, addresses: link.addresses.filter(({ address, prefix }) => `${address}/${prefix}` !== cidr) }
      : link,
  ),
  routes: state.routes.filter(
    ({ dev, protocol, source }) => dev !== name || protocol !== 'kernel' || source !== cidr.split('/')[0],
  ),
});

const withoutImage = (state: HostState, tag: string): HostState =>
  state.docker.kind !== 'ready'
    ? state
    : {
        ...state,
        docker: {
          ...state.docker,
          images: state.docker.images.map((image) => ({ ...image, tags: image.tags.filter((item) => item !== tag) })),
        },
      };

const block = (to: string): string => (to.includes('/') ? to : `${to}/32`);
