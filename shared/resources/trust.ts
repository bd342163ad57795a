import {
  fileToKeep,
  keptFile,
  trustKind as kind,
  namedIn,
  settingsIn,
  speaksPlainly,
  withEmptiedList,
  withoutRegistry,
  withRegistry,
} from '../host/daemon.ts';
import type { HostState } from '../host/state.ts';
import type { Host, Lab } from '../lab/lab.ts';
import { asksRegistry, registryAddress } from '../lab/registry.ts';
import type { Operation } from '../machine/operation.ts';
import { type Problem, problem } from '../problem.ts';
import { claimsOf, ownClaim } from './claimed.ts';
import { type ReadyDocker, readyDocker } from './docker.ts';
import { type Presence, type ResourceKind, standing, type Wanted } from './resource.ts';

export const trustKey = (registry: string): string => `${kind}:${registry}`;

/**
 * Docker speaks plain HTTP only with registries that its settings name. They are one file, which may hold other people's
 * settings: a registry is merged into it and taken out again, and what was there before comes back to the byte.
 */
const trust = (lab: string, host: string, registry: string): Wanted => ({
  ...standing({
    kind,
    key: trustKey(registry),
    subject: host,
    noun: `plain HTTP with ${registry}`,
    // One file: of two registries, the first goes before the second comes.
    occupies: ['daemon-settings'],
    needs: ['docker'],
    remove: (state) => withdrawal(state, lab, registry),
  }),
  explain: `Let Docker on ${host} speak plain HTTP with the registry ${registry}, from now on and without a restart.`,
  presentIn: (state) => presence(state, lab, host, registry),
  create: (state) => grant(state, lab, registry),
  update: (state) => grant(state, lab, registry),
  undoFailedCreate(state) {
    const [write] = grant(state, lab, registry);
    return write?.do === 'write-daemon-file'
      ? backTo(write.path, write.to, registry, write.from).map((operation) => ({ made: 1, operation }))
      : [];
  },
  saves(state) {
    const docker = readyDocker(state);
    const key = trustKey(registry);
    if (docker === undefined || ownClaim(state, lab, key) !== undefined) return [];
    // Somebody has written it there themselves.
    if (oldFile(state) === undefined && namedIn(docker.daemon.file)?.includes(registry) === true) return [];
    return [{ key, value: oldFile(state) ?? fileToKeep(docker.daemon.file) }];
  },
});

/** From before the first lab, whichever registry it was for. */
const oldFile = (state: HostState): string | undefined =>
  state.records.flatMap(({ saved }) => Object.entries(saved)).find(([key]) => key.startsWith(`${kind}:`))?.[1];

function presence(state: HostState, lab: string, host: string, registry: string): Presence {
  const docker = readyDocker(state);
  if (docker === undefined) return { kind: 'absent' };
  const { daemon } = docker;
  const named = namedIn(daemon.file)?.includes(registry) === true;
  const own = ownClaim(state, lab, trustKey(registry)) !== undefined;
  const problem = obstacle(docker, host, registry);
  if (problem !== undefined) return { kind: 'clash', problem };
  if (!speaksPlainly(daemon.insecure, registry)) {
    if (named)
      return { kind: 'differs', change: 'update', how: `${daemon.path} names it, and Docker has not read it since` };
    return { kind: 'absent' };
  }
  if (own && !named && !daemon.flags.includes(registry))
    return { kind: 'differs', change: 'update', how: `${daemon.path} does not name it any more` };
  if (own) return { kind: 'present', owned: true };
  const other = state.records.find((record) => Object.hasOwn(record.saved, trustKey(registry)));
  if (other === undefined) return { kind: 'present', owned: false };
  return { kind: 'differs', change: 'update', how: `so far only the lab ${other.lab} asks for it` };
}

/** What Docker would not start with again, said before anything is changed. */
function obstacle({ daemon }: ReadyDocker, host: string, registry: string): Problem | undefined {
  const { path, file, flags } = daemon;
  if (settingsIn(file) === undefined) {
    return problem({
      code: 'daemon-file-unreadable',
      subject: host,
      message: `${path} on ${host} is no JSON object: Docker does not start with it, and nothing can be merged into it.`,
      hint: `Mend it there; "dockerd --validate --config-file ${path}" says where it is wrong.`,
    });
  }
  if (flags.length > 0 && namedIn(file) !== undefined) {
    return problem({
      code: 'daemon-flag-and-file',
      subject: host,
      message: `Docker on ${host} was started with --insecure-registry, and ${path} has "insecure-registries" too: it will not start again.`,
      hint: 'Keep one of them: take the flag out of the unit of docker.service, or the key out of the file.',
    });
  }
  if (speaksPlainly(daemon.insecure, registry)) return undefined;
  if (flags.length > 0) {
    return problem({
      code: 'daemon-flag',
      subject: host,
      message: `Docker on ${host} was started with --insecure-registry ${flags.join(', ')}. Beside that flag ${path} may not name ${registry}: Docker would not start again.`,
      hint: `Move the flag's registries into ${path} under "insecure-registries" and restart Docker, or add "--insecure-registry ${registry}" to its unit.`,
    });
  }
  return undefined;
}

/** Written where it is not named yet; the daemon is asked until it has taken it. */
function grant(state: HostState, lab: string, registry: string): readonly Operation[] {
  const { daemon } = readyDocker(state) ?? {};
  if (daemon === undefined) return [];
  // What the lab wants no more goes before this comes.
  const from = claimsOf(state, lab, kind)
    .filter((other) => other !== registry)
    .reduce((file, other) => withdrawn(state, lab, other, file), daemon.file);
  const named = namedIn(from)?.includes(registry) === true;
  const reload: readonly Operation[] = [
    ...(named ? [] : [{ do: 'write-daemon-file', path: daemon.path, from, to: withRegistry(from, registry) } as const]),
    { do: 'reload-daemon' },
    { do: 'await-trust', registry, trusted: true },
  ];
  return named && daemon.insecure.includes(registry) ? [] : reload;
}

function withdrawal(state: HostState, lab: string, registry: string): readonly Operation[] {
  const { daemon } = readyDocker(state) ?? {};
  if (daemon === undefined) return [];
  const to = withdrawn(state, lab, registry, daemon.file);
  if (to === daemon.file) return [];
  const { path, file } = daemon;
  if (!daemon.insecure.includes(registry)) return [{ do: 'write-daemon-file', path, from: file, to }];
  return backTo(path, file, registry, to);
}

/** By way of a file that the daemon takes it back from (`reload-keeps-registries`). */
function backTo(
  path: string,
  file: string | undefined,
  registry: string,
  to: string | undefined,
): readonly Operation[] {
  const emptied = withEmptiedList(file, registry);
  return [
    { do: 'write-daemon-file', path, from: file, to: emptied },
    { do: 'reload-daemon' },
    { do: 'await-trust', registry, trusted: false },
    ...(emptied === to ? [] : [{ do: 'write-daemon-file', path, from: emptied, to } as const]),
  ];
}

/** The file when a lab does without a registry: as it is, where another lab still asks for it. */
function withdrawn(state: HostState, lab: string, registry: string, file: string | undefined): string | undefined {
  const key = trustKey(registry);
  const old = ownClaim(state, lab, key);
  const others = state.records.some((record) => record.lab !== lab && Object.hasOwn(record.saved, key));
  return old === undefined || others ? file : withoutRegistry(file, registry, keptFile(old));
}

const wants = (lab: Lab, host: Host): readonly string[] => {
  const address = registryAddress(lab);
  return address !== undefined && lab.registry?.tls === undefined && asksRegistry(lab, host) ? [address] : [];
};

/** Which hosts speak plain HTTP with the lab's registry. */
export const trustKind: ResourceKind = {
  kind,
  desired: (lab, host) => wants(lab, host).map((registry) => trust(lab.name, host.name, registry)),
  owned: (state, lab, host) => claimsOf(state, lab, kind).map((registry) => trust(lab, host, registry)),
};
