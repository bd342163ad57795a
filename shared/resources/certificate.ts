import { type HostState, recordOf } from '../host/state.ts';
import type { Host, Lab } from '../lab/lab.ts';
import { asksRegistry, registryAddress } from '../lab/registry.ts';
import { claimsOf, ownClaim } from './claimed.ts';
import { type Presence, type ResourceKind, standing, type Wanted } from './resource.ts';
import type { RegistryFiles } from './supply.ts';

const kind = 'certificate';

/** Where Docker looks for whom to trust, anew at each pull (https://docs.docker.com/engine/security/certificates/). */
const fileOf = (registry: string): string => `/etc/docker/certs.d/${registry}/ca.crt`;

/** Which certificate it is stands in the key: another one comes in its place. */
const keyOf = (registry: string, fingerprint: string): string => `${kind}:${registry}=${fingerprint}`;

export const certificateKey = (registry: string, files: RegistryFiles | undefined): string =>
  keyOf(registry, files?.fingerprint ?? '');

/** As long as nobody has looked at the lab's files, whichever certificate was written for the registry is the right one. */
function claimed(state: HostState, lab: string, registry: string, fingerprint: string): string | undefined {
  if (fingerprint !== '') return ownClaim(state, lab, keyOf(registry, fingerprint));
  const claim = claimsOf(state, lab, kind).find((item) => item.startsWith(`${registry}=`));
  return claim === undefined ? undefined : ownClaim(state, lab, `${kind}:${claim}`);
}

function presence(state: HostState, lab: string, registry: string, files: RegistryFiles | undefined): Presence {
  const claim = claimed(state, lab, registry, files?.fingerprint ?? '');
  if (claim === undefined) return { kind: 'absent' };
  const path = fileOf(registry);
  // A record of before files were looked at: that it was written is all that is known.
  if (claim !== path) return { kind: 'present', owned: true };
  const there = recordOf(state, lab)?.files ?? {};
  if (!Object.hasOwn(there, path)) return { kind: 'differs', change: 'update', how: `it does not have ${path}` };
  const wanted = files?.certificate ?? '';
  if (wanted !== '' && there[path]?.trimEnd() !== wanted.replaceAll('\r\n', '\n').trimEnd())
    return { kind: 'differs', change: 'update', how: `${path} says something else` };
  return { kind: 'present', owned: true };
}

const certificate = (lab: string, host: string, registry: string, files: RegistryFiles | undefined): Wanted => {
  const fingerprint = files?.fingerprint ?? '';
  const key = keyOf(registry, fingerprint);
  const path = fileOf(registry);
  const written = { do: 'write-file', lab, path, mode: '644', text: files?.certificate ?? '' } as const;
  return {
    ...standing({
      kind,
      key,
      subject: host,
      noun: `certificate of ${registry}`,
      occupies: [`file:${path}`],
      needs: ['docker'],
      remove: (state) => (ownClaim(state, lab, key) === undefined ? [] : [{ do: 'remove-file', lab, path }]),
    }),
    explain: `Let Docker on ${host} trust the certificate of the registry ${registry}, from now on and without a restart.`,
    presentIn(state) {
      if (files?.problem !== undefined) return { kind: 'clash', problem: files.problem };
      return presence(state, lab, registry, files);
    },
    saves: (state) => (ownClaim(state, lab, key) === undefined ? [{ key, value: path }] : []),
    create: () => [{ ...written, fresh: true }],
    update: () => [{ ...written, fresh: false }],
    undoFailedCreate: () => [{ made: 1, operation: { do: 'remove-file', lab, path } }],
  };
};

function ofClaim(lab: string, host: string, claim: string): Wanted {
  const at = claim.lastIndexOf('=');
  return certificate(lab, host, claim.slice(0, at), { certificate: '', fingerprint: claim.slice(at + 1) });
}

const wants = (lab: Lab, host: Host): readonly string[] => {
  const address = registryAddress(lab);
  return address !== undefined && lab.registry?.tls !== undefined && asksRegistry(lab, host) ? [address] : [];
};

/** Which hosts trust the certificate of the lab's registry. */
export const certificateKind: ResourceKind = {
  kind,
  desired: (lab, host, { registry }) =>
    wants(lab, host).map((address) => certificate(lab.name, host.name, address, registry)),
  owned: (state, lab, host) => claimsOf(state, lab, kind).map((claim) => ofClaim(lab, host, claim)),
};
