/** What dockerd reads when it starts: its file, and its service's command line. */

import { DAEMON_FILE, type DockerDaemon, flagsIn, insecureIn, speaksPlainly } from '../../../../shared/host/daemon.ts';
import { asList, asRecord, asText, parseJson } from '../../../../shared/host/untrusted.ts';
import type { Files } from '../../os/files/files.ts';

export interface DaemonSettings {
  readonly insecureRegistries: readonly string[];
  readonly liveRestore: boolean;
  /** What it was started with, its own name first. */
  readonly arguments: readonly string[];
}

/** The first that is there is the service. */
export const SERVICE_FILES = [
  '/etc/systemd/system/docker.service',
  '/lib/systemd/system/docker.service',
  '/usr/lib/systemd/system/docker.service',
] as const;

/** As Debian's package starts it. */
const INSTALLED = ['/usr/sbin/dockerd', '-H', 'fd://', '--containerd=/run/containerd/containerd.sock'];
export const asInstalled: DaemonSettings = { insecureRegistries: [], liveRestore: false, arguments: INSTALLED };

/**
 * The settings, or why dockerd does not take them, as its log says it.
 *
 * @param running a daemon that takes its file anew; otherwise what one that starts is given
 */
export function readSettings(
  files: Files,
  running: DaemonSettings | readonly string[],
): { readonly ok: true; readonly value: DaemonSettings } | { readonly ok: false; readonly message: string } {
  const text = daemonFile(files) ?? '{}';
  const parsed = text.trim() === '' ? {} : parseJson(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return refusal(`invalid character in ${DAEMON_FILE}: it is no JSON object`);
  }
  const file = asRecord(parsed);
  const started = isArguments(running) ? running : running.arguments;
  const flags = flagsIn(started);
  if (flags.length > 0 && Object.hasOwn(file, 'insecure-registries')) {
    const [one, other] = [flags, asList(file['insecure-registries'])].map((list) => `[${list.join(' ')}]`);
    return refusal(
      `the following directives are specified both as a flag and in the configuration file: insecure-registries: (from flag: ${one}, from file: ${other})`,
    );
  }
  return {
    ok: true,
    value: {
      insecureRegistries:
        isArguments(running) || Object.hasOwn(file, 'insecure-registries')
          ? [...flags, ...asList(file['insecure-registries']).map(asText)]
          : running.insecureRegistries,
      liveRestore: file['live-restore'] === true,
      arguments: started,
    },
  };
}

const isArguments = (running: DaemonSettings | readonly string[]): running is readonly string[] =>
  Array.isArray(running);

const refusal = (message: string): { readonly ok: false; readonly message: string } => ({
  ok: false,
  message: `unable to configure the Docker daemon with file ${DAEMON_FILE}: ${message}`,
});

/** How the service starts dockerd now. */
export function argumentsIn(files: Files): readonly string[] {
  const text = SERVICE_FILES.map((path) => textOf(files, path)).find((found) => found !== undefined) ?? '';
  const line = text.split('\n').findLast((item) => /^\s*ExecStart=\s*\S/.test(item));
  const words = line
    ?.replace(/^\s*ExecStart=\s*/, '')
    .trim()
    .split(/\s+/);
  if (words === undefined) return INSTALLED;
  // What stands for itself is as many words as it says, or none.
  const said = environmentOf(files, text);
  return words
    .flatMap((word) => (word.startsWith('$') ? (said.get(word.slice(1)) ?? '').split(/\s+/) : [word]))
    .filter((word) => word !== '');
}

/** What the files that the service names set: `DOCKER_OPTS="--insecure-registry …"` in /etc/default/docker. */
function environmentOf(files: Files, unit: string): ReadonlyMap<string, string> {
  const paths = [...unit.matchAll(/^\s*EnvironmentFile=-?(\S+)/gm)].map(([, path = '']) => path);
  const lines = paths.flatMap((path) => (textOf(files, path) ?? '').split('\n'));
  return new Map(
    lines.flatMap((line) => {
      const [, name, value = ''] = /^\s*(\w+)=(.*?)\s*$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value.replace(/^(["'])(.*)\1$/, '$2')] as const];
    }),
  );
}

const textOf = (files: Files, path: string): string | undefined =>
  files.status(path)?.kind === 'file' ? files.read(path) : undefined;

export const isInsecure = ({ insecureRegistries }: DaemonSettings, registry: string): boolean =>
  speaksPlainly(insecureRegistries, registry);

const isBlock = (registry: string): boolean => registry.includes('/');

/** As `/info` tells which registries are spoken with how. */
export const registryConfig = ({ insecureRegistries }: DaemonSettings): Record<string, unknown> => ({
  AllowNondistributableArtifactsCIDRs: [],
  AllowNondistributableArtifactsHostnames: [],
  InsecureRegistryCIDRs: [...insecureRegistries.filter(isBlock), '127.0.0.0/8'],
  IndexConfigs: Object.fromEntries([
    ...insecureRegistries
      .filter((name) => !isBlock(name))
      .map((Name) => [Name, { Name, Mirrors: [], Secure: false, Official: false }]),
    ['docker.io', { Name: 'docker.io', Mirrors: [], Secure: true, Official: true }],
  ]),
  Mirrors: [],
});

/** The text of its file; undefined: there is none. */
export const daemonFile = (files: Files): string | undefined => textOf(files, DAEMON_FILE);

/** The daemon as a probe tells it, with the text of its file as it is now. */
export function daemonState(settings: DaemonSettings, file: string | undefined): DockerDaemon {
  // A probe asks for what counts only where somebody has said something.
  const asked = [...settings.arguments, file ?? ''].some((text) => text.includes('insecure-registr'));
  const insecure = asked ? insecureIn(registryConfig(settings)) : [];
  return { path: DAEMON_FILE, file, flags: flagsIn(settings.arguments), insecure };
}
