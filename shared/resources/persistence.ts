/** That a lab is there again when its host has started anew: files for whoever manages interfaces there, made of what the lab makes. */
import { persistedKey } from '../host/record.ts';
import { type HostState, recordOf } from '../host/state.ts';
import type { Host, Lab } from '../lab/lab.ts';
import type { Operation } from '../machine/operation.ts';
import { type Configuration, configurationFor, type PersistentFile } from '../persist/configuration.ts';
import { lastingOf } from '../persist/lasting.ts';
import { problem } from '../problem.ts';
import { type Presence, type ResourceKind, type Standing, standing, type Wanted } from './resource.ts';

const kind = 'persist';

/** The files that the lab has written, whether they are still there or not. */
function claimedPaths(state: HostState, lab: string): readonly string[] {
  const saved = recordOf(state, lab)?.saved ?? {};
  return Object.entries(saved).flatMap(([key, path]) => (key === persistedKey(path) ? [path] : []));
}

/** Those of them that are there. */
function standingFiles(state: HostState, lab: string): Readonly<Record<string, string>> {
  const files = recordOf(state, lab)?.files ?? {};
  return Object.fromEntries(
    claimedPaths(state, lab).flatMap((path) => {
      const text = Object.hasOwn(files, path) ? files[path] : undefined;
      return text === undefined ? [] : [[path, text]];
    }),
  );
}

/** It goes first and comes last: what is made by hand meanwhile is not made twice by a start of the host. */
const persistent = (lab: string, host: string): Standing =>
  standing({
    kind,
    key: kind,
    subject: host,
    noun: `configuration of ${host} for its next start`,
    needs: ['ip'],
    remove: (state) => {
      const paths = Object.keys(standingFiles(state, lab));
      return paths.length === 0 ? [] : watched(lab, paths, [], []);
    },
  });

/** NetworkManager keeps what it has read; the others look at their files when they start. */
const rereading = (paths: readonly string[]): readonly (readonly string[])[] => [
  ...(paths.some((path) => path.startsWith('/etc/systemd/system/')) ? [['systemctl', 'daemon-reload']] : []),
  ...(paths.some((path) => path.startsWith('/etc/NetworkManager/')) ? [['nmcli', 'connection', 'reload']] : []),
];

function watched(
  lab: string,
  gone: readonly string[],
  written: readonly Operation[],
  checks: Configuration['checks'],
): readonly Operation[] {
  const paths = [...gone, ...written.flatMap((operation) => (operation.do === 'write-file' ? [operation.path] : []))];
  const reread = rereading(paths);
  return [
    { do: 'begin-watch', lab, paths, reread },
    ...gone.map((path) => ({ do: 'remove-file', lab, path }) as const),
    ...written,
    ...checks.map((argv) => ({ do: 'check-files', argv }) as const),
    ...reread.map(
      (argv): Operation => (argv[0] === 'systemctl' ? { do: 'reread-units' } : { do: 'check-files', argv }),
    ),
  ];
}

/** @param others everything else that the lab wants on this host */
export function persistence(lab: Lab, host: Host, others: readonly Wanted[]): Wanted {
  const configured = (state: HostState): Configuration => {
    const ours = others.filter((item) => {
      if (item.needs.includes('docker')) return false;
      const presence = item.presentIn(state);
      return presence.kind !== 'clash' && !(presence.kind === 'present' && !presence.owned);
    });
    return configurationFor(
      lastingOf(
        lab.name,
        ours.flatMap((item) => item.create(state)),
        state,
      ),
      state.facts,
    );
  };
  const change = (state: HostState): readonly Operation[] => {
    const { files, checks } = configured(state);
    const wanted = new Set(files.map(({ path }) => path));
    const there = standingFiles(state, lab.name);
    const claimed = claimedPaths(state, lab.name);
    const gone = Object.keys(there).filter((path) => !wanted.has(path));
    const written = files
      .filter(({ path, text }) => !Object.hasOwn(there, path) || there[path] !== text)
      .map((file): Operation => ({ do: 'write-file', lab: lab.name, ...file, fresh: !claimed.includes(file.path) }));
    return watched(lab.name, gone, written, checks);
  };
  return {
    ...persistent(lab.name, host.name),
    explain: `Let ${host.name} bring the lab back by itself when it starts anew.`,
    presentIn: (state) => presence(state, lab.name, host.name, configured(state).files),
    create: change,
    update: change,
    saves: (state) => {
      const claimed = claimedPaths(state, lab.name);
      return configured(state)
        .files.filter(({ path }) => !claimed.includes(path))
        .map(({ path }) => ({ key: persistedKey(path), value: path }));
    },
    undoFailedCreate: () => [{ made: 1, operation: { do: 'take-back', lab: lab.name } }],
  };
}

function presence(state: HostState, lab: string, host: string, files: readonly PersistentFile[]): Presence {
  const there = standingFiles(state, lab);
  const stale = Object.keys(there).filter((path) => !files.some((file) => file.path === path));
  const missing = files.filter(({ path }) => !Object.hasOwn(there, path));
  const other = files.find(({ path, text }) => Object.hasOwn(there, path) && there[path] !== text);
  if (files.length === 0 && stale.length === 0) return { kind: 'present', owned: claimedPaths(state, lab).length > 0 };
  if (!state.facts.commands.includes('systemctl') && files.length > 0)
    return { kind: 'clash', problem: noSystemd(host) };
  if (missing.length === files.length && stale.length === 0) return { kind: 'absent' };
  const [lost] = missing;
  const how =
    lost !== undefined
      ? `it does not have ${lost.path}`
      : other !== undefined
        ? `${other.path} says something else`
        : stale[0] !== undefined
          ? `${stale[0]} is no longer wanted`
          : undefined;
  return how === undefined ? { kind: 'present', owned: true } : { kind: 'differs', change: 'update', how };
}

const noSystemd = (host: string) =>
  problem({
    code: 'no-systemd',
    subject: host,
    message: `${host} is not started by systemd, and Trunkline does not know how to bring a lab back there.`,
    hint: 'Take `persist: true` out of the lab, or use hosts with systemd.',
  });

/** Files of a lab for a host's next start; what they are to say is known only with everything else (`persistence`). */
export const persistKind: ResourceKind = {
  kind,
  desired: () => [],
  owned: (state, lab, host) => (claimedPaths(state, lab).length === 0 ? [] : [persistent(lab, host)]),
};
